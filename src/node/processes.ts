import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { describeSystemError } from './describeSystemError';
import { killProcessGroup, killProcessTree } from './processTree';

export interface ProcessRequest {
  /** Absolute path of the program; it is started without a shell. */
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** The whole environment: nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
  /** Whether it is to be written to; otherwise it has no input. */
  readonly hasInput?: true;
}

export type ProcessEnd =
  | { readonly kind: 'exited'; readonly code: number }
  | { readonly kind: 'killed'; readonly signal: string }
  | { readonly kind: 'not-started'; readonly detail: string };

export interface RunningProcess {
  /** Resolves, never rejects, when the process has ended and its output has arrived. */
  readonly ended: Promise<ProcessEnd>;
  /** Ends the process and everything it started; nothing when it has ended. */
  kill(): void;
  /** Gives it text as input; nothing when it has none, or has ended. */
  write(text: string): void;
}

/** What starts a program: `startProcess`, or what stands in its place. */
export type StartProcess = typeof startProcess;

/** How long output is waited for after the end, when a process that got away still holds the pipe. */
const LAST_OUTPUT_MS = 500;

/**
 * Starts a program as leader of its own process group, without input unless it is asked for. Its output is always taken at once, so it never blocks;
 * `onOutput` gets both streams as they arrive, told apart. What is left of its group when it ends, or when this process ends, is ended too.
 */
export function startProcess(
  request: ProcessRequest,
  onOutput: (text: string, stream: 'stdout' | 'stderr') => void,
): RunningProcess {
  let child: ChildProcess;
  try {
    child = spawn(request.command, request.args, {
      cwd: request.cwd,
      env: { ...request.env },
      detached: process.platform !== 'win32',
      stdio: [request.hasInput === true ? 'pipe' : 'ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
  } catch (error) {
    // Such as a command line that is too long; an absent program comes as an event instead.
    const ended = Promise.resolve({ kind: 'not-started', detail: describeSystemError(error) } as const);
    return { ended, kill() {}, write() {} };
  }
  let running = true;
  const kill = (): void => {
    if (running && child.pid !== undefined) killProcessTree(child.pid);
  };
  process.once('exit', kill);
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (text: string) => onOutput(text, name));
  }

  // What it does not read any more is lost.
  child.stdin?.on('error', () => {});
  const write = (text: string): void => {
    if (child.stdin?.writable === true) child.stdin.write(text);
  };
  const ended = new Promise<ProcessEnd>((resolve) => {
    let giveUp: NodeJS.Timeout | undefined;
    child.once('error', (error) => {
      if (child.pid === undefined) resolve({ kind: 'not-started', detail: describeSystemError(error) });
    });
    child.once('exit', () => {
      running = false;
      if (child.pid !== undefined) killProcessGroup(child.pid);
      giveUp = setTimeout(() => {
        child.stdout?.destroy();
        child.stderr?.destroy();
      }, LAST_OUTPUT_MS);
    });
    child.once('close', (code, signal) => {
      clearTimeout(giveUp);
      resolve(signal === null ? { kind: 'exited', code: code ?? 0 } : { kind: 'killed', signal });
    });
  });
  return { ended: ended.finally(() => process.removeListener('exit', kill)), kill, write };
}
