import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { endWithProcess } from './endWithProcess';

/** A program with all it starts. */
export type ProcessGroup = {
  /** Everything it has printed. */
  output(): string;
  /** Gives the pattern's first group once the output holds it; rejects when the program ends before. */
  waitForOutput(pattern: RegExp): Promise<string>;
  /** Settles when the program has ended, whoever ended it, or could not be started. */
  readonly exited: Promise<void>;
  /** Ends the program with its child processes; they end with this process at the latest. */
  end(): Promise<void>;
};

/** Starts a program in a process group of its own, without input. */
export function startGroup(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): ProcessGroup {
  const child = spawn(command, args, {
    env,
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const readers = new Set<() => void>();
  const read = (text: string): void => {
    output += text;
    for (const reader of readers) reader();
  };
  child.stdout.on('data', (chunk: Buffer) => read(chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => read(chunk.toString()));
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', (error) => {
      read(error.message);
      resolve();
    });
  });
  const forget = endWithProcess(() => killGroup(child));
  return {
    output: () => output,
    waitForOutput: (pattern) =>
      new Promise((resolve, reject) => {
        const reader = (): void => {
          const found = pattern.exec(output)?.[1];
          if (found !== undefined) resolve(found);
        };
        readers.add(reader);
        reader();
        void exited.then(() => reject(new Error(`${command} ended early:\n${output}`)));
      }),
    exited,
    end: async () => {
      forget();
      killGroup(child);
      await exited;
    },
  };
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  if (process.platform === 'win32') spawn('taskkill', ['/pid', String(child.pid), '/t', '/f']);
  else process.kill(-child.pid, 'SIGKILL');
}
