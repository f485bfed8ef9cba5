import type { Problem } from '../../errors';
import type { Result } from '../../lib/result';
import { ok } from '../../lib/result';
import type { NamedEntry, TextHash } from '../../proof/ledger/proofEntry';
import type { ProofLedger } from '../../proof/ledger/proofLedger';
import { readLedger } from '../../proof/ledger/readLedger';
import type { Ports } from '../ports';
import { textHash } from './textHash';

/** A component, as entries name it. */
export interface Proved {
  /** Workspace-relative path. */
  readonly specification: string;
  readonly component: string;
}

/** The entries that can be read; of one component when it is given. */
export async function ledgerEntries(
  proofs: ProofLedger,
  ports: Pick<Ports, 'hash'>,
  only?: Proved,
): Promise<readonly NamedEntry[]> {
  const { entries } = readLedger(await proofs.entries(), (text) => textHash(text, ports));
  return entries.filter(
    ({ entry }) =>
      only === undefined || (entry.specification === only.specification && entry.component === only.component),
  );
}

/** Removes entries with the texts that no other entry needs. */
export async function removeEntries(
  proofs: ProofLedger,
  entries: readonly NamedEntry[],
  ports: Pick<Ports, 'hash'>,
): Promise<Result<undefined, Problem>> {
  if (entries.length === 0) return ok(undefined);
  const names = new Set(entries.map(({ name }) => name));
  const others = (await ledgerEntries(proofs, ports)).filter(({ name }) => !names.has(name));
  const needed = new Set(others.flatMap(textsOf));
  const texts = new Set(entries.flatMap(textsOf).filter((hash) => !needed.has(hash)));
  return proofs.remove([...names], [...texts]);
}

/** The earlier code that an entry needs. */
function textsOf({ entry }: NamedEntry): readonly TextHash[] {
  return Object.values(entry.before).filter((hash) => hash !== null);
}
