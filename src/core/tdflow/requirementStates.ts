import { PHASE_LABEL } from '../phase';
import type { Requirement } from '../spec/requirement';
import { markRequirement } from '../spec/requirementMarks';
import { requirementsOf } from '../spec/requirementsOf';
import type { Component, Specification } from '../spec/specification';
import type { TestOutcome } from '../testrun/report';
import type { TestLinks } from '../verdict/linkTests';
import { linkTests } from '../verdict/linkTests';
import { unnamedCriteria } from '../verdict/unnamedCriteria';
import type { Drift } from './demands';
import { requirementDrift } from './demands';
import { markSpecification } from './fileMarks';
import type { LastRun, RunTest } from './lastRuns';
import { linesOfTests } from './linesOfTests';
import type { Ports } from './ports';

export type ProofState = 'proven' | 'failing' | 'stale' | 'untested';

/** How far a requirement is proven, by the last recorded run of the tests that name it. */
export interface RequirementState {
  readonly requirement: Requirement;
  readonly state: ProofState;
  /** One sentence. */
  readonly why: string;
  /** Those that name it or one of its criteria. */
  readonly tests: readonly RunTest[];
  /** Its criteria, with the tests that name them. */
  readonly criteria: readonly { readonly id: string; readonly tests: readonly RunTest[] }[];
  /** Criteria that no test names, where tests name others of them. */
  readonly unnamed: readonly string[];
  /** Code that its tests were run on. */
  readonly code: readonly string[];
  /** Whether the tests of a component that it is for ran at all. */
  readonly hasRun: boolean;
  /** The component for which a person may accept that the text changed; undefined where there is nothing to accept. */
  readonly driftOf: string | undefined;
}

/** What the specification says of a component as it is now, held against its last run. */
interface Held {
  readonly run: LastRun;
  readonly links: TestLinks<RunTest>;
  readonly drifts: readonly Drift[];
  /** The record that counts is older than the marks of requirements, and the text is another. */
  readonly isUnknownText: boolean;
  has(requirement: Requirement): boolean;
}

/** The requirements of a specification that tests can prove, in its order; methods that nothing names are none. */
export function requirementStates(
  specification: Pick<Specification, 'requirements' | 'components'>,
  runs: readonly LastRun[],
  ports: Pick<Ports, 'hash'>,
): readonly RequirementState[] {
  const held = specification.components.flatMap((component) => {
    const run = runs.find((each) => each.component === component.name);
    return run === undefined ? [] : [hold(specification, component, { run, ports })];
  });
  return specification.requirements.flatMap((requirement) => {
    // A new name alone demands nothing new.
    if (requirement.change === 'removed' || requirement.change === 'renamed') return [];
    const own = held.filter((each) => each.has(requirement));
    const state = stateOf(requirement, own);
    return state.tests.length === 0 && isUnnamedMethod(requirement) ? [] : [state];
  });
}

/** "3 of 4 proven". */
export function provenWords(states: readonly RequirementState[]): string {
  return `${states.filter(({ state }) => state === 'proven').length} of ${states.length} proven`;
}

/** Neither passed nor failed: nothing is known by it. */
export function hasNotRun(outcome: TestOutcome): boolean {
  return outcome === 'skipped' || outcome === 'not-run' || outcome === 'xfailed';
}

/** Whether it is a method alone, of which nobody expects that a test names it. */
export function isUnnamedMethod({ id, component, criteria }: Requirement): boolean {
  if (component === undefined || criteria.length > 0) return false;
  return id === component || id.startsWith(`${component}.`);
}

function hold(
  specification: Pick<Specification, 'requirements'>,
  component: Component,
  { run, ports }: { readonly run: LastRun; readonly ports: Pick<Ports, 'hash'> },
): Held {
  const own = requirementsOf(specification, component);
  const { demands, specification: mark } = run.demanded.record;
  const all = new Set(own);
  return {
    run,
    links: linksOf(own, run.tests),
    drifts:
      demands === undefined
        ? []
        : requirementDrift(
            demands.requirements,
            own.map((requirement) => markRequirement(requirement, ports.hash)),
            run.accepted,
          ),
    isUnknownText: demands === undefined && mark !== '' && mark !== markSpecification(component, ports),
    has: (requirement) => all.has(requirement),
  };
}

const known = new WeakMap<readonly RunTest[], { readonly names: string; readonly links: TestLinks<RunTest> }>();

/** Reading what hundreds of tests tell takes a moment, and while a text is typed its ids seldom change. */
function linksOf(requirements: readonly Requirement[], tests: readonly RunTest[]): TestLinks<RunTest> {
  const names = JSON.stringify(requirements.map(({ id, criteria }) => [id, ...criteria.map((each) => each.id)]));
  const last = known.get(tests);
  if (last?.names === names) return last.links;
  const links = linkTests(requirements, tests);
  known.set(tests, { names, links });
  return links;
}

