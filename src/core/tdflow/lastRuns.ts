import type { Phase } from '../phase';
import { PHASES } from '../phase';
import { factsOf } from '../testcontract/factsOf';
import type { TellingTest } from '../verdict/linkTests';
import { saidBy, toldBy } from '../verdict/requirementIds';
import type { TestedLines } from '../verdict/testedLines';
import type { Check, JudgedTest, Verdict } from '../verdict/verdict';
import { checkPath } from '../workspace/checkedPath';
import type { AcceptedDrift } from './demands';
import type { Ports } from './ports';
import type { PhaseRecord, Session } from './session';
import type { SessionView } from './viewSession';

/** A test of the last run, with what it says of itself now. */
export interface RunTest extends TellingTest, Pick<JudgedTest, 'id' | 'file' | 'line' | 'outcome' | 'asNeeded'> {}

/** The last recorded run of a component's tests. */
export interface LastRun {
  readonly component: string;
  readonly phase: Phase;
  readonly record: PhaseRecord;
  /** The run whose specification counts: RED wrote the tests for it, and running them again later proves no other. */
  readonly demanded: { readonly phase: Phase; readonly record: PhaseRecord };
  /** Whether a test that passed in it proves what it names. */
  readonly proves: boolean;
  /** Whether files that it speaks of changed since. */
  readonly isStale: boolean;
  readonly accepted: readonly AcceptedDrift[];
  readonly implFile: string | undefined;
  readonly tests: readonly RunTest[];
  /** Which lines they ran, where that was measured. */
  readonly lines: TestedLines | undefined;
}

/** The last run of each component of a session that was run, with the texts of its tests. */
export async function lastRuns(
  session: Session,
  view: Pick<SessionView, 'verdictOf' | 'isStale'>,
  ports: Pick<Ports, 'reader' | 'links' | 'attempts'>,
): Promise<readonly LastRun[]> {
  const runs: LastRun[] = [];
  for (const { name: component, phases, accepted = [], implFile } of session.components) {
    const ran = (phase: Phase) => (view.verdictOf(component, phase)?.tests.length ?? 0) > 0;
    const phase = PHASES.findLast((each) => phases[each] !== undefined && ran(each));
    const record = phase && phases[phase];
    const verdict = phase && view.verdictOf(component, phase);
    if (phase === undefined || record === undefined || verdict === undefined) continue;
    const { red } = phases;
    const tests = await tellingTests(session, { tests: verdict.tests, red }, ports);
    const isStale = view.isStale(component, phase);
    const demanded = red === undefined ? { phase, record } : { phase: 'red' as const, record: red };
    const proves = doesProve(phase, record, verdict);
    const { lines } = verdict;
    runs.push({ component, phase, record, demanded, proves, isStale, accepted, implFile, tests, lines });
  }
  return runs;
}

/** Judged tests with what they say of themselves now. */
export async function tellingTests(
  session: Pick<Session, 'id'>,
  { tests, red }: { readonly tests: readonly JudgedTest[]; readonly red: PhaseRecord | undefined },
  ports: Pick<Ports, 'reader' | 'links' | 'attempts'>,
): Promise<readonly RunTest[]> {
  const contract = red && (await ports.attempts.readContract(session.id, red.attempt));
  const texts = await textsOf(tests, ports);
  return tests.map((test) => {
    const { id, name, file, line, outcome, asNeeded } = test;
    const about = { facts: contract && factsOf(contract, test), text: texts.get(file) };
    return { id, name, file, line, outcome, asNeeded, told: toldBy(test, about), said: saidBy(test, about) };
  });
}

/** What fails beside a test that passed takes nothing from it. */
const APART: ReadonlySet<Check['name']> = new Set([
  'tests',
  'other tests',
  'coverage',
  'conformance',
  'requirement proof',
]);

/** RED runs tests without code. A later phase that was refused proves something only where single tests, or what is no matter of tests, were in its way. */
export function doesProve(
  phase: Phase,
  { state }: Pick<PhaseRecord, 'state'>,
  { reached, checks }: Pick<Verdict, 'reached' | 'checks'>,
): boolean {
  if (phase === 'red') return false;
  if (reached && state === 'reached') return true;
  const failed = checks.filter(({ result }) => result === 'failed');
  return failed.length > 0 && failed.every(({ name }) => APART.has(name));
}

async function textsOf(
  tests: readonly JudgedTest[],
  ports: Pick<Ports, 'reader' | 'links'>,
): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  for (const path of new Set(tests.map((test) => test.file))) {
    const checked = await checkPath(path, ports.links);
    const file = checked.ok ? await ports.reader.read(checked.value) : undefined;
    if (file !== undefined && file !== 'unreadable') texts.set(path, file.text);
  }
  return texts;
}
