import type { MeasuredFile } from '../proof/coverage/keepLines';
import { keepLines } from '../proof/coverage/keepLines';
import { loadedLines } from '../proof/coverage/loadedLines';
import { measureTestLines } from '../proof/coverage/measureTestLines';
import { requirementsOf } from '../spec/requirementsOf';
import type { Coverage, FileCoverage } from '../testrun/report';
import { linkTests } from '../verdict/linkTests';
import type { TestedLines } from '../verdict/testedLines';
import type { JudgedTest } from '../verdict/verdict';
import { checkPath } from '../workspace/checkedPath';
import { tellingTests } from './lastRuns';
import type { Ports } from './ports';
import { limitsOf } from './runTests';
import type { FileMark } from './session';
import { componentOf } from './session';
import type { Task } from './task';

/** Who waits for a verdict does not wait longer for this. */
const LONGEST_MS = 60_000;
const MOST_RUNS = 200;

interface Ran {
  readonly tests: readonly JudgedTest[];
  /** Of the run of all tests. */
  readonly coverage: Coverage | undefined;
  /** The component's own files, marked before that run. */
  readonly coverageOf: readonly FileMark[];
}

/** Which lines of the component each test ran, as runs of their own tell; undefined where no lines can be measured, or nothing is demanded. */
export async function measureLines(
  task: Task,
  { tests, coverage, coverageOf }: Ran,
  ports: Pick<Ports, 'reader' | 'links' | 'attempts' | 'runners' | 'clock' | 'trees'>,
  signal: AbortSignal,
): Promise<TestedLines | undefined> {
  const runner = await ports.runners.for(task.testPath.relative);
  const isDemanded = requirementsOf(task.specification, task.component).length > 0;
  if (!runner.ok || coverage?.kind !== 'measured' || !isDemanded) return undefined;
  const { timeLimitMs, testTimeLimitMs } = limitsOf(task);
  const request = {
    tests: await namingFirst(task, tests, ports),
    coverageOf: coverageOf.map(({ path }) => path),
    timeLimitMs: Math.min(LONGEST_MS, timeLimitMs),
    testTimeLimitMs,
    mostRuns: MOST_RUNS,
  };
  const measured = await measureTestLines(runner.value, request, ports, signal);
  return keepLines(measured, await readFiles(coverage.files, coverageOf, ports));
}

/** The component's files that have lines to run. Of one that changed meanwhile nobody knows which lines those were. */
async function readFiles(
  coverage: readonly FileCoverage[],
  coverageOf: readonly FileMark[],
  ports: Pick<Ports, 'reader' | 'links' | 'trees'>,
): Promise<readonly MeasuredFile[]> {
  const files: MeasuredFile[] = [];
  for (const { path, lines } of coverage) {
    const mark = coverageOf.find((each) => each.path === path);
    const checked = mark && (await checkPath(path, ports.links));
    const file = checked?.ok ? await ports.reader.read(checked.value) : undefined;
    if (file === undefined || file === 'unreadable' || file.hash !== mark?.hash || lines.length === 0) continue;
    const all = lines.map(({ line }) => line);
    const loaded = await loadedLines({ path, text: file.text }, all, ports.trees);
    files.push({ path, hash: file.hash, lines, loaded });
  }
  return files;
}

/** The tests of requirements before all others. */
async function namingFirst(
  { session, specification, component }: Task,
  tests: readonly JudgedTest[],
  ports: Pick<Ports, 'reader' | 'links' | 'attempts'>,
): Promise<readonly JudgedTest[]> {
  const red = componentOf(session, component.name)?.phases.red;
  const telling = await tellingTests(session, { tests, red }, ports);
  const links = linkTests(requirementsOf(specification, component), telling);
  const naming = new Set([...links.values()].flatMap((all) => all.map(({ id }) => id)));
  return [...tests.filter(({ id }) => naming.has(id)), ...tests.filter(({ id }) => !naming.has(id))];
}
