import type { Problem } from '../../errors';
import type { Result } from '../../lib/result';
import { fail, ok } from '../../lib/result';
import type { CheckedProof, LedgerFinding, LedgerReport } from '../../proof/ledger/ledgerFinding';
import type { ProofChain } from '../../proof/ledger/proofChains';
import { proofChains } from '../../proof/ledger/proofChains';
import type { NamedEntry } from '../../proof/ledger/proofEntry';
import { PROVEN_PHASES } from '../../proof/ledger/proofEntry';
import { readLedger } from '../../proof/ledger/readLedger';
import type { Specification } from '../../spec/specification';
import { RIGHT_REASONS } from '../../verdict/judgement';
import { driftWords } from '../demands';
import type { Ports } from '../ports';
import { resolveTask } from '../resolveTask';
import type { Session } from '../session';
import { newSession } from '../sessionChanges';
import type { Task } from '../task';
import { checkCheckout, finding, newestOf } from './checkCheckout';
import type { LedgerCheck, LedgerEvent } from './ledgerCheck';
import { proofPlaces } from './proofPlaces';
import type { RanChain } from './runChain';
import { runChain } from './runChain';
import { textHash } from './textHash';

export type LedgerPorts = Pick<Ports, 'reader' | 'links' | 'trees' | 'hash' | 'sessions'>;

/**
 * Checks the ledger of a checkout: each entry is what AgentForge wrote, they follow from each other, they speak of the files as they
 * are, and the tests do again what is recorded, in a copy: fail without the code, each for its reason, and pass with it.
 */
export async function* verifyLedger(
  check: LedgerCheck,
  ports: LedgerPorts,
  signal: AbortSignal,
): AsyncGenerator<LedgerEvent, Result<LedgerReport, Problem>> {
  const files = await check.proofs.entries();
  const paths = new Map(files.map(({ name, path }) => [name, path]));
  const { entries, findings } = readLedger(files, (text) => textHash(text, ports));
  const pathOf = (name: string) => paths.get(name) ?? name;
  const { chains, broken } = proofChains(entries, pathOf);
  const all: LedgerFinding[] = [...findings, ...broken.flatMap((each) => each.findings)];
  const proofs: CheckedProof[] = broken.map(({ specification, component, phases }) => {
    return { specification, component, phases, state: 'fails', red: 0, passing: 0 };
  });
  const specifications = new Specifications(check);
  for (const [index, chain] of chains.entries()) {
    if (signal.aborted) return fail({ kind: 'cancelled' });
    const { specification, component } = chain;
    yield { kind: 'component', specification, component, number: index + 1, of: chains.length };
    const checked = yield* checkChain(chain, { check, specifications, pathOf }, ports, signal);
    if (!checked.ok) return checked;
    all.push(...checked.value.findings);
    proofs.push(checked.value.proof);
  }
  all.push(...(await notInLedger(entries, ports)), ...(await specifications.withoutEntries(entries)));
  return ok({ proofs, findings: all });
}

interface CheckedChain {
  readonly proof: CheckedProof;
  readonly findings: readonly LedgerFinding[];
}

interface Checking {
  readonly check: LedgerCheck;
  readonly specifications: Specifications;
  pathOf(name: string): string;
}

async function* checkChain(
  chain: ProofChain,
  { check, specifications, pathOf }: Checking,
  ports: LedgerPorts,
  signal: AbortSignal,
): AsyncGenerator<LedgerEvent, Result<CheckedChain, Problem>> {
  const phases = PROVEN_PHASES.filter((phase) => chain[phase] !== undefined);
  const about = { specification: chain.specification, component: chain.component, phases };
  const task = await taskOf(chain, { check, specifications }, ports);
  if ('code' in task) return ok({ proof: { ...about, state: 'fails', red: 0, passing: 0 }, findings: [task] });
  const placesOf = (ran: RanChain['ran']) => proofPlaces(task, chain, { ran, pathOf }, ports);
  const found = [...(await checkCheckout(task, chain, check, ports)), ...wordsOfPersons(chain)];
  if (found.some(({ level }) => level === 'error')) {
    const places = await placesOf({ red: [], passing: [] });
    return ok({ proof: { ...about, state: 'fails', red: 0, passing: 0, places }, findings: found });
  }
  const ran = yield* runChain(task, chain, check, signal);
  if (!ran.ok) return ran;
  const { findings, red, passing } = ran.value;
  const errors = findings.filter(({ level }) => level === 'error');
  const isUnknown = errors.length > 0 && errors.every(({ code }) => code === 'not-run');
  const state = errors.length === 0 ? 'holds' : isUnknown ? 'not-evaluated' : 'fails';
  const places = await placesOf(ran.value.ran);
  return ok({ proof: { ...about, state, red, passing, places }, findings: [...found, ...findings] });
}

