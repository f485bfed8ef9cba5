import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { errorCode } from './describeSystemError';
import { endTree, killTree, treeOptions } from './processTree';

export interface ProcessRequest {
  /** Executable, found on the PATH of `env` unless it is a path. */
  readonly file: string;
  readonly args: readonly string[];
  /** Absolute. */
  readonly cwd: string;
  /** The child's whole environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly timeLimitMs: number;
  /** What the child prints, as it comes. */
  readonly onOutput?: (text: string) => void;
  /** Each line that the child writes to its file descriptor 3. */
  readonly onResult?: (line: string) => void;
}

/** `code` is undefined after a signal, and `signal` after an exit. */
export interface ProcessExit {
  readonly kind: 'exited';
  readonly code: number | undefined;
  readonly signal: string | undefined;
}

export type ProcessEnd =
  | ProcessExit
  | { readonly kind: 'timed-out' }
  | { readonly kind: 'cancelled' }
  /** `code` is the system's: `ENOENT`, `EACCES`. */
  | { readonly kind: 'not-started'; readonly code: string };

const LONGEST_TIMER_MS = 2 ** 31 - 1;
const DRAIN_MS = 1_000;

/** Runs a process and everything it starts; when this returns, none of them is left. Never rejects. */
export async function runProcess(request: ProcessRequest, signal: AbortSignal): Promise<ProcessEnd> {
  if (signal.aborted) return { kind: 'cancelled' };
  let child: ChildProcess;
  try {
    const { file, args, cwd, env } = request;
    child = spawn(file, args, { cwd, env: { ...env }, stdio: ['ignore', 'pipe', 'pipe', 'pipe'], ...treeOptions });
  } catch (error) {
    // Some failures of the system are thrown, most come as an 'error' event.
    return notStarted(error);
  }
  listen(child, request);
  let stopped: 'timed-out' | 'cancelled' | undefined;
  const stop = (why: 'timed-out' | 'cancelled'): void => {
    if (stopped === undefined) void endTree(child);
    stopped ??= why;
  };
  const onAbort = (): void => stop('cancelled');
  const timer = setTimeout(() => stop('timed-out'), Math.min(request.timeLimitMs, LONGEST_TIMER_MS));
  signal.addEventListener('abort', onAbort, { once: true });
  const end = await waitForEnd(child);
  clearTimeout(timer);
  signal.removeEventListener('abort', onAbort);
  if (end.kind === 'exited') {
    killTree(child);
    await drain(child);
  }
  return stopped === undefined || end.kind === 'not-started' ? end : { kind: stopped };
}

function waitForEnd(child: ChildProcess): Promise<ProcessEnd> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(notStarted(error)));
    child.once('exit', (code, signal) =>
      resolve({ kind: 'exited', code: code ?? undefined, signal: signal ?? undefined }),
    );
  });
}

function notStarted(error: unknown): ProcessEnd {
  return { kind: 'not-started', code: errorCode(error) ?? String(error) };
}

/** Takes the last of what was printed. A process that fled from the group may hold the pipes: it is not waited for. */
async function drain(child: ChildProcess): Promise<void> {
  const closed = once(child, 'close');
  const timer = setTimeout(() => {
    for (const stream of child.stdio) stream?.destroy();
  }, DRAIN_MS);
  await closed;
  clearTimeout(timer);
}

function listen(child: ChildProcess, { onOutput, onResult }: ProcessRequest): void {
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8');
    stream?.on('data', (text: string) => onOutput?.(text));
  }
  const results = child.stdio[3];
  if (results === null || results === undefined || !('setEncoding' in results)) return;
  results.setEncoding('utf8');
  let rest = '';
  results.on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onResult?.(line);
  });
  // A killed child may reset its pipe; its end is told by 'exit'.
  results.on('error', () => {});
}
