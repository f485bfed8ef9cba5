import { existsSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Problem } from '../../core/errors';
import type { RunEnd, TestFailure, TestImport, TestOutcome, TestResult } from '../../core/testrun/report';
import { TEST_OUTCOMES } from '../../core/testrun/report';
import type { SyntaxCheck, TestEvent, TestRequest, TestRunner } from '../../core/testrun/runner';
import { childEnvironment } from '../childEnvironment';
import { runProcess } from '../processes';
import type { RunReader } from './collectRun';
import { collectRun } from './collectRun';
import type { RunnerContext } from './createTestRunners';
import { lastLines } from './lastLines';
import { foldersUpwards, projectFolder } from './projectFolder';

const IS_WINDOWS = process.platform === 'win32';
const PROJECT_MARKS = ['pytest.ini', 'pyproject.toml', 'tox.ini', 'setup.cfg', 'setup.py'];
const VIRTUAL_ENVIRONMENTS = ['.venv', 'venv'];
const SYNTAX_TIME_LIMIT_MS = 60_000;

/** Compiles each file named on the command line, runs none of them and writes nothing. */
const SYNTAX_CHECK = `
import json, os, sys
for path in sys.argv[1:]:
    error = None
    try:
        with open(path, 'rb') as file:
            compile(file.read(), path, 'exec', dont_inherit=True)
    except (SyntaxError, ValueError) as raised:
        error = str(raised)
    os.write(3, (json.dumps({'path': path, 'error': error}) + '\\n').encode())
`;

/** pytest of the project's own virtual environment, or of the Python on the PATH; results through our plugin. */
export class PytestRunner implements TestRunner {
  readonly name = 'pytest';

  constructor(private readonly context: RunnerContext) {}

  async *run(request: TestRequest, signal: AbortSignal): AsyncGenerator<TestEvent> {
    const { root, assetsDir, env } = this.context;
    const first = request.files[0] ?? '';
    const python = findPython(root, first);
    const cwd = projectFolder(root, first, PROJECT_MARKS);
    const files = request.files.map((file) => `./${relative(cwd, join(root, file)).split(sep).join('/')}`);
    const options = [
      '-p',
      'agentforge_pytest',
      '-p',
      'no:cacheprovider',
      '--continue-on-collection-errors',
      '--color=no',
    ];
    const plan = {
      runner: this.name,
      command: `${shown(root, python)} -m pytest ${files.map((file) => file.slice(2)).join(' ')}`,
      file: python,
      args: ['-m', 'pytest', ...options, `--rootdir=${cwd}`, ...files],
      cwd,
      env: childEnvironment(env, { ...PYTHON_ENV, PYTHONPATH: assetsDir, AGENTFORGE_ROOT: root }),
      missing: missingPython(),
    };
    yield* collectRun(plan, request, new PytestReader(shown(root, python)), signal);
  }

  async checkSyntax(paths: readonly string[], signal: AbortSignal): Promise<readonly SyntaxCheck[]> {
    const { root, env } = this.context;
    const checks: SyntaxCheck[] = [];
    await runProcess(
      {
        file: findPython(root, paths[0] ?? ''),
        args: ['-c', SYNTAX_CHECK, ...paths],
        cwd: root,
        env: childEnvironment(env, PYTHON_ENV),
        timeLimitMs: SYNTAX_TIME_LIMIT_MS,
        onResult: (line) => {
          const { path, error } = JSON.parse(line) as { path: string; error: string | null };
          checks.push({ path, error: error ?? undefined });
        },
      },
      signal,
    );
    const checked = new Set(checks.map((check) => check.path));
    const silent = paths.filter((path) => !checked.has(path));
    return [...checks, ...silent.map((path) => ({ path, error: 'it could not be checked' }))];
  }
}

/** Nothing is left behind in the workspace, and the encoding of what is printed is known. */
const PYTHON_ENV = { PYTHONDONTWRITEBYTECODE: '1', PYTHONIOENCODING: 'utf-8', PYTHONUNBUFFERED: '1' } as const;

/** The interpreter of the nearest virtual environment from the test file upwards, else the one on the PATH. */
function findPython(root: string, testFile: string): string {
  for (const folder of foldersUpwards(root, testFile)) {
    for (const name of VIRTUAL_ENVIRONMENTS) {
      const python = join(folder, name, IS_WINDOWS ? 'Scripts/python.exe' : 'bin/python');
      if (existsSync(python)) return python;
    }
  }
  return IS_WINDOWS ? 'python' : 'python3';
}

function shown(root: string, python: string): string {
  const inside = relative(root, python);
  return python.startsWith(root) ? inside.split(sep).join('/') : python;
}

