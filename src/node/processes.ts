import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { errorCode } from './describeSystemError';

export interface ProcessRequest {
  /** Executable, found by the operating system's rules. */
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

export type ProcessEnd =
  | { readonly kind: 'exited'; readonly code: number | undefined; readonly signal: string | undefined }
  | { readonly kind: 'timed-out' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'not-started'; readonly code: string };

const IS_WINDOWS = process.platform === 'win32';
/** Time for a test process to clean up after itself before it is killed. */
const GRACE_MS = 1_000;

/** Runs a process and everything it starts; when this returns, none of them is left. */
export async function runProcess(request: ProcessRequest, signal: AbortSignal): Promise<ProcessEnd> {
  if (signal.aborted) return { kind: 'cancelled' };
  const child = spawn(request.file, [...request.args], {
    cwd: request.cwd,
    env: { ...request.env },
    // A process group of its own, so that the whole tree can be ended at once.
    detached: !IS_WINDOWS,
    windowsHide: true,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  listen(child, request);
  let ended: 'timed-out' | 'cancelled' | undefined;
  const end = (why: 'timed-out' | 'cancelled'): void => {
    ended ??= why;
    endTree(child);
  };
  const onAbort = (): void => end('cancelled');
  const timer = setTimeout(() => end('timed-out'), request.timeLimitMs);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    const exit = await waitForExit(child);
    return ended === undefined ? exit : { kind: ended };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  }
}

function waitForExit(child: ChildProcess): Promise<ProcessEnd> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ kind: 'not-started', code: errorCode(error) ?? error.message }));
    // What a test left running holds our pipes open and would keep 'close' from coming.
    child.once('exit', () => killTree(child));
    child.once('close', (code, signal) =>
      resolve({ kind: 'exited', code: code ?? undefined, signal: signal ?? undefined }),
    );
  });
}

function listen(child: ChildProcess, { onOutput, onResult }: ProcessRequest): void {
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8');
    stream?.on('data', (text: string) => onOutput?.(text));
  }
  const results = child.stdio[3] as Readable | null | undefined;
  results?.setEncoding('utf8');
  let rest = '';
  results?.on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onResult?.(line);
  });
  // A killed child may reset its pipe; its end is told by 'exit'.
  results?.on('error', () => {});
}

function endTree(child: ChildProcess): void {
  if (IS_WINDOWS) {
    killTree(child);
    return;
  }
  sendToGroup(child, 'SIGTERM');
  const timer = setTimeout(() => killTree(child), GRACE_MS);
  child.once('exit', () => clearTimeout(timer));
}

function killTree(child: ChildProcess): void {
  if (!IS_WINDOWS) sendToGroup(child, 'SIGKILL');
  else if (child.pid !== undefined && child.exitCode === null) {
    spawn('taskkill', ['/pid', String(child.pid), '/t', '/f'], { stdio: 'ignore', windowsHide: true });
  }
}

function sendToGroup(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    if (errorCode(error) !== 'ESRCH') throw error;
  }
}
