import type { DeclaredContract } from './declaredContract';
import type { Findings } from './findings';
import type { ContractSource } from './readContract';
import { readContract } from './readContract';

/** The contracts of a project, one of them as it is written now, in the place where it was. */
export function typedAmong(
  source: ContractSource,
  declared: readonly DeclaredContract[],
  findings: Findings,
): readonly DeclaredContract[] {
  const typed = readContract(source, findings);
  const before = declared.findIndex(({ path }) => path === source.path);
  const others = declared.filter(({ path }) => path !== source.path);
  const at = before === -1 ? others.filter(({ origin }) => origin === 'project').length : before;
  return typed === undefined ? others : others.toSpliced(at, 0, typed);
}
