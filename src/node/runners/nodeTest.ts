import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Problem } from '../../core/errors';
import type { SyntaxCheck, TestEvent, TestRequest, TestRunner } from '../../core/testrun/runner';
import { childEnvironment } from '../childEnvironment';
import { runProcess } from '../processes';
import { collectRun } from './collectRun';
import type { RunnerContext } from './createTestRunners';
import { lastLines } from './lastLines';
import { NodeTestReader } from './nodeTestReader';
import { projectFolder } from './projectFolder';

const SYNTAX_TIME_LIMIT_MS = 60_000;
/** Inside the editor our own process is not a plain node, so the one on the PATH it is. */
const NODE = 'node';
const MISSING: Problem = {
  kind: 'runner-missing',
  runner: 'node --test',
  detail: 'there is no node on the PATH',
  install: 'install Node.js 20 or newer',
};

/** node's own test runner; results through our reporter, load errors through a preload. */
export class NodeTestRunner implements TestRunner {
  readonly name = 'node:test';

  constructor(private readonly context: RunnerContext) {}

  async *run(request: TestRequest, signal: AbortSignal): AsyncGenerator<TestEvent> {
    const { root, assetsDir, env } = this.context;
    const cwd = projectFolder(root, request.files[0] ?? '', ['package.json']);
    const files = request.files.map((file) => relative(cwd, join(root, file)).split(sep).join('/'));
    const scratch = await mkdtemp(join(tmpdir(), 'agentforge-run-'));
    const loadErrors = join(scratch, 'load-errors.jsonl');
    const asset = (name: string): string => pathToFileURL(join(assetsDir, name)).href;
    const options = [
      `--import=${asset('node_preload.mjs')}`,
      '--test',
      `--test-reporter=${asset('node_reporter.mjs')}`,
    ];
    const plan = {
      runner: this.name,
      command: `node --test ${files.join(' ')}`,
      file: NODE,
      args: [...options, '--test-reporter-destination=stdout', ...files.map((file) => `./${file}`)],
      cwd,
      env: childEnvironment(env, { AGENTFORGE_LOAD_ERRORS: loadErrors }),
      missing: MISSING,
    };
    try {
      yield* collectRun(plan, request, new NodeTestReader(root, request.files, loadErrors), signal);
    } finally {
      await rm(scratch, { recursive: true, force: true });
    }
  }

  async checkSyntax(paths: readonly string[], signal: AbortSignal): Promise<readonly SyntaxCheck[]> {
    const checks: SyntaxCheck[] = [];
    for (const path of paths) {
      let output = '';
      const end = await runProcess(
        {
          file: NODE,
          args: ['--check', join(this.context.root, path)],
          cwd: this.context.root,
          env: childEnvironment(this.context.env, {}),
          timeLimitMs: SYNTAX_TIME_LIMIT_MS,
          onOutput: (text) => {
            output += text;
          },
        },
        signal,
      );
      const isRight = end.kind === 'exited' && end.code === 0;
      checks.push({ path, error: isRight ? undefined : (/^\w*Error: .*$/m.exec(output)?.[0] ?? lastLines(output)) });
    }
    return checks;
  }
}