function stateOf(requirement: Requirement, held: readonly Held[]): RequirementState {
  const { id, criteria } = requirement;
  const speaking = held.filter(({ links }) => links.has(id));
  const testsOf = (name: string) => speaking.flatMap(({ links }) => links.get(name) ?? []);
  const tests = testsOf(id);
  const { unnamed, lacking } = unnamedCriteria(requirement, testsOf);
  const drifts = speaking.flatMap(({ run, drifts: all }) =>
    all.filter(({ what }) => what === id).map((drift) => ({ run, drift })),
  );
  const open = drifts.find(({ drift }) => drift.acceptedAt === undefined);
  const named = { requirement, tests, criteria: criteria.map((each) => ({ id: each.id, tests: testsOf(each.id) })) };
  const judged = judge(tests, { speaking, open, lacking });
  const ran = judged.state === 'proven' ? speaking.flatMap(({ run }) => run.lines ?? []) : [];
  const lines = ran.map((each) => linesOfTests(named, each)).filter((words) => words !== '');
  const why = [judged.why, ...lines].join(', ');
  const looked = drifts.flatMap(({ drift }) => drift.acceptedAt ?? []).at(0);
  const isLooked = looked !== undefined && judged.state !== 'stale';
  return {
    ...named,
    state: judged.state,
    why: isLooked ? `${why}; you looked at its change on ${looked.slice(0, 10)}` : why,
    unnamed,
    code: [...new Set(speaking.flatMap(({ run }) => run.implFile ?? []))],
    hasRun: held.length > 0,
    driftOf: open?.run.component,
  };
}

function judge(
  tests: readonly RunTest[],
  about: {
    readonly speaking: readonly Held[];
    readonly open: { readonly run: LastRun; readonly drift: Drift } | undefined;
    /** Criteria that no test can be for. */
    readonly lacking: readonly string[];
  },
): { readonly state: ProofState; readonly why: string } {
  const { speaking, open, lacking } = about;
  if (tests.length === 0) return { state: 'untested', why: 'no test of a recorded run names it' };
  if (open !== undefined) {
    const how = open.drift.how === 'new' ? 'is new' : 'changed';
    return { state: 'stale', why: `its text ${how} since ${when(open.run.demanded)}` };
  }
  const stale = speaking.find(({ run }) => run.isStale);
  if (stale !== undefined) return { state: 'stale', why: `files changed since ${when(stale.run)}: run again` };
  const unknown = speaking.find(({ isUnknownText }) => isUnknownText);
  if (unknown !== undefined)
    return { state: 'stale', why: `the specification changed since ${when(unknown.run.demanded)}` };
  const idle = tests.filter(({ outcome }) => hasNotRun(outcome));
  const failing = tests.filter(({ outcome }) => outcome !== 'passed' && !hasNotRun(outcome));
  const phases = [...new Set(speaking.map(({ run }) => PHASE_LABEL[run.phase]))].join(', ');
  if (failing.length > 0) {
    const verb = failing.length === 1 && tests.length === 1 ? 'fails' : 'fail';
    return { state: 'failing', why: `${countOf(failing, tests)} ${verb} (${phases})` };
  }
  if (idle.length > 0) return { state: 'untested', why: `${countOf(idle, tests)} did not run (${phases})` };
  const passed = tests.length === 1 ? '1 test passes' : `${tests.length} tests pass`;
  const unproven = speaking.find(
    ({ run }) => !run.proves || run.tests.some((test) => !test.asNeeded && tests.includes(test)),
  );
  if (unproven !== undefined) return { state: 'untested', why: `${passed}, but ${refusal(unproven.run)}` };
  if (lacking.length > 0) return { state: 'untested', why: `no test of a recorded run names ${lacking.join(', ')}` };
  if (speaking.every(({ run }) => ranNoLine(run, tests))) {
    return { state: 'untested', why: `${passed}, but no line of the component is known to run there` };
  }
  return { state: 'proven', why: `${passed} (${phases})` };
}

/** RED has seen other tests fail without the code: they need it, also where they run it in a process that nobody measures. */
function ranNoLine({ demanded, tests: all, lines }: LastRun, tests: readonly RunTest[]): boolean {
  const own = tests.filter((test) => all.includes(test));
  const alone = lines?.tests.map(({ id, files }) => ({ ids: [id], files })) ?? [];
  const idle = [...alone, ...(lines?.together ?? [])].filter(({ files }) => files.length === 0);
  const idleIds = new Set(idle.flatMap(({ ids }) => ids));
  return demanded.phase !== 'red' && own.every(({ id }) => idleIds.has(id));
}

function refusal({ phase, record: { state, summary } }: LastRun): string {
  const what = state === 'reached' ? 'proves no code' : 'was not reached';
  return `${PHASE_LABEL[phase]} ${what}: ${summary.replace(/\.$/, '')}`;
}

function when({ phase, record }: Pick<LastRun, 'phase' | 'record'>): string {
  return `${PHASE_LABEL[phase]} of ${record.at.slice(0, 10)}`;
}

/** "1 of 3 tests", "1 test". */
function countOf(some: readonly RunTest[], all: readonly RunTest[]): string {
  const tests = `${all.length} ${all.length === 1 ? 'test' : 'tests'}`;
  return some.length === all.length ? tests : `${some.length} of ${tests}`;
}
