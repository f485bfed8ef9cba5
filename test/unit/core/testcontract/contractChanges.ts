import assert from 'node:assert/strict';
import { compareContracts } from '../../../../src/core/testcontract/compareContracts';
import type { ContractChange, ContractChangeKind } from '../../../../src/core/testcontract/contractChange';
import type { Files } from './contractOf';
import { contractOf } from './contractOf';

export async function contractChanges(before: Files, after: Files): Promise<readonly ContractChange[]> {
  return compareContracts(await contractOf(before), await contractOf(after));
}

/** Two versions of a file, and what became of the contract: `!` for what weakens it. */
type Row = readonly [before: string, after: string, found: readonly (ContractChangeKind | `!${ContractChangeKind}`)[]];

export const shown = (found: readonly ContractChange[]) =>
  found
    .map(
      ({ kind, file, line, test, detail, weakens }) =>
        `${weakens ? '!' : ''}${kind} ${file}:${line} ${test}: ${detail}`,
    )
    .join('\n');

export const kindsOf = (found: readonly ContractChange[]) =>
  found.map(({ kind, weakens }) => `${weakens ? '!' : ''}${kind}`).sort();

export function itNames(path: string, rows: readonly Row[], around: (text: string) => string = (text) => text): void {
  for (const [before, after, expected] of rows) {
    it(`${before.replace(/\s+/g, ' ')} → ${after.replace(/\s+/g, ' ') || '(nothing)'}`, async () => {
      const found = await contractChanges({ [path]: around(before) }, { [path]: around(after) });
      assert.deepEqual(kindsOf(found), [...expected].sort(), shown(found));
    });
  }
}
