import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/**
 * Ends a process that leads its own group, with everything it started, at once: children in groups and sessions of their own
 * too. Synchronous, so that it also works while this process is ending.
 */
export function killProcessTree(pid: number): void {
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(pid), '/T', '/F'], { windowsHide: true });
    return;
  }
  // Listed first: once their parent is gone nothing tells whose children they were.
  const descendants = descendantsOf(pid);
  killProcessGroup(pid);
  for (const descendant of descendants) kill(descendant);
}

/** Ends what is left of the group that `pid` leads or led; nothing on Windows, which has no groups. */
export function killProcessGroup(pid: number): void {
  if (process.platform !== 'win32') kill(-pid);
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself in the meantime, or became another user's process.
  }
}

function descendantsOf(pid: number): readonly number[] {
  const children = new Map<number, number[]>();
  for (const [child, parent] of process.platform === 'linux' ? listProc() : listPs()) {
    const siblings = children.get(parent);
    if (siblings === undefined) children.set(parent, [child]);
    else siblings.push(child);
  }
  const found = [...(children.get(pid) ?? [])];
  for (let next = 0; next < found.length; next++) found.push(...(children.get(found[next] ?? 0) ?? []));
  return found;
}

/** Pairs of process and parent, from /proc: small Linux images have no `ps`. */
function listProc(): (readonly [number, number])[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      // "pid (name) state parent ...", and the name may hold parentheses and spaces.
      const parent = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1];
      return [[Number(name), Number(parent)] as const];
    } catch {
      return []; // It ended while the list was read.
    }
  });
}

function listPs(): (readonly [number, number])[] {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  return [...(stdout ?? '').matchAll(/^\s*(\d+)\s+(\d+)\s*$/gm)].map(([, pid, parent]) => [
    Number(pid),
    Number(parent),
  ]);
}
