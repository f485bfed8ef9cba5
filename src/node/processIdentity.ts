import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { childEnvironment } from './childEnvironment';
import { errorCode } from './describeSystemError';
import { startProcess } from './processes';

/** Names one process for all time: numbers of processes are given again. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it started, in the words of the system; '' where it has none. */
  readonly started: string;
  /** The machine, this time that it is up, and the container. */
  readonly machine: string;
}

let own: Promise<ProcessIdentity> | undefined;

/** Of the process that this runs in. */
export function ownIdentity(): Promise<ProcessIdentity> {
  own ??= Promise.all([startOf(process.pid), machine()]).then(([started, here]) => {
    return { pid: process.pid, started, machine: here };
  });
  return own;
}

/**
 * Whether a process is at work; `elsewhere` when this machine cannot tell, and `perhaps` when there is one of this number, and it is
 * not known since when.
 */
export async function findProcess(process: ProcessIdentity): Promise<'running' | 'gone' | 'perhaps' | 'elsewhere'> {
  const here = (await ownIdentity()).machine;
  if (process.machine !== here) return hostOf(process.machine) === hostOf(here) ? 'gone' : 'elsewhere';
  if (!isRunning(process.pid)) return 'gone';
  const started = await startOf(process.pid);
  if (started === '' || process.started === '') return 'perhaps';
  return started === process.started ? 'running' : 'gone';
}

/** An identity as it was kept; undefined for any other value. */
export function parseIdentity(value: unknown): ProcessIdentity | undefined {
  const { pid, started, machine: where } = (value ?? {}) as Partial<Record<keyof ProcessIdentity, unknown>>;
  const isWhole = typeof pid === 'number' && pid > 0 && typeof started === 'string' && typeof where === 'string';
  return isWhole ? { pid, started, machine: where } : undefined;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

/** '' where only the number is known: on Windows, and for a process that has just ended. */
async function startOf(pid: number): Promise<string> {
  if (process.platform === 'win32') return '';
  try {
    // The name of the program is in brackets and may hold any character; the start is the 20th field behind it.
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')')).split(' ')[20] ?? '';
  } catch {
    let told = '';
    const ps = { command: '/bin/ps', args: ['-o', 'lstart=', '-p', String(pid)], cwd: '/' };
    // The same words for the same moment, whoever asks.
    const { ended } = startProcess({ ...ps, env: childEnvironment({}, { LC_ALL: 'C', TZ: 'UTC' }) }, (text, stream) => {
      if (stream === 'stdout') told += text;
    });
    await ended;
    return told.trim();
  }
}

/** The host, its container, and the boot; a host that was started again has none of its processes left. */
async function machine(): Promise<string> {
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '');
  const container = await readlink('/proc/self/ns/pid').catch(() => '');
  return [hostname(), container, boot.trim()].join(' ');
}

function hostOf(where: string): string {
  return where.slice(0, where.lastIndexOf(' '));
}
