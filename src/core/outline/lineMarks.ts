import type { MeasuredLines } from '../proof/coverage/keepLines';
import { runsOf } from '../proof/runsOf';
import type { LastRun, RunTest } from '../tdflow/lastRuns';
import { proofByLines } from '../tdflow/proofByLines';
import type { ProofState, RequirementState } from '../tdflow/requirementStates';

/** `unrequested`: it runs, but in no test that names a requirement. */
export type LineState = ProofState | 'unrequested';

/** What is known of a line by the last run that measured it. */
export interface LineMark {
  /** From 1. */
  readonly line: number;
  readonly state: LineState;
  /** One sentence without its full stop; '' where the requirements say it. */
  readonly why: string;
  /** Those whose tests ran the line, with these tests. */
  readonly requirements: readonly { readonly state: RequirementState; readonly tests: readonly RunTest[] }[];
}

interface About {
  readonly run: Pick<LastRun, 'isStale' | 'record'>;
  /** What was measured in that run. */
  readonly lines: MeasuredLines;
  /** All requirements of the specification. */
  readonly states: readonly RequirementState[];
  /** Whether the file is as it was measured. */
  readonly isCurrent: boolean;
}

/** Of several requirements the first of these decides: what fails is never hidden. */
const ORDER: readonly ProofState[] = ['failing', 'proven', 'stale', 'untested'];

/**
 * The marks of a file of a component, by line; none for lines that loading runs, and for those of which nothing is known. Of a file that
 * changed since there is one, for nobody knows where its lines went.
 */
export function lineMarks(path: string, { run, lines, states, isCurrent }: About): readonly LineMark[] {
  const file = lines.files.find((each) => each.path === path);
  if (file === undefined) return [];
  const since = `since VERIFY of ${run.record.at.slice(0, 10)}: verify again`;
  if (!isCurrent) return [{ line: 1, state: 'stale', why: `this file changed ${since}`, requirements: [] }];
  const stale = run.isStale ? ({ state: 'stale', why: `files changed ${since}` } as const) : undefined;
  const { notRun = [], unnamed = [] } =
    proofByLines(states, lines).unrequested.find((each) => each.path === path) ?? {};
  const loaded = new Set(file.loaded);
  const marks = [
    ...[...reachedBy(path, lines, states)]
      .filter(([line]) => !loaded.has(line))
      .map(([line, requirements]) => ({ line, state: stateOf(requirements), why: '', requirements })),
    ...notRun.map((line) => ({ line, state: 'untested' as const, why: NOT_RUN, requirements: [] })),
    ...unnamed.map((line) => ({ line, state: 'unrequested' as const, why: UNNAMED, requirements: [] })),
  ];
  return marks.map((mark) => ({ ...mark, ...stale })).sort((one, other) => one.line - other.line);
}

const NOT_RUN = 'no test runs this line';
const UNNAMED = 'only tests that name no requirement run this line';

function stateOf(requirements: LineMark['requirements']): ProofState {
  return ORDER.find((each) => requirements.some(({ state }) => state.state === each)) ?? 'untested';
}

function reachedBy(
  path: string,
  { measured }: MeasuredLines,
  states: readonly RequirementState[],
): ReadonlyMap<number, LineMark['requirements']> {
  const reached = new Map<number, { readonly state: RequirementState; readonly tests: RunTest[] }[]>();
  for (const state of states) {
    const ids = state.tests.map(({ id }) => id);
    for (const run of runsOf(measured, ids)) {
      const tests = state.tests.filter(({ id }) => run.ids.includes(id));
      for (const line of run.files.find((file) => file.path === path)?.lines ?? []) {
        const known = reached.get(line) ?? [];
        reached.set(line, known);
        const own = known.find((each) => each.state === state);
        if (own === undefined) known.push({ state, tests: [...tests] });
        else own.tests.push(...tests.filter((test) => !own.tests.includes(test)));
      }
    }
  }
  return reached;
}
