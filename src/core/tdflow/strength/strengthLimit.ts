import type { Config } from '../../config/config';
import { lowered } from '../../config/lowered';

const USUAL_MS = 120_000;

/** For how many seconds faults are tried in a component's code; `chosenMs` is a wish of the user's own that comes before the files. */
export function strengthLimit({ strength }: Pick<Config, 'strength'>, chosenMs?: number): number {
  const { limitMs, limitAtMostMs } = strength;
  return lowered(chosenMs ?? limitMs, { usual: USUAL_MS, atMost: limitAtMostMs }) / 1_000;
}
