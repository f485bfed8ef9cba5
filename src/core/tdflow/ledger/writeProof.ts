import type { Problem } from '../../errors';
import type { Result } from '../../lib/result';
import { ok } from '../../lib/result';
import type { Phase } from '../../phase';
import { printEntry } from '../../proof/ledger/printEntry';
import type { NamedEntry, ProofEntry } from '../../proof/ledger/proofEntry';
import { PROVEN_PHASES } from '../../proof/ledger/proofEntry';
import type { Ports } from '../ports';
import type { Task } from '../task';
import type { Proved } from './ledgerEntries';
import { ledgerEntries, removeEntries } from './ledgerEntries';
import type { ProofPorts, Proven } from './makeEntry';
import { commonOf, makePassingEntry, makeRedEntry } from './makeEntry';

/** An entry that is in the ledger from now on, and those whose place it takes. */
export interface WrittenProof {
  /** Undefined for a phase that was not reached, and for an entry that was there. */
  readonly added: string | undefined;
  readonly superseded: readonly NamedEntry[];
}

/**
 * Writes what a phase proved into the ledger, beside what is there: what it replaces goes when the session knows of it, by
 * `settleProof`. Undefined where there is no ledger, or the phase leaves nothing in it.
 */
export async function writeProof(
  task: Task,
  proven: Proven,
  ports: ProofPorts & Pick<Ports, 'proofs' | 'ownKeys'>,
): Promise<Result<WrittenProof | undefined, Problem>> {
  const { proofs } = ports;
  const { phase } = task;
  if (proofs === undefined || phase === 'verify') return ok(undefined);
  const about = { specification: task.specification.path, component: task.component.name };
  const own = await ledgerEntries(proofs, ports, about);
  const superseded = own.filter(({ entry }) => isFrom(phase, entry.phase));
  const previous = own.find(({ entry }) => entry.phase === (phase === 'green' ? 'red' : 'green'))?.name;
  // Without the phase before there is nothing that a later one could follow.
  const isPossible =
    proven.verdict.reached && proven.runner !== undefined && (phase === 'red' || previous !== undefined);
  if (!isPossible) return ok({ added: undefined, superseded });
  const common = await commonOf(task, proven, proofs, ports);
  const accepted = { ...acceptedIn(own), ...inOneLine(proven.accepted, ports) };
  const { entry, texts } =
    phase === 'red' || previous === undefined
      ? await makeRedEntry(task, common, ports)
      : await makePassingEntry(task, { ...common, phase, previous, accepted }, ports);
  const written = await proofs.add(printEntry(entry), texts);
  if (!written.ok) return written;
  const isNew = !own.some(({ name }) => name === written.value);
  return ok({
    added: isNew ? written.value : undefined,
    superseded: superseded.filter(({ name }) => name !== written.value),
  });
}

/** Ends what `writeProof` began: what was replaced goes when the session was stored, else what was written. */
export async function settleProof(
  written: WrittenProof | undefined,
  { isStored }: { readonly isStored: boolean },
  ports: Pick<Ports, 'proofs' | 'hash'>,
): Promise<Result<undefined, Problem>> {
  const { proofs } = ports;
  if (proofs === undefined || written === undefined) return ok(undefined);
  if (isStored) return removeEntries(proofs, written.superseded, ports);
  const all = await ledgerEntries(proofs, ports);
  return removeEntries(
    proofs,
    all.filter(({ name }) => name === written.added),
    ports,
  );
}

/** Takes what a component proved in a phase and after it out of the ledger, because its files were taken back. */
export async function forgetProof(
  about: Proved & { readonly phase: Phase },
  ports: Pick<Ports, 'proofs' | 'hash'>,
): Promise<Result<undefined, Problem>> {
  const { proofs } = ports;
  if (proofs === undefined) return ok(undefined);
  const own = await ledgerEntries(proofs, ports, about);
  return removeEntries(
    proofs,
    own.filter(({ entry }) => isFrom(about.phase, entry.phase)),
    ports,
  );
}

/** VERIFY changes nothing that an entry speaks of. */
function isFrom(phase: Phase, other: ProofEntry['phase']): boolean {
  return phase !== 'verify' && PROVEN_PHASES.indexOf(other) >= PROVEN_PHASES.indexOf(phase);
}

/** A person's word about the tests holds as long as RED is the same. */
function acceptedIn(entries: readonly NamedEntry[]): Readonly<Record<string, string>> {
  return Object.assign({}, ...entries.map(({ entry }) => (entry.phase === 'red' ? {} : entry.accepted)));
}

const LONGEST_REASON = 500;

/** A person's words, without their keys. */
function inOneLine(
  reasons: Readonly<Record<string, string>>,
  { ownKeys }: Pick<Ports, 'ownKeys'>,
): Readonly<Record<string, string>> {
  const short = (text: string) => ownKeys.hideIn(text.trim().replace(/\s+/g, ' ')).slice(0, LONGEST_REASON);
  return Object.fromEntries(Object.entries(reasons).map(([file, reason]) => [file, short(reason)]));
}
