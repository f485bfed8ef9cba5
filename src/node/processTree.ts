import type { ChildProcess } from 'node:child_process';
import { execFile, spawn } from 'node:child_process';
import { errorCode } from './describeSystemError';

const IS_WINDOWS = process.platform === 'win32';
/** Time for a process to clean up after itself before it is killed. */
const GRACE_MS = 1_000;
/** The process is gone already, or only its remains are left (macOS says EPERM then). */
const GONE = new Set(['ESRCH', 'EPERM']);

/** Options of `spawn` that let the whole tree be ended at once: outside Windows, a process group of its own. */
export const treeOptions = { detached: !IS_WINDOWS, windowsHide: true } as const;

/** Asks a process and all that it started to end, as Ctrl+C does, and kills what is left after a second. */
export async function endTree(child: ChildProcess): Promise<void> {
  if (IS_WINDOWS || child.pid === undefined) {
    killTree(child);
    return;
  }
  const timer = setTimeout(() => killTree(child), GRACE_MS);
  child.once('exit', () => clearTimeout(timer));
  // A server that was started in a session of its own is in no group of ours, and without its parent nobody finds it.
  const strays = await descendants(child.pid);
  send(-child.pid, 'SIGINT');
  for (const pid of strays) send(pid, 'SIGTERM');
}

/** Kills a process and what it started; also what is still running of its group when it has ended itself. */
export function killTree(child: ChildProcess): void {
  if (child.pid === undefined) return;
  if (!IS_WINDOWS) send(-child.pid, 'SIGKILL');
  else if (child.exitCode === null) {
    spawn('taskkill', ['/pid', String(child.pid), '/t', '/f'], { stdio: 'ignore', windowsHide: true });
  }
}

function send(pid: number, signal: 'SIGINT' | 'SIGTERM' | 'SIGKILL'): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!GONE.has(errorCode(error) ?? '')) throw error;
  }
}

/** Processes below this one that have left its group. None where there is no `ps`. */
function descendants(root: number): Promise<readonly number[]> {
  return new Promise((resolve) => {
    execFile('ps', ['-A', '-o', 'pid=,ppid=,pgid='], (error, table) => {
      const below = new Set([root]);
      const strays: number[] = [];
      const rows = error === null ? table.trim().split('\n').map(numbers) : [];
      // Parents need not come first, so rows are looked at until nothing is added.
      for (let size = 0; size !== below.size; ) {
        size = below.size;
        for (const [pid = 0, parent = 0, group] of rows) {
          if (!below.has(parent) || below.has(pid)) continue;
          below.add(pid);
          if (group !== root) strays.push(pid);
        }
      }
      resolve(strays);
    });
  });
}

function numbers(row: string): readonly number[] {
  return row.trim().split(/\s+/).map(Number);
}
