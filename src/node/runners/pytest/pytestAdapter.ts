import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Problem } from '../../../core/errors';
import type { Result } from '../../../core/lib/result';
import { ok } from '../../../core/lib/result';
import type { RunEnd } from '../../../core/testrun/report';
import { childEnvironment } from '../../childEnvironment';
import { commandText } from '../commandText';
import { describeEnd, lastWords } from '../describeEnd';
import { NOTHING_MORE } from '../nothingMore';
import { ownTemporaryFolder } from '../ownTemporaryFolder';
import { projectFolder } from '../projectFolder';
import type { RunLedger } from '../runLedger';
import type { Launch, LaunchRequest, RunnerAdapter } from '../runnerAdapter';
import { checkPythonSyntax } from './checkPythonSyntax';
import type { Python } from './findPython';
import { findPython } from './findPython';
import { readPytestLine } from './readPytestLine';

export interface AdapterOptions {
  readonly assetsDir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

const PROJECT_MARKERS = [
  ...['pytest.toml', '.pytest.toml', 'pytest.ini', '.pytest.ini', 'pyproject.toml', 'tox.ini', 'setup.cfg', 'setup.py'],
  'package.json',
];

/** pytest, 7 and newer, with our plugin, which reports each test to a file outside the workspace. */
export function createPytestAdapter({ assetsDir, env }: AdapterOptions): RunnerAdapter {
  return {
    name: 'pytest',
    abilities: NOTHING_MORE,

    async command() {
      throw new Error('unfinished');
    },

    async prepare({ root, files, scratch }: LaunchRequest): Promise<Result<Launch, Problem>> {
      const python = await findPython(root, files, env);
      if (!python.ok) return python;
      const folder = await projectFolder(root, files, PROJECT_MARKERS);
      const channel = join(scratch, 'report.jsonl');
      await writeFile(channel, '');
      const token = randomUUID();
      const temporary = await ownTemporaryFolder(scratch);
      const paths = files.map((file) => (folder === '' ? file : file.slice(folder.length + 1)));
      const cwd = join(root, folder);
      return ok({
        command: commandText(folder, [fromFolder(python.value, folder), '-m', 'pytest', ...paths]),
        channel: { kind: 'file', path: channel },
        records: [],
        process: {
          command: python.value.path,
          // To pytest, `@name` is a file of arguments, after `--` too.
          args: ['-m', 'pytest', ...pytestOptions(cwd, scratch), ...paths.map((path) => `./${path}`)],
          cwd,
          env: childEnvironment(env, {
            ...environmentFor(python.value, env, scratch),
            ...temporary,
            PYTHONPATH: assetsDir,
            AGENTFORGE_PYTEST: JSON.stringify({ channel, token, root, files }),
          }),
        },
        // A test can write to the plugin's descriptor, but not what is listened to.
        read: (line) => (line.startsWith(token) ? readPytestLine(line.slice(token.length)) : []),
        judge: (end, ledger, output) => {
          if (end.kind === 'not-started') return notStarted(end.detail, python.value);
          if (ledger.ended) return judgeEnded(end.kind === 'exited' ? end.code : INTERRUPTED, ledger, output);
          if (/\bNo module named pytest\b/.test(output)) return notStarted('pytest is not installed', python.value);
          const during = ledger.runningTest === undefined ? '' : ` while ${ledger.runningTest.id} was running`;
          return { kind: 'died', detail: `pytest ${describeEnd(end)}${during}${lastWords(output)}` };
        },
      });
    },

    async checkSyntax(root, paths, signal) {
      const python = await findPython(root, paths, env);
      if (!python.ok) return paths.map((path) => ({ path, error: 'not checked: no Python was found' }));
      return checkPythonSyntax(
        { python: python.value.path, assetsDir, root, env: childEnvironment(env) },
        paths,
        signal,
      );
    },
  };
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

function environmentFor(python: Python, env: AdapterOptions['env'], scratch: string): Record<string, string> {
  const active = python.virtualEnvironment;
  const path = process.platform === 'win32' ? undefined : env['PATH'];
  return {
    PYTHONDONTWRITEBYTECODE: '1',
    // A test process that dies keeps nothing back, and what is printed is text for us on Windows too.
    PYTHONUNBUFFERED: '1',
    PYTHONIOENCODING: 'utf-8',
    // Where pytest-cov and Hypothesis keep what they found.
    COVERAGE_FILE: join(scratch, 'coverage'),
    HYPOTHESIS_STORAGE_DIRECTORY: join(scratch, 'hypothesis'),
    ...(active === undefined ? {} : { VIRTUAL_ENV: active }),
    ...(active === undefined || path === undefined ? {} : { PATH: `${dirname(python.path)}:${path}` }),
  };
}

/** `python3` stays; a path from the workspace folder becomes one from the folder that the command is started in. */
function fromFolder(python: Python, folder: string): string {
  if (folder === '' || !python.name.includes('/')) return python.name;
  if (python.name.startsWith(`${folder}/`)) return python.name.slice(folder.length + 1);
  return `${'../'.repeat(folder.split('/').length)}${python.name}`;
}

function notStarted(detail: string, python: Python): RunEnd {
  const problem = {
    kind: 'runner-missing',
    runner: 'pytest',
    detail,
    install: `${python.name} -m pip install pytest`,
  } as const;
  return { kind: 'not-started', problem };
}

const INTERRUPTED = 2;
const INTERNAL_ERROR = 3;
const USAGE_ERROR = 4;

function judgeEnded(code: number, ledger: RunLedger, output: string): RunEnd {
  if (code === INTERNAL_ERROR)
    return { kind: 'died', detail: `pytest stopped with an internal error${lastWords(output)}` };
  const left = ledger.unreported.length;
  if (left > 0 || code === INTERRUPTED) {
    const missed = left === 0 ? '' : `: ${left} ${left === 1 ? 'test' : 'tests'} did not run`;
    return { kind: 'died', detail: `pytest was stopped from inside the run${missed}` };
  }
  // With results it is a conftest.py that did not load, which the plugin has reported test by test.
  if (code === USAGE_ERROR && ledger.count === 0)
    return { kind: 'died', detail: `pytest could not begin${lastWords(output)}` };
  if (ledger.count === 0) return { kind: 'none-ran', detail: 'pytest found no test in these files' };
  if (!ledger.anyRan)
    return { kind: 'none-ran', detail: "the project's pytest configuration leaves out every test of these files" };
  return { kind: 'completed' };
}
