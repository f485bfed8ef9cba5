import type { CheckWork } from './contract';

export const WRITTEN_WRONG = 'it is not written as such a check has to be';

/** A check that nobody can tell; `why` is a clause. */
export function notEvaluated(why: string): CheckWork {
  return { type: 'not evaluated', why };
}
