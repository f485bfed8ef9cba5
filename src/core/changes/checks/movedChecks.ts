import { splitLines } from '../../lib/lines';
import type { FileCheck } from './fileCheck';

/** The checks of a text after lines were put into it in one place: their lines are those of the new text. */
export function movedChecks(checks: readonly FileCheck[], from: string, to: string): readonly FileCheck[] {
  const [before, after] = [splitLines(from), splitLines(to)];
  let same = 0;
  while (same < before.length && before[same] === after[same]) same++;
  const moved = after.length - before.length;
  return checks.map((check) =>
    check.line === undefined || check.line <= same ? check : { ...check, line: check.line + moved },
  );
}
