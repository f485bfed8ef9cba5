import { printEntry } from '../../src/core/proof/ledger/printEntry';
import type { NamedEntry, PassingEntry, ProofEntry, RedEntry } from '../../src/core/proof/ledger/proofEntry';
import { sha256 } from '../../src/node/hash';

export const hashText = (text: string) => sha256(new TextEncoder().encode(text));

const common = {
  version: 1,
  specification: 'specs/shop.yaml',
  component: 'cart',
  tests: { 'tests/test_cart.py': hashText('tests') },
  support: {},
  promise: hashText('promise'),
  settings: hashText('settings'),
  runner: { name: 'pytest', tool: 'Python 3.12.3' },
  product: '1.2.3',
} as const;

/** What RED of a cart leaves in the ledger. */
export function redEntry(about: Partial<RedEntry> = {}): RedEntry {
  return {
    ...common,
    phase: 'red',
    demands: { rest: '0123456789ab', requirements: ['FR-001: 0123456789ab'] },
    looked: [],
    before: { 'src/cart.py': null },
    results: { 'tests/test_cart.py::test_total': 'subject-missing' },
    ...about,
  };
}

/** What GREEN or REFACTOR of that cart leaves there. */
export function passingEntry(about: Partial<PassingEntry> = {}): PassingEntry {
  return {
    ...common,
    phase: 'green',
    previous: named(redEntry()).name,
    code: { 'src/cart.py': hashText('code') },
    before: {},
    accepted: {},
    results: { 'tests/test_cart.py::test_total': 'passes-as-wanted' },
    ...about,
  };
}

export function named<E extends ProofEntry>(entry: E): NamedEntry<E> {
  return { name: hashText(printEntry(entry)), entry };
}