/** The component as the specification has it now, as a phase of it would be begun. */
async function taskOf(
  chain: ProofChain,
  { check, specifications }: { readonly check: LedgerCheck; readonly specifications: Specifications },
  ports: LedgerPorts,
): Promise<Task | LedgerFinding> {
  const { specification: path, component } = chain;
  const specification = await specifications.read(path);
  if (specification === undefined) {
    const detail = `The ledger speaks of ${path}, which is not there or cannot be read.`;
    return finding(chain, 'specification-missing', { file: path, detail });
  }
  if (!specification.components.some(({ name }) => name === component)) {
    const detail = `The ledger has entries of ${component}, and ${path} has no such component. Remove them, or bring it back.`;
    return finding(chain, 'component-missing', { file: path, detail });
  }
  const { config, profile, conventions, testTimeLimitMs } = check;
  const session = newSession('', specification, '');
  const about = { component, phase: 'red', mode: 'full', failure: undefined } as const;
  const task = await resolveTask(
    { session, specification, config, profile, conventions, testTimeLimitMs, ...about },
    ports,
  );
  if (task.ok) return task.value;
  const detail = `The files of ${component} cannot be told: ${'detail' in task.problem ? task.problem.detail : task.problem.kind}.`;
  return finding(chain, 'other-files', { file: path, detail });
}

/** Where a person's word stands against the oracle's, whoever reads the report is to know. */
function wordsOfPersons(chain: ProofChain): readonly LedgerFinding[] {
  const newest = newestOf(chain);
  const accepted = newest.phase === 'red' ? [] : Object.entries(newest.accepted);
  const [testFile = ''] = Object.keys(newest.tests);
  const waived = Object.entries(chain.red.entry.results).filter(([, reason]) => !RIGHT_REASONS.has(reason));
  const { looked } = chain.red.entry;
  const told = `A person looked at what changed of ${driftWords(looked.map((what) => ({ what })))} since RED of ${chain.component}: the tests are right as they are.`;
  return [
    ...(looked.length === 0
      ? []
      : [finding(chain, 'specification-accepted', { file: chain.specification, detail: told }, 'notice')]),
    ...accepted.map(([file, reason]) => {
      const detail = `A person accepted a change of the tests of ${chain.component} after RED: ${reason}`;
      return finding(chain, 'changed-tests-accepted', { file, detail }, 'notice');
    }),
    ...waived.map(([id, reason]) => {
      const detail = `A person waived that ${id} of ${chain.component} counts for nothing (${reason}).`;
      return finding(chain, 'waived', { file: testFile, detail }, 'notice');
    }),
  ];
}

/** What a session of the checkout calls reached is to be in the ledger. */
async function notInLedger(entries: readonly NamedEntry[], ports: LedgerPorts): Promise<readonly LedgerFinding[]> {
  const { sessions } = await ports.sessions.list();
  const newest = new Map<string, Session>();
  for (const session of sessions) if (!newest.has(session.specFile)) newest.set(session.specFile, session);
  const known = new Set(entries.map(({ entry }) => keyOf(entry.specification, entry.component, entry.phase)));
  return [...newest.values()].flatMap(({ specFile, components }) =>
    components.flatMap(({ name, phases }) => {
      const missing = PROVEN_PHASES.filter(
        (phase) => phases[phase]?.state === 'reached' && !known.has(keyOf(specFile, name, phase)),
      );
      if (missing.length === 0) return [];
      const labels = missing.map((phase) => phase.toUpperCase()).join(' and ');
      const detail = `The session says that ${labels} of ${name} was reached, and the ledger has no entry of that. Run it again.`;
      return [finding({ component: name }, 'entry-missing', { file: specFile, detail })];
    }),
  );
}

function keyOf(...parts: readonly string[]): string {
  return JSON.stringify(parts);
}

const MOST_NAMED = 5;

/** Reads each specification once. */
class Specifications {
  private readonly known = new Map<string, Specification | undefined>();

  constructor(private readonly check: LedgerCheck) {}

  async read(path: string): Promise<Specification | undefined> {
    if (!this.known.has(path)) {
      const read = await this.check.readSpecification(path);
      this.known.set(path, read.ok ? read.value : undefined);
    }
    return this.known.get(path);
  }

  /** Components of the specifications that were read, of which the ledger says nothing: nobody takes them for proven. */
  async withoutEntries(entries: readonly NamedEntry[]): Promise<readonly LedgerFinding[]> {
    return [...this.known.values()].flatMap((specification): readonly LedgerFinding[] => {
      if (specification === undefined) return [];
      const has = new Set(
        entries.flatMap(({ entry }) => (entry.specification === specification.path ? [entry.component] : [])),
      );
      const names = specification.components.map(({ name }) => name).filter((name) => !has.has(name));
      if (names.length === 0) return [];
      const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : '';
      const detail = `The ledger says nothing of ${names.slice(0, MOST_NAMED).join(', ')}${more}.`;
      const at = { file: specification.path, line: undefined, detail };
      return [{ code: 'not-in-ledger', level: 'notice', component: undefined, ...at }];
    });
  }
}
