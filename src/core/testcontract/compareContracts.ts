import { compareSettings } from './compare/compareSettings';
import { compareSupport } from './compare/compareSupport';
import { compareTests } from './compare/compareTests';
import { groupSkips } from './compare/groupSkips';
import type { ContractChange } from './contractChange';
import type { TestContract } from './testContract';

/** Names everything in which two contracts differ, by file and line. Two readings of the same promises differ in nothing. */
export function compareContracts(before: TestContract, after: TestContract): readonly ContractChange[] {
  const changes = [
    ...groupSkips(compareTests(before, after)),
    ...compareSupport(before, after),
    ...compareSettings(before, after),
  ];
  return changes.sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1));
}
