import { RIGHT_REASONS } from '../../verdict/judgement';
import { isSameTest } from './isSameTest';
import type { LedgerFinding } from './ledgerFinding';
import type { NamedEntry, PassingEntry, ProofEntry, RedEntry } from './proofEntry';
import { PROVEN_PHASES } from './proofEntry';

/** The entries of one component, each of which follows from the one before. */
export interface ProofChain {
  readonly specification: string;
  readonly component: string;
  readonly red: NamedEntry<RedEntry>;
  readonly green: NamedEntry<PassingEntry> | undefined;
  readonly refactor: NamedEntry<PassingEntry> | undefined;
}

export interface BrokenChain {
  readonly specification: string;
  readonly component: string;
  readonly phases: readonly string[];
  readonly findings: readonly LedgerFinding[];
}

/** Joins entries by component: RED first, each later phase of the same tests after the entry that it names. In the order of the names. */
export function proofChains(
  entries: readonly NamedEntry[],
  pathOf: (name: string) => string,
): { readonly chains: readonly ProofChain[]; readonly broken: readonly BrokenChain[] } {
  const groups = new Map<string, NamedEntry[]>();
  for (const each of entries) {
    const key = JSON.stringify([each.entry.specification, each.entry.component]);
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  const chains: ProofChain[] = [];
  const broken: BrokenChain[] = [];
  for (const key of [...groups.keys()].sort()) {
    const joined = joinEntries(groups.get(key) ?? [], pathOf);
    if ('red' in joined) chains.push(joined);
    else broken.push(joined);
  }
  return { chains, broken };
}

function joinEntries(group: readonly NamedEntry[], pathOf: (name: string) => string): ProofChain | BrokenChain {
  const findings: LedgerFinding[] = [];
  const [first] = group;
  if (first === undefined) throw new Error('a component without entries');
  const { specification, component } = first.entry;
  const of = <E extends ProofEntry>(phase: E['phase']) =>
    group.filter(({ entry }) => entry.phase === phase) as NamedEntry<E>[];
  const refuse = (code: LedgerFinding['code'], { name }: NamedEntry, detail: string) => {
    findings.push({ code, level: 'error', component, file: pathOf(name), line: undefined, detail });
  };
  for (const phase of PROVEN_PHASES) {
    const [, second] = of(phase);
    if (second !== undefined)
      refuse('chain-broken', second, `${component} has more than one entry for ${phase.toUpperCase()}.`);
  }
  const [red] = of<RedEntry>('red');
  const [green] = of<PassingEntry>('green');
  const [refactor] = of<PassingEntry>('refactor');
  for (const [later, before, needed] of [
    [green, red, 'RED'],
    [refactor, green, 'GREEN'],
  ] as const) {
    if (later === undefined || later.entry.previous === before?.name) continue;
    const what = `${later.entry.phase.toUpperCase()} of ${component} follows an entry for ${needed} that is not there`;
    refuse('chain-broken', later, `${what}: it was removed, or another took its place. Run ${needed} again.`);
  }
  for (const each of group) {
    const why = whyReasonsRefused(each.entry);
    if (why !== undefined) refuse('reason-refused', each, why);
  }
  for (const later of [green, refactor]) {
    const why = red && later && whyOtherTests(red.entry, later.entry);
    if (why !== undefined && later !== undefined) refuse('tests-exchanged', later, why);
  }
  if (red === undefined || findings.length > 0) {
    const phases = PROVEN_PHASES.filter((phase) => of(phase).length > 0);
    return { specification, component, phases, findings };
  }
  return { specification, component, red, green, refactor };
}

/** A phase is reached by at least one test that counts for it. */
function whyReasonsRefused({ phase, component, results }: ProofEntry): string | undefined {
  const reasons = Object.values(results);
  const isRight = (reason: string) => (phase === 'red' ? reason !== 'passes-as-wanted' : reason === 'passes-as-wanted');
  const wrong = reasons.find((reason) => !isRight(reason));
  const label = `${phase.toUpperCase()} of ${component}`;
  if (wrong !== undefined) return `${label} cannot have been reached: a test counts for "${wrong}".`;
  if (phase === 'red' && !reasons.some((reason) => RIGHT_REASONS.has(reason)))
    return `${label} proves nothing: no test fails for a right reason.`;
  return reasons.length === 0 ? `${label} proves nothing: it names no test.` : undefined;
}

/** What was proven to fail has to be what passes now. */
function whyOtherTests(red: RedEntry, later: PassingEntry): string | undefined {
  const label = `${later.phase.toUpperCase()} of ${later.component}`;
  const isAccepted = Object.keys(later.accepted).length > 0;
  const isSame = later.promise === null ? sameTexts(red, later) : red.promise === later.promise;
  if ((!isSame || red.settings !== later.settings) && !isAccepted)
    return `${label} is of other tests than those that RED saw failing.`;
  const passing = Object.keys(later.results);
  const gone = Object.keys(red.results).find((id) => !isAccepted && !passing.some((each) => isSameTest(id, each)));
  return gone === undefined ? undefined : `${label} does not have the test ${gone} that RED saw failing.`;
}

function sameTexts(red: RedEntry, later: PassingEntry): boolean {
  return Object.entries(red.tests).every(([path, hash]) => later.tests[path] === hash);
}
