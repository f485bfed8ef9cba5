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

const OLDEST = 20;
const ANSWER_MS = 10_000;

/** The `node` on PATH with its version. Never the program that this runs in: inside an editor that is not the user's Node. */
export async function findNode(
  env: Readonly<Record<string, string | undefined>>,
): Promise<Result<NodeProgram, Problem>> {
  const path = await findExecutable('node', env);
  if (path === undefined) return fail(nodeMissing('there is no node on PATH'));
  const asked = { command: path, args: ['--version'], cwd: dirname(path), env: childEnvironment(env) };
  const { end, output } = await runToEnd(asked, AbortSignal.timeout(ANSWER_MS));
  const [, major, minor] = /^v(\d+)\.(\d+)\./.exec(output) ?? [];
  if (major === undefined || minor === undefined) {
    return fail(nodeMissing(`node on PATH does not tell its version: it ${describeEnd(end)}${lastWords(output)}`));
  }
  const node = { path, major: Number(major), minor: Number(minor) };
  return node.major < OLDEST
    ? fail(nodeMissing(`node on PATH is version ${major}; ${OLDEST} is the oldest that can report its tests`))
    : ok(node);
}

/** Whether it takes the types out of TypeScript files by itself. */
export function stripsTypes({ major, minor }: NodeProgram): boolean {
  return major > 23 || (major === 23 && minor >= 6) || (major === 22 && minor >= 18);
}

export function nodeMissing(detail: string): Problem {
  return { kind: 'runner-missing', runner: 'node:test', detail, install: 'install Node.js (https://nodejs.org/)' };
}
