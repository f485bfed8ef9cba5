import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Problem } from '../../../core/errors';
import type { Result } from '../../../core/lib/result';
import { ok } from '../../../core/lib/result';
import type { RunnerAbilities, TestCommand, TestRequest } from '../../../core/testrun/runner';
import { childEnvironment } from '../../childEnvironment';
import { commandText } from '../commandText';
import { ownTemporaryFolder } from '../ownTemporaryFolder';
import { projectFolder } from '../projectFolder';
import type { Launch, LaunchRequest, RunnerAdapter } from '../runnerAdapter';
import { checkPythonSyntax } from './checkPythonSyntax';
import type { Python } from './findPython';
import { findPython } from './findPython';
import { judgePytest } from './judgePytest';
import { PytestReport } from './pytestReport';
import { installCommand } from './pythonPackages';

export interface AdapterOptions {
  readonly assetsDir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The interpreter that the user chose in the settings of the machine; absolute. */
  readonly python?: string | undefined;
  /** Of what the folder is a copy; absolute. */
  readonly copyOf?: string | undefined;
}

const PROJECT_MARKERS = [
  ...['pytest.toml', '.pytest.toml', 'pytest.ini', '.pytest.ini', 'pyproject.toml', 'tox.ini', 'setup.cfg', 'setup.py'],
  'package.json',
];

const ABILITIES: RunnerAbilities = {
  substitutes: true,
  order: true,
  selection: true,
  testTimeLimit: true,
  coverage: true,
  coverageByTest: true,
};

/** pytest, 7 and newer, with our plugin, which reports each test to a file outside the workspace. */
export function createPytestAdapter({ assetsDir, env, python: chosen, copyOf }: AdapterOptions): RunnerAdapter {
  const pythonFor = (root: string, files: readonly string[]) => findPython({ root, files, env, chosen });
  return {
    name: 'pytest',
    abilities: ABILITIES,

    async command(root, request) {
      const python = await pythonFor(root, request.files);
      if (!python.ok) return python;
      return ok(plainCommand(python.value, root, await projectFolder(root, request.files, PROJECT_MARKERS), request));
    },

    async prepare(request: LaunchRequest): Promise<Result<Launch, Problem>> {
      const { root, files, scratch } = request;
      const wanted = join(scratch, 'request.json');
      const channel = join(scratch, 'report.jsonl');
      const dump = join(scratch, 'dump.txt');
      const token = randomUUID();
      const [python, folder, temporary] = await Promise.all([
        pythonFor(root, files),
        projectFolder(root, files, PROJECT_MARKERS),
        ownTemporaryFolder(scratch),
        writeFile(channel, ''),
        writeFile(wanted, JSON.stringify({ ...wantedOf(request), copyOf, channel, token, dump })),
      ]);
      if (!python.ok) return python;
      const cwd = join(root, folder);
      const report = new PytestReport({
        ...{ token, dump, testTimeLimitMs: request.testTimeLimitMs },
        installCoverage: installCommand(python.value, 'coverage'),
      });
      return ok({
        command: plainCommand(python.value, root, folder, request).text,
        channel: { kind: 'file', path: channel },
        records: [],
        process: {
          command: python.value.path,
          // To pytest, `@name` is a file of arguments, after `--` too.
          args: [
            '-m',
            'pytest',
            ...pytestOptions(cwd, scratch),
            ...filesToRun(request, folder).map((path) => `./${path}`),
          ],
          cwd,
          env: childEnvironment(env, {
            ...environmentFor(python.value, env, scratch),
            ...(request.seed === undefined ? {} : { PYTHONHASHSEED: String(seedOf(request.seed)) }),
            ...temporary,
            PYTHONPATH: assetsDir,
            AGENTFORGE_PYTEST: wanted,
          }),
        },
        read: (line) => report.read(line),
        readReports: () => report.readDump(),
        readCoverage: async () => report.readCoverage(),
        judge: (end, ledger, output) =>
          judgePytest({
            ...{ end, ledger, output, hanging: report.hanging, isSelection: request.tests !== undefined },
            install: installCommand(python.value, 'pytest'),
          }),
      });
    },

    async checkSyntax(root, paths, signal) {
      const python = await pythonFor(root, paths);
      if (!python.ok) return paths.map((path) => ({ path, error: 'not checked: no Python was found' }));
      return checkPythonSyntax(
        { python: python.value.path, assetsDir, root, env: childEnvironment(env) },
        paths,
        signal,
      );
    },
  };
}

