import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Problem } from '../../../core/errors';
import type { Result } from '../../../core/lib/result';
import { fail, ok } from '../../../core/lib/result';
import type { RunEnd } from '../../../core/testrun/report';
import { childEnvironment } from '../../childEnvironment';
import type { ProcessEnd } from '../../processes';
import { commandText } from '../commandText';
import { describeEnd, lastWords } from '../describeEnd';
import { NOTHING_MORE } from '../nothingMore';
import { ownTemporaryFolder } from '../ownTemporaryFolder';
import { projectFolder } from '../projectFolder';
import type { RunLedger } from '../runLedger';
import type { Launch, LaunchRequest, RunnerAdapter } from '../runnerAdapter';
import { checkScriptSyntax } from './checkScriptSyntax';
import { findNode, nodeMissing, stripsTypes } from './findNode';
import { NodeEventReader } from './nodeEventReader';
import { readImports } from './readImports';

export interface NodeTestOptions {
  readonly assetsDir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

const TYPESCRIPT = /\.[cm]?ts$/;
/** From this version on the arguments of `node --test` are patterns. */
const FIRST_WITH_GLOBS = 21;

/** `node --test` of Node 20 and newer, with our reporter beside the usual one. */
export function createNodeTestAdapter({ assetsDir, env }: NodeTestOptions): RunnerAdapter {
  return {
    name: 'node:test',
    abilities: NOTHING_MORE,

    async command() {
      throw new Error('unfinished');
    },

    async prepare({ root, files, scratch }: LaunchRequest): Promise<Result<Launch, Problem>> {
      const node = await findNode(env);
      if (!node.ok) return node;
      const { path, major, minor } = node.value;
      if (files.some((file) => TYPESCRIPT.test(file)) && !stripsTypes(node.value)) {
        return fail(nodeMissing(`Node ${major}.${minor} on PATH cannot run TypeScript tests; 22.18 and newer can`));
      }
      const folder = await projectFolder(root, files, ['package.json']);
      const [channel, children] = [join(scratch, 'report.jsonl'), join(scratch, 'children.jsonl')];
      await Promise.all([writeFile(channel, ''), writeFile(children, '')]);
      const names = files.map((file) => (folder === '' ? file : file.slice(folder.length + 1)));
      const cwd = join(root, folder);
      // Absolute: node starts itself with each of them, and a name may look like an option.
      const paths = names.map((name) => join(cwd, name)).map(major < FIRST_WITH_GLOBS ? String : asPattern);
      const reader = new NodeEventReader(root, files);
      const token = randomUUID();
      const temporary = await ownTemporaryFolder(scratch);
      return ok({
        command: commandText(folder, ['node', '--test', ...names]),
        channel: { kind: 'file', path: channel },
        records: [{ kind: 'imports', imports: await readImports(root, files) }],
        process: {
          command: path,
          args: [
            ...['--require', join(assetsDir, 'node_preload.cjs'), '--test'],
            ...['--test-reporter', 'spec', '--test-reporter-destination', 'stdout'],
            ...['--test-reporter', pathToFileURL(join(assetsDir, 'node_reporter.mjs')).href],
            ...['--test-reporter-destination', channel, '--', ...paths],
          ],
          cwd,
          env: childEnvironment(env, {
            ...temporary,
            AGENTFORGE_NODE_CHILDREN: children,
            AGENTFORGE_NODE_TOKEN: token,
          }),
        },
        read: (line) => (line.startsWith(token) ? reader.read(line.slice(token.length)) : []),
        judge,
      });
    },

    async checkSyntax(root, paths, signal) {
      const node = await findNode(env);
      if (!node.ok) return paths.map((path) => ({ path, error: 'not checked: there is no Node on PATH that works' }));
      return checkScriptSyntax({ node: node.value, root, env: childEnvironment(env) }, paths, signal);
    },
  };
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
