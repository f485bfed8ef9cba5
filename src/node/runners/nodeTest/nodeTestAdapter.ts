import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import type { Problem } from '../../../core/errors';
import type { Result } from '../../../core/lib/result';
import { ok } from '../../../core/lib/result';
import type { RunEnd } from '../../../core/testrun/report';
import type { RunnerAbilities, TestCommand, TestRequest } from '../../../core/testrun/runner';
import { childEnvironment } from '../../childEnvironment';
import type { ProcessEnd } from '../../processes';
import { commandText } from '../commandText';
import { describeEnd, lastWords } from '../describeEnd';
import { ownTemporaryFolder } from '../ownTemporaryFolder';
import { projectFolder } from '../projectFolder';
import type { RunLedger } from '../runLedger';
import type { Launch, LaunchRequest, RunnerAdapter } from '../runnerAdapter';
import { checkScriptSyntax } from '../script/checkScriptSyntax';
import type { NodeProgram } from '../script/findNode';
import { findNode, nodeMissing, ordersBySeed, stripsTypes } from '../script/findNode';
import { namesInFolder } from '../script/namesInFolder';
import { readImports } from '../script/readImports';
import { readV8Coverage } from '../script/readV8Coverage';
import { selectedTests } from '../script/selectedTests';
import { writeStandIn } from '../script/writeStandIn';
import { compilerOptions, TYPESCRIPT } from './compilerOptions';
import { namePatterns } from './namePatterns';
import { NodeEventReader } from './nodeEventReader';

