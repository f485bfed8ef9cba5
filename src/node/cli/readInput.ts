import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import type { Problem } from '../../core/errors';
import type { Result } from '../../core/lib/result';
import { fail, ok } from '../../core/lib/result';
import { describeSystemError } from '../describeSystemError';
import type { CliHost } from './cliHost';

/** The text of a file that an argument names, or of standard input when it is `-`. */
export async function readInput(host: CliHost, file: string): Promise<Result<string, Problem>> {
  try {
    return ok(file === '-' ? await readAll(host.stdin) : await readFile(resolve(host.cwd, file), 'utf8'));
  } catch (error) {
    return fail({ kind: 'input-invalid', detail: `${file} cannot be read: ${describeSystemError(error)}` });
  }
}
