import type { ChildProcessWithoutNullStreams, SpawnOptionsWithoutStdio } from 'node:child_process';
import { spawn } from 'node:child_process';
import { endWithProcess } from './editor/endWithProcess';

/** What a command came to. */
export interface CliResult {
  /** Undefined when a signal ended it. */
  readonly code: number | undefined;
  readonly signal: string | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command that hangs must not keep the test run from ending; it has this long where a test gives it no longer time. */
const USUAL_LONGEST_MS = 150_000;

/** A command while it runs: what it has said so far, and ways to answer or to end it. */
export class RunningCli {
  readonly ended: Promise<CliResult>;
  #stdout = '';
  #stderr = '';
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #readers = new Set<() => void>();

  constructor(
    command: string,
    args: readonly string[],
    options: SpawnOptionsWithoutStdio & { readonly longestMs?: number | undefined },
  ) {
    const child = spawn(command, args, options);
    this.#child = child;
    const forget = endWithProcess(() => child.kill('SIGKILL'));
    const limit = setTimeout(() => child.kill('SIGKILL'), options.longestMs ?? USUAL_LONGEST_MS);
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      this.#stdout += text;
      this.#tell();
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr += text;
      this.#tell();
    });
    // A command that ends early does not read what it is given.
    child.stdin.on('error', () => {});
    this.ended = new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code, signal) => {
        forget();
        clearTimeout(limit);
        resolve({
          code: code ?? undefined,
          signal: signal ?? undefined,
          stdout: this.#stdout,
          stderr: this.#stderr,
        });
      });
    });
  }

  /** The match, once standard output or standard error matches; rejects when the command ends before. */
  async until(pattern: RegExp): Promise<RegExpExecArray> {
    const look = (): RegExpExecArray | null => pattern.exec(this.#stdout) ?? pattern.exec(this.#stderr);
    const matched = new Promise<RegExpExecArray>((resolve) => {
      const reader = (): void => {
        const match = look();
        if (match === null) return;
        this.#readers.delete(reader);
        resolve(match);
      };
      this.#readers.add(reader);
      reader();
    });
    const ended = this.ended.then(({ stdout, stderr }) => {
      const match = look();
      if (match === null) throw new Error(`ended before ${pattern}:\n${stdout}\n${stderr}`);
      return match;
    });
    return Promise.race([matched, ended]);
  }

  type(text: string): void {
    this.#child.stdin.write(text);
  }

  endInput(): void {
    this.#child.stdin.end();
  }

  signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }

  #tell(): void {
    for (const reader of this.#readers) reader();
  }
}