function missingPython(): Problem {
  const install = IS_WINDOWS
    ? 'winget install Python.Python.3.12'
    : 'install Python 3 with your package manager, for example: apt-get install python3 python3-pytest';
  return {
    kind: 'runner-missing',
    runner: 'pytest',
    detail: 'there is no Python on the PATH and no .venv in the project',
    install,
  };
}

interface Collected {
  readonly id: string;
  readonly name: string;
  readonly file: string;
  readonly line: number | null;
}

type Message =
  | ({
      readonly kind: 'test';
      readonly outcome: TestOutcome;
      readonly durationMs: number;
      readonly failure: TestFailure | null;
    } & Collected)
  | { readonly kind: 'collected'; readonly tests: readonly Collected[] }
  | { readonly kind: 'imports'; readonly imports: readonly TestImport[] }
  | { readonly kind: 'started'; readonly id: string }
  | { readonly kind: 'ended'; readonly code: number };

/** Exit statuses of pytest that come from results, not from a failure of pytest itself. */
const ENDED_BY_RESULTS = new Set([0, 1, 2]);
const NO_TESTS_COLLECTED = 5;

class PytestReader implements RunReader {
  readonly imports: TestImport[] = [];
  private readonly collected = new Map<string, Collected>();
  private readonly reported = new Set<string>();
  private running: string | undefined;
  private endCode: number | undefined;

  constructor(private readonly python: string) {}

  take(value: unknown): readonly TestResult[] {
    if (!isMessage(value)) return [];
    switch (value.kind) {
      case 'collected':
        for (const test of value.tests) this.collected.set(test.id, test);
        return [];
      case 'imports':
        this.imports.push(...value.imports);
        return [];
      case 'started':
        this.running = value.id;
        return [];
      case 'ended':
        this.endCode = value.code;
        return [];
      case 'test': {
        if (!TEST_OUTCOMES.includes(value.outcome)) return [];
        this.running = undefined;
        this.reported.add(value.id);
        const { id, name, file, outcome, durationMs } = value;
        return [
          { id, name, file, line: value.line ?? undefined, outcome, durationMs, failure: value.failure ?? undefined },
        ];
      }
    }
  }

  async finish(): Promise<readonly TestResult[]> {
    if (this.endCode === undefined) return [];
    return this.rest().map((test) => result(test, 'not-run'));
  }

  end(exit: { readonly code: number | undefined; readonly signal: string | undefined }, output: string): RunEnd {
    if (/No module named pytest\b/.test(output)) {
      return {
        kind: 'not-started',
        problem: {
          kind: 'runner-missing',
          runner: 'pytest',
          detail: `${this.python} has no pytest`,
          install: `${this.python} -m pip install pytest`,
        },
      };
    }
    if (this.endCode === NO_TESTS_COLLECTED) return { kind: 'none-ran', detail: 'pytest collected no test' };
    if (this.endCode !== undefined && ENDED_BY_RESULTS.has(this.endCode)) return { kind: 'completed' };
    const how =
      exit.signal === undefined
        ? `pytest ended with exit code ${exit.code ?? 'unknown'}`
        : `pytest was ended by ${exit.signal}`;
    return { kind: 'died', detail: `${how}. ${lastLines(output)}`.trim() };
  }

  unreported(why: 'died' | 'timed-out' | 'cancelled'): readonly TestResult[] {
    return this.rest().map((test) => {
      if (test.id !== this.running || why === 'cancelled') return result(test, 'not-run');
      return result(test, why === 'timed-out' ? 'timed-out' : 'crashed');
    });
  }

  private rest(): readonly Collected[] {
    return [...this.collected.values()].filter((test) => !this.reported.has(test.id));
  }
}

function result({ id, name, file, line }: Collected, outcome: TestOutcome): TestResult {
  return { id, name, file, line: line ?? undefined, outcome, durationMs: 0, failure: undefined };
}

/** The plugin is ours, but a test can write to its descriptor: what has not the shape of a message is passed over. */
function isMessage(value: unknown): value is Message {
  const message = value as Partial<Record<string, unknown>> | null | undefined;
  switch (message?.['kind']) {
    case 'test':
      return (
        typeof message['id'] === 'string' && typeof message['file'] === 'string' && typeof message['name'] === 'string'
      );
    case 'collected':
      return Array.isArray(message['tests']);
    case 'imports':
      return Array.isArray(message['imports']);
    case 'started':
      return typeof message['id'] === 'string';
    case 'ended':
      return typeof message['code'] === 'number';
    default:
      return false;
  }
}
