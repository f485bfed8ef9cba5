import type { Problem } from '../../errors';
import type { Result } from '../../lib/result';
import { ok } from '../../lib/result';
import { printEntry } from '../../proof/ledger/printEntry';
import type { NamedEntry, PassingEntry, RedEntry, TextHash } from '../../proof/ledger/proofEntry';
import type { AcceptedDrift, Demands } from '../demands';
import { markLine, parseMarkLine } from '../demands';
import type { Ports } from '../ports';
import type { Proved } from './ledgerEntries';
import { ledgerEntries, removeEntries } from './ledgerEntries';

/**
 * Notes in the ledger that a person looked at changes of the specification: the entry for RED is of the new words from here on, and
 * says so. Those after it follow it again.
 */
export async function acceptInLedger(
  about: Proved,
  { accepted, now }: { readonly accepted: readonly AcceptedDrift[]; readonly now: Demands },
  ports: Pick<Ports, 'proofs' | 'hash'>,
): Promise<Result<undefined, Problem>> {
  const { proofs } = ports;
  if (proofs === undefined) return ok(undefined);
  const own = await ledgerEntries(proofs, ports, about);
  const of = (phase: 'red' | 'green' | 'refactor') => own.find(({ entry }) => entry.phase === phase);
  const red = of('red') as NamedEntry<RedEntry> | undefined;
  if (red === undefined) return ok(undefined);
  const looked = [...new Set([...red.entry.looked, ...accepted.map(({ what }) => what)])].sort();
  const demands = demandsAfter(red.entry.demands, accepted, now);
  let previous: Result<TextHash, Problem> = await proofs.add(printEntry({ ...red.entry, demands, looked }), []);
  for (const each of [of('green'), of('refactor')] as (NamedEntry<PassingEntry> | undefined)[]) {
    if (!previous.ok) return previous;
    if (each !== undefined) previous = await proofs.add(printEntry({ ...each.entry, previous: previous.value }), []);
  }
  if (!previous.ok) return previous;
  // Nothing but the words changed, so that entries which stayed the same are the new ones.
  const isSame =
    JSON.stringify(demands) === JSON.stringify(red.entry.demands) && looked.length === red.entry.looked.length;
  return isSame ? ok(undefined) : removeEntries(proofs, own, ports);
}

function demandsAfter(
  before: RedEntry['demands'],
  accepted: readonly AcceptedDrift[],
  now: Demands,
): RedEntry['demands'] {
  const looked = new Set(accepted.map(({ what }) => what));
  const wasThere = before.requirements.flatMap((line) => parseMarkLine(line) ?? []);
  const kept = wasThere.filter(({ id }) => !looked.has(id));
  const fresh = now.requirements.filter(({ id }) => looked.has(id));
  return { rest: looked.has('') ? now.rest : before.rest, requirements: [...kept, ...fresh].map(markLine) };
}
