import { runsOf } from '../runsOf';
import type { LinesRun, TestLines } from '../testLines';

/** A requirement or a criterion, and the ids of the tests that name it. */
export interface NamedBy {
  readonly id: string;
  readonly tests: readonly string[];
}

export interface NamedRequirement extends NamedBy {
  readonly criteria: readonly NamedBy[];
}

/** A file of the component with the lines that can be run, each in its order. */
export interface RunnableFile {
  readonly path: string;
  /** Those that a run of all tests ran. */
  readonly run: readonly number[];
  /** Those that it did not run. */
  readonly missed: readonly number[];
  /** Those that loading the file runs: they say nothing of who runs the others. */
  readonly loaded: readonly number[];
}

/** What the tests that name something ran of the component. */
export interface ReachedLines extends NamedBy {
  /** Files of which they ran a line beside those that loading runs. */
  readonly files: readonly LinesRun[];
  /** Ids of those among them whose lines nobody could tell. */
  readonly unmeasured: readonly string[];
}

export interface RequirementLines extends ReachedLines {
  readonly criteria: readonly ReachedLines[];
}

/** Lines of a file that no test of a requirement is known to run. */
export interface UnrequestedLines {
  readonly path: string;
  /** No test runs them. */
  readonly notRun: readonly number[];
  /** They run, but by no test that names a requirement. */
  readonly unnamed: readonly number[];
  /** They run, and a test of a requirement whose lines nobody could tell may be what runs them: nothing is said of them. */
  readonly unknown: readonly number[];
}

/** From requirement and criterion to test to line, and the lines that this does not reach. */
export interface LineProof {
  readonly requirements: readonly RequirementLines[];
  /** Files with such lines only. */
  readonly unrequested: readonly UnrequestedLines[];
}

/** @param runnable the component's own files */
export function joinLines(
  requirements: readonly NamedRequirement[],
  measured: TestLines,
  runnable: readonly RunnableFile[],
): LineProof {
  const loaded = linesByPath(runnable.map(({ path, loaded: lines }) => ({ path, lines })));
  const ownLines = (file: LinesRun) => file.lines.filter((line) => loaded.get(file.path)?.has(line) !== true);
  const reach = (named: NamedBy): ReachedLines => {
    const runs = runsOf(measured, named.tests);
    const files = runs.flatMap((run) => run.files.map((file) => ({ path: file.path, lines: ownLines(file) })));
    const known = new Set(runs.flatMap(({ ids }) => ids));
    const unmeasured = named.tests.filter((test) => !known.has(test));
    return { id: named.id, tests: named.tests, files: mergeLines(files), unmeasured };
  };
  const reached = requirements.map((each) => ({ ...reach(each), criteria: each.criteria.map(reach) }));
  const all = linesByPath(reached.flatMap(({ files }) => files));
  const anyRun = linesByPath([...measured.tests, ...(measured.together ?? [])].flatMap(({ files }) => files));
  const isOpen = reached.some(({ unmeasured }) => unmeasured.length > 0);
  const unrequested = runnable.map(({ path, run, missed }): UnrequestedLines => {
    const isRun = (line: number) => anyRun.get(path)?.has(line) === true;
    const ran = ownLines({ path, lines: [...run, ...missed.filter(isRun)].sort((a, b) => a - b) });
    const notNamed = ran.filter((line) => all.get(path)?.has(line) !== true);
    const notRun = missed.filter((line) => !isRun(line));
    return { path, notRun, unnamed: isOpen ? [] : notNamed, unknown: isOpen ? notNamed : [] };
  });
  return {
    requirements: reached,
    unrequested: unrequested.filter(
      ({ notRun, unnamed, unknown }) => notRun.length + unnamed.length + unknown.length > 0,
    ),
  };
}

/** Each file once, by path, with the lines of all in their order; files without a line are left out. */
export function mergeLines(files: readonly LinesRun[]): readonly LinesRun[] {
  const byPath = [...linesByPath(files)].sort(([one], [other]) => (one < other ? -1 : 1));
  return byPath.flatMap(([path, lines]) =>
    lines.size === 0 ? [] : [{ path, lines: [...lines].sort((a, b) => a - b) }],
  );
}

function linesByPath(files: readonly LinesRun[]): ReadonlyMap<string, ReadonlySet<number>> {
  const byPath = new Map<string, Set<number>>();
  for (const { path, lines } of files) {
    const known = byPath.get(path) ?? new Set();
    byPath.set(path, known);
    for (const line of lines) known.add(line);
  }
  return byPath;
}
