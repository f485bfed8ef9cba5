import type { Round } from '../benchRow';
import { roundsOf } from '../manyFiles';

export const name = 'roll 500 files back';
export const peer = 'their apply, with journal';
export const unit = 'ms';

export function run(): Promise<readonly Round[]> {
  return roundsOf(async (files) => {
    const many = await files();
    const { ms, entry } = await many.apply();
    return { ours: await many.rollBack(entry), peer: ms };
  });
}