export interface NodeTestOptions {
  readonly assetsDir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** From this version on the arguments of `node --test` are patterns. */
const FIRST_WITH_GLOBS = 21;
/** `order` is for those versions only that can; in the others a seed decides the random numbers alone. */
const ABILITIES: RunnerAbilities = {
  substitutes: true,
  order: false,
  selection: true,
  testTimeLimit: true,
  coverage: true,
};

/** `node --test` of Node 20 and newer. */
export function createNodeTestAdapter({ assetsDir, env }: NodeTestOptions): RunnerAdapter {
  let found: NodeProgram | undefined;
  // Once for each runner: to look through a long PATH takes as long as all else that is done before a start.
  const nodeHere = async (): Promise<Result<NodeProgram, Problem>> => {
    const node = found === undefined ? await findNode(env) : ok(found);
    if (node.ok) found = node.value;
    return node;
  };
  return {
    name: 'node:test',
    abilities: ABILITIES,

    async abilitiesHere() {
      const node = await nodeHere();
      return { ...ABILITIES, order: node.ok && (await ordersBySeed(node.value, env)) };
    },

    async command(root, request) {
      const planned = await plan(root, request, nodeHere);
      if (!planned.ok) return planned;
      const { node, cwd, text, args } = planned.value;
      return ok({ program: node.path, args, cwd, text } satisfies TestCommand);
    },

    async prepare(request: LaunchRequest): Promise<Result<Launch, Problem>> {
      const { root, scratch, tests, seed, testTimeLimitMs, coverageOf } = request;
      const channel = join(scratch, 'report.jsonl');
      writeFileSync(channel, '');
      const [planned, imports, temporary, standIn] = await Promise.all([
        plan(root, request, nodeHere),
        readImports(root, request.files),
        ownTemporaryFolder(scratch),
        writeStandIn(request),
      ]);
      if (!planned.ok) return planned;
      const { node, cwd, text, files, options, paths } = planned.value;
      const reader = new NodeEventReader({ root, isRunner: (file) => file.startsWith(assetsDir + sep) }, files);
      const token = randomUUID();
      const ordered = seed !== undefined && (await ordersBySeed(node, env));
      const coverage = join(scratch, 'coverage');
      return ok({
        command: text,
        channel: { kind: 'file', path: channel },
        records: [{ kind: 'imports', imports: imports.filter(({ file }) => files.includes(file)) }],
        process: {
          command: node.path,
          args: [
            ...['--require', join(assetsDir, 'node_preload.cjs'), ...options],
            ...(ordered ? [`--test-random-seed=${seed >>> 0}`] : []),
            ...['--test-reporter', 'spec', '--', ...paths],
          ],
          cwd,
          env: childEnvironment(env, {
            ...temporary,
            ...(coverageOf === undefined ? {} : { NODE_V8_COVERAGE: coverage }),
            AGENTFORGE_NODE: JSON.stringify({ channel, token, standIn, seed, testTimeLimitMs }),
          }),
        },
        read: (line) => {
          if (!line.startsWith(token)) return [];
          const records = reader.read(line.slice(token.length));
          return tests === undefined || records === undefined ? records : selectedTests(records, tests);
        },
        ...(coverageOf === undefined
          ? {}
          : { readCoverage: () => readV8Coverage({ folder: coverage, root, files: coverageOf }) }),
        judge,
      });
    },

    async checkSyntax(root, paths, signal) {
      const node = await nodeHere();
      if (!node.ok) return paths.map((path) => ({ path, error: 'not checked: there is no Node on PATH that works' }));
      const readable = paths.filter((path) => !TYPESCRIPT.test(path) || stripsTypes(node.value));
      return checkScriptSyntax({ node: node.value, root, env: childEnvironment(env) }, readable, signal);
    },
  };
}

interface Plan {
  readonly node: NodeProgram;
  readonly cwd: string;
  /** Those that hold chosen tests; workspace-relative. */
  readonly files: readonly string[];
  /** How to compile, and which tests to run. */
  readonly options: readonly string[];
  /** The files as arguments. */
  readonly paths: readonly string[];
  /** The plain command without the program. */
  readonly args: readonly string[];
  readonly text: string;
}

async function plan(
  root: string,
  { files: asked, tests }: Pick<TestRequest, 'files' | 'tests'>,
  nodeHere: () => Promise<Result<NodeProgram, Problem>>,
): Promise<Result<Plan, Problem>> {
  const files = tests === undefined ? asked : asked.filter((file) => tests.some((test) => isIn(file, test)));
  const [node, folder] = await Promise.all([nodeHere(), projectFolder(root, asked, ['package.json'])]);
  if (!node.ok) return node;
  const cwd = join(root, folder);
  const compiler = await compilerOptions(node.value, { root, folder, files });
  if (!compiler.ok) return compiler;
  const patterns = tests === undefined ? [] : await namePatterns(root, node.value, tests);
  const options = [...compiler.value, '--test', ...patterns.map((pattern) => `--test-name-pattern=${pattern}`)];
  const names = namesInFolder(folder, files);
  // Absolute: node starts itself with each of them, and a name may look like an option.
  const paths = names.map((name) => join(cwd, name)).map(node.value.major < FIRST_WITH_GLOBS ? String : asPattern);
  return ok({
    ...{ node: node.value, cwd, files, options, paths },
    args: [...options, '--', ...paths],
    text: commandText(folder, ['node', ...options, ...names]),
  });
}

function isIn(file: string, test: string): boolean {
  return test === file || test.startsWith(`${file}::`);
}

/** The pattern of one path. Braces cannot be quoted, so any sign may stand in their place. */
function asPattern(path: string): string {
  return path
    .split(sep)
    .join('/')
    .replace(/[*?[\]()]/g, '[$&]')
    .replace(/[{}\\]/g, '?');
}

function judge(end: ProcessEnd, ledger: RunLedger, output: string): RunEnd {
  if (end.kind === 'not-started') return { kind: 'not-started', problem: nodeMissing(end.detail) };
  if (ledger.deaths.length > 0) return { kind: 'died', detail: ledger.deaths.join('; ') };
  if (!ledger.ended || end.kind === 'killed')
    return { kind: 'died', detail: `node --test ${describeEnd(end)}${lastWords(output)}` };
  if (!ledger.anyRan) return { kind: 'none-ran', detail: 'node found no test in these files' };
  const left = ledger.unreported.length;
  if (left > 0)
    return { kind: 'died', detail: `node --test ended before ${left} ${left === 1 ? 'test' : 'tests'} had a result` };
  return { kind: 'completed' };
}