/** What `assets/agentforge_pytest.py` is asked for; what is not asked for is left out. */
function wantedOf({ root, files, scratch, ...request }: LaunchRequest): object {
  const { tests, seed, testTimeLimitMs, coverageOf, coverageByTest, substitute } = request;
  return {
    ...{ root, files, tests, coverageOf, coverageByTest, substitute },
    ...(seed === undefined ? {} : { seed: seedOf(seed) }),
    ...(testTimeLimitMs === undefined ? {} : { testTimeLimit: testTimeLimitMs / 1000 }),
    ...(coverageOf === undefined ? {} : { coverageData: join(scratch, 'measured') }),
  };
}

/** Python takes no other numbers for the order of its sets. */
function seedOf(seed: number): number {
  return Math.abs(Math.trunc(seed)) % 2 ** 32;
}

function plainCommand(
  python: Python,
  root: string,
  folder: string,
  request: Pick<TestRequest, 'files' | 'tests'>,
): TestCommand {
  const chosen = request.tests ?? [];
  const targets = chosen.length > 0 ? chosen.map((id) => fromFolder(id, folder)) : filesToRun(request, folder);
  // To pytest, `@name` is a file of arguments.
  const args = ['-m', 'pytest', ...targets.map((target) => (/^[@-]/.test(target) ? `./${target}` : target))];
  const words = [...wordsFrom(python, folder), ...args];
  return { program: python.path, args, cwd: join(root, folder), text: commandText(folder, words) };
}

/** The files, from the folder that pytest is started in, without those of which no test is asked for. */
function filesToRun({ files, tests }: Pick<TestRequest, 'files' | 'tests'>, folder: string): readonly string[] {
  const asked = files.filter((file) => tests?.some((id) => id === file || id.startsWith(`${file}::`)) ?? true);
  return (asked.length > 0 ? asked : files).map((file) => fromFolder(file, folder));
}

function fromFolder(path: string, folder: string): string {
  return folder === '' ? path : path.slice(folder.length + 1);
}

/** A path from the workspace folder becomes one from the folder that the command is started in; `python3` stays. */
function wordsFrom({ words }: Python, folder: string): readonly string[] {
  const [first = '', ...others] = words;
  if (folder === '' || !first.includes('/') || /^(?:\/|[A-Za-z]:)/.test(first)) return words;
  const up = '../'.repeat(folder.split('/').length);
  return [first.startsWith(`${folder}/`) ? fromFolder(first, folder) : `${up}${first}`, ...others];
}

/**
 * What holds whatever the project's configuration says: every test runs, also after a failure or a file that does not load;
 * paths and ids do not hang on which files are run; and nothing is left in the workspace. The cache is moved and not switched
 * off, because options such as `--lf` in a project's `addopts` belong to it.
 */
function pytestOptions(cwd: string, scratch: string): readonly string[] {
  return [
    ...['-p', 'agentforge_pytest', '--rootdir', cwd, '--color=no', '--maxfail=0', '--continue-on-collection-errors'],
    ...['-o', `cache_dir=${join(scratch, 'cache')}`, '--basetemp', join(scratch, 'tmp')],
  ];
}

/** As if the interpreter's environment were activated. */
function environmentFor(python: Python, env: AdapterOptions['env'], scratch: string): Record<string, string> {
  const active = python.environment;
  const path = process.platform === 'win32' ? undefined : env['PATH'];
  return {
    PYTHONDONTWRITEBYTECODE: '1',
    // A test process that dies keeps nothing back, and what is printed is text for us on Windows too.
    PYTHONUNBUFFERED: '1',
    PYTHONIOENCODING: 'utf-8',
    // Where pytest-cov and Hypothesis keep what they found.
    COVERAGE_FILE: join(scratch, 'coverage'),
    HYPOTHESIS_STORAGE_DIRECTORY: join(scratch, 'hypothesis'),
    ...(active === undefined ? {} : { [active.kind === 'venv' ? 'VIRTUAL_ENV' : 'CONDA_PREFIX']: active.folder }),
    ...(active === undefined || path === undefined ? {} : { PATH: `${dirname(python.path)}:${path}` }),
  };
}
