import { readFileSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';

/** Whether no process runs under this id; one that has ended and that nobody has waited for counts as gone. */
export function processIsGone(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return true;
  }
  if (process.platform !== 'linux') return false;
  try {
    return /^\d+ \(.*\) [ZX]/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return true;
  }
}

/** Settles once they are gone: a process that was killed needs a moment to die. */
export async function processesEnd(pids: readonly number[]): Promise<void> {
  while (!pids.every(processIsGone)) await setImmediate();
}
