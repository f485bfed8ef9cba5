import { loadSpecification } from '../loadSpecification';
import type { Criterion, Requirement } from '../requirement';
import type { Specification } from '../specification';
import type { MendingEdit } from './mending';
import { applyMending } from './mending';

/** What a split was to come to. */
interface Wanted {
  readonly statement: Requirement | Criterion;
  /** What the statement says then. */
  readonly first: string;
  /** Whether a new statement says what it was to say. */
  readonly isSecond: (text: string) => boolean;
}

/** Whether a specification with these edits is read as before, but for one statement that says less and a new one. */
export function isRightSplit(
  { path, dialect, requirements }: Specification,
  lines: readonly string[],
  edits: readonly MendingEdit[],
  { statement, first, isSecond }: Wanted,
): boolean {
  const again = loadSpecification({ path, dialect, text: applyMending(lines, edits), hash: '' });
  if (!again.ok) return false;
  const before = statementsOf(requirements).map((each) => saidBy(each, each === statement ? first : each.text));
  const now = statementsOf(again.value.specification.requirements);
  const after = now.map((each) => saidBy(each, each.text));
  const added = after.findIndex((said, index) => said !== before[index]);
  const isRest = after.toSpliced(added, 1).every((said, index) => said === before[index]);
  return after.length === before.length + 1 && isRest && isSecond(now[added]?.text ?? '');
}

function statementsOf(requirements: readonly Requirement[]): readonly (Requirement | Criterion)[] {
  return requirements.flatMap((each) => [each, ...each.criteria]);
}

/** An id that only counts may be another then. */
function saidBy(each: Requirement | Criterion, text: string): string {
  const isRequirement = 'dependencies' in each;
  return JSON.stringify([each.idPosition === undefined ? '' : each.id, isRequirement ? each.title : '', text]);
}
