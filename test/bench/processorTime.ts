import { readFileSync } from 'node:fs';

/** `USER_HZ`: the same on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

/**
 * The processor time of this process so far and of all processes below it that have ended, in milliseconds and in steps of 10.
 * Undefined where the system does not tell it.
 */
export function processorTime(): number | undefined {
  if (process.platform !== 'linux') return undefined;
  const stat = readFileSync('/proc/self/stat', 'utf8');
  // "pid (name) state ...", and the name may hold spaces; from the state on the 14th and 15th tell of the children.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(fields[13]) + Number(fields[14]);
  const { user, system } = process.cpuUsage();
  return (ticks / TICKS_PER_SECOND) * 1000 + (user + system) / 1000;
}
