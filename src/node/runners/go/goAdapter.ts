import { readdir, readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import type { Problem } from '../../../core/errors';
import type { Result } from '../../../core/lib/result';
import { ok } from '../../../core/lib/result';
import type { RunEnd } from '../../../core/testrun/report';
import type { RunnerAbilities, TestRequest } from '../../../core/testrun/runner';
import { childEnvironment } from '../../childEnvironment';
import type { ProcessEnd } from '../../processes';
import { commandText } from '../commandText';
import type { DeclaredTest } from '../compileResults';
import { describeEnd, lastWords } from '../describeEnd';
import { NOTHING_MORE } from '../nothingMore';
import { ownTemporaryFolder } from '../ownTemporaryFolder';
import type { RunLedger } from '../runLedger';
import type { Launch, LaunchRequest, RunnerAdapter } from '../runnerAdapter';
import { checkGoSyntax } from './checkGoSyntax';
import type { GoPackage } from './goEventReader';
import { GoEventReader } from './goEventReader';
import type { GoModule, GoProject } from './goProject';
import { findGofmt, findGoProject, goMissing, goVariables, importPathOf, moduleOf } from './goProject';
import { readGoCoverage } from './readGoCoverage';
import { scanGoTests } from './scanGoTests';
import { selectGoTests } from './selectGoTests';

export interface GoOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** No limit for a single test: `-timeout` is for all tests of a package together. */
const ABILITIES: RunnerAbilities = { ...NOTHING_MORE, order: true, selection: true, coverage: true };

/** `go test -json` of Go 1.24 and newer; older ones do not say why a package was not built. */
export function createGoAdapter({ env }: GoOptions): RunnerAdapter {
  return {
    name: 'go test',
    abilities: ABILITIES,

    async command(root, request) {
      const plan = await planRun(root, request, env);
      if (!plan.ok) return plan;
      const { project, args, cwd } = plan.value;
      const words = ['test', ...args];
      return ok({ program: project.program, args: words, cwd, text: commandText(project.folder, ['go', ...words]) });
    },

    async prepare(request: LaunchRequest): Promise<Result<Launch, Problem>> {
      const { root, scratch, coverageOf, seed, testTimeLimitMs } = request;
      const plan = await planRun(root, request, env);
      if (!plan.ok) return plan;
      const { project, packages, modules, args, cwd } = plan.value;
      const count = Math.max(1, ...packages.map((each) => each.declared.length));
      // The limit of the run holds anyway; this one tells where a test hangs.
      const limit = testTimeLimitMs === undefined ? '0' : `${testTimeLimitMs * count}ms`;
      const profile = join(scratch, 'coverage.out');
      const measured = [...new Set((coverageOf ?? []).map((file) => packageArgument(file, project.folder)))];
      const reader = new GoEventReader(packages, { root, cwd, modules });
      const coverage = coverageOf === undefined ? [] : [`-coverprofile=${profile}`, `-coverpkg=${measured.join(',')}`];
      return ok({
        command: commandText(project.folder, ['go', 'test', ...args]),
        channel: { kind: 'stdout' },
        records: [{ kind: 'known', tests: packages.flatMap((each) => each.declared) }],
        process: {
          command: project.program,
          args: [
            ...['test', '-json', '-count=1', `-timeout=${limit}`],
            ...(seed === undefined ? [] : [`-shuffle=${seed}`]),
            ...coverage,
            ...args,
          ],
          cwd,
          env: childEnvironment(env, { ...goVariables(env), ...(await ownTemporaryFolder(scratch)) }),
        },
        read: (line) => reader.read(line),
        ...(coverageOf === undefined
          ? {}
          : { readCoverage: () => readGoCoverage({ path: profile, root, modules, of: coverageOf }) }),
        judge,
      });
    },

    async checkSyntax(root, paths, signal) {
      const project = await findGoProject(root, paths, env);
      const gofmt = project.ok ? await findGofmt(project.value.program, env) : undefined;
      if (gofmt === undefined) return paths.map((path) => ({ path, error: 'not checked: there is no gofmt' }));
      return checkGoSyntax({ gofmt, root, env: childEnvironment(env) }, paths, signal);
    },
  };
}

interface Plan {
  readonly project: GoProject;
  readonly packages: readonly GoPackage[];
  readonly modules: readonly GoModule[];
  /** What to run, without how: the pattern and the packages. */
  readonly args: readonly string[];
  /** Absolute. */
  readonly cwd: string;
}

async function planRun(
  root: string,
  request: Pick<TestRequest, 'files' | 'tests'>,
  env: GoOptions['env'],
): Promise<Result<Plan, Problem>> {
  const { files, tests } = request;
  const project = await findGoProject(root, files, env);
  if (!project.ok) return project;
  const { folder } = project.value;
  const modules: GoModule[] = [];
  const packages: GoPackage[] = [];
  for (const directory of new Set(files.map((file) => posix.dirname(file)))) {
    const of = files.filter((file) => posix.dirname(file) === directory);
    const module = await moduleOf(root, of[0] ?? '');
    if (module !== undefined) modules.push(module);
    const declared = (await Promise.all(of.map((file) => readTests(root, file)))).flat();
    const wanted = tests === undefined ? declared : declared.filter(({ id }) => tests.some((each) => isIn(each, id)));
    const importPath = module === undefined ? '' : importPathOf(module, of[0] ?? '');
    packages.push({ importPath, folder: directory, files: of, declared: wanted });
  }
  const pattern = await patternFor(root, request, packages);
  const args = [
    ...(pattern === undefined ? [] : [`-run=${pattern}`]),
    ...[...new Set(files.map((file) => packageArgument(file, folder)))],
  ];
  return ok({ project: project.value, packages, modules, args, cwd: join(root, folder) });
}

/** Undefined when all tests of the packages are wanted: then also those run whose names only a compiler finds. */
async function patternFor(
  root: string,
  { files, tests }: Pick<TestRequest, 'files' | 'tests'>,
  packages: readonly GoPackage[],
): Promise<string | undefined> {
  if (tests !== undefined) {
    return selectGoTests(tests.map((id) => id.slice((files.find((file) => isIn(id, file)) ?? '').length + 2)));
  }
  for (const { folder } of packages) {
    const others = (await readdir(join(root, folder)).catch(() => [])).filter((name) => name.endsWith('_test.go'));
    if (others.some((name) => !files.includes(posix.join(folder, name)))) {
      return selectGoTests(packages.flatMap((each) => each.declared.map((test) => test.name)));
    }
  }
  return undefined;
}

/** Whether an id is this one or one below it: of a file its tests, of a test its subtests. */
function isIn(id: string, above: string): boolean {
  return id === above || id.startsWith(`${above}::`) || id.startsWith(`${above}/`);
}

async function readTests(root: string, file: string): Promise<readonly DeclaredTest[]> {
  try {
    return scanGoTests(file, await readFile(join(root, file), 'utf8'));
  } catch {
    return []; // The compiler will say that it cannot be read.
  }
}

/** The package of a file as an argument, from the folder that `go` is started in. */
function packageArgument(file: string, folder: string): string {
  const inside = posix.relative(folder, posix.dirname(file));
  return inside === '' ? '.' : `./${inside}`;
}

function judge(end: ProcessEnd, ledger: RunLedger, output: string): RunEnd {
  if (end.kind === 'not-started') return { kind: 'not-started', problem: goMissing(end.detail) };
  if (ledger.deaths.length > 0) return { kind: 'died', detail: [...new Set(ledger.deaths)].join('; ') };
  if (!ledger.ended || end.kind === 'killed') {
    return { kind: 'died', detail: `go test ${describeEnd(end)}${lastWords(output)}` };
  }
  return ledger.anyRan ? { kind: 'completed' } : { kind: 'none-ran', detail: 'go found no test in these files' };
}
