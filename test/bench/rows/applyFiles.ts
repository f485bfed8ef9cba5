import { open, rename } from 'node:fs/promises';
import type { Round } from '../benchRow';
import { millisecondsOf, roundsOf } from '../manyFiles';

export const name = 'apply 500 files, with journal';
export const peer = 'a bare loop of tmp, fsync, rename';
export const unit = 'ms';

export function run(): Promise<readonly Round[]> {
  return roundsOf(async (files, oursFirst) => {
    const [mine, theirs] = [await files(), await files()];
    const first = oursFirst ? (await mine.apply()).ms : 0;
    const peer = await millisecondsOf(() => writeBare(theirs.wanted));
    return { ours: oursFirst ? first : (await mine.apply()).ms, peer };
  });
}

async function writeBare(wanted: ReadonlyMap<string, string>): Promise<void> {
  for (const [path, text] of wanted) {
    const file = await open(`${path}.tmp`, 'wx');
    await file.writeFile(text);
    await file.sync();
    await file.close();
    await rename(`${path}.tmp`, path);
  }
}
