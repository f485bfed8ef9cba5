import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Problem } from '../../../core/errors';
import type { Result } from '../../../core/lib/result';
import { fail, ok } from '../../../core/lib/result';
import { childEnvironment } from '../../childEnvironment';
import { describeEnd, lastWords } from '../describeEnd';
import { findExecutable } from '../findExecutable';
import { runToEnd } from '../runToEnd';

export interface NodeProgram {
  /** Absolute. */
  readonly path: string;
  readonly major: number;
  readonly minor: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

const OLDEST = 20;
const ANSWER_MS = 10_000;

/** The `node` on PATH with its version. Never the program that this runs in: inside an editor that is not the user's Node. */
export async function findNode(env: Environment): Promise<Result<NodeProgram, Problem>> {
  const path = await findExecutable('node', env);
  if (path === undefined) return fail(nodeMissing('there is no node on PATH'));
  const said = await sayVersion(path, env);
  const [, major, minor] = /^v(\d+)\.(\d+)\./.exec(said.version ?? '') ?? [];
  if (major === undefined || minor === undefined) {
    return fail(nodeMissing(`node on PATH does not tell its version: it ${said.detail}`));
  }
  const node = { path, major: Number(major), minor: Number(minor) };
  return node.major < OLDEST
    ? fail(nodeMissing(`node on PATH is version ${major}; ${OLDEST} is the oldest that can report its tests`))
    : ok(node);
}

interface Said {
  readonly version: string | undefined;
  readonly detail: string;
}

/** What programs have said, by path, size and time: a start of Node is a tenth of a short run. */
const versions = new Map<string, Said>();
/** A file that is smaller is no Node but starts one, and may start another next time. */
const SMALLEST_NODE = 1_000_000;

async function sayVersion(path: string, env: Environment): Promise<Said> {
  const { size, mtimeMs } = await stat(path);
  const key = `${path} ${size} ${mtimeMs}`;
  const known = versions.get(key);
  if (known !== undefined) return known;
  const { end, output } = await ask(path, ['--version'], env);
  const isRight = end.kind === 'exited' && end.code === 0;
  const said: Said = { version: isRight ? output : undefined, detail: `${describeEnd(end)}${lastWords(output)}` };
  if (isRight && size >= SMALLEST_NODE) versions.set(key, said);
  return said;
}

function ask(path: string, args: readonly string[], env: Environment): ReturnType<typeof runToEnd> {
  const request = { command: path, args, cwd: dirname(path), env: childEnvironment(env) };
  return runToEnd(request, AbortSignal.timeout(ANSWER_MS));
}

/** Whether it takes the types out of TypeScript files by itself. */
export function stripsTypes({ major, minor }: NodeProgram): boolean {
  return major > 23 || (major === 23 && minor >= 6) || (major === 22 && minor >= 18);
}

/** The first line of versions in which a file's tests can be put into an order that a seed decides; not in all of them. */
const FIRST_WITH_ORDER = 24;
const orders = new Map<string, boolean>();

/** Whether it can run the tests of a file in an order that a seed decides. */
export async function ordersBySeed(node: NodeProgram, env: Environment): Promise<boolean> {
  if (node.major < FIRST_WITH_ORDER) return false;
  const key = `${node.path} ${node.major}.${node.minor}`;
  const known = orders.get(key);
  if (known !== undefined) return known;
  const { end } = await ask(node.path, ['--test-random-seed=0', '--version'], env);
  const answer = end.kind === 'exited' && end.code === 0;
  orders.set(key, answer);
  return answer;
}

export function nodeMissing(detail: string, runner = 'node:test'): Problem {
  return { kind: 'runner-missing', runner, detail, install: 'install Node.js (https://nodejs.org/)' };
}
