import writeFileAtomic from 'write-file-atomic';
import type { Round } from '../benchRow';
import { millisecondsOf, roundsOf } from '../manyFiles';

export const name = 'apply 500 files, with journal';
export const peer = 'write-file-atomic, one after the other';
export const unit = 'ms';

export function run(): Promise<readonly Round[]> {
  return roundsOf(async (files, oursFirst) => {
    const [mine, theirs] = [await files(), await files()];
    const first = oursFirst ? (await mine.apply()).ms : 0;
    const peer = await millisecondsOf(async () => {
      for (const [path, text] of theirs.wanted) await writeFileAtomic(path, text);
    });
    return { ours: oursFirst ? first : (await mine.apply()).ms, peer };
  });
}
