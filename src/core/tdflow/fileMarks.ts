import type { Component } from '../spec/specification';
import { checkPath } from '../workspace/checkedPath';
import type { Ports } from './ports';
import type { FileMark } from './session';

/** The files as they stand now; a file that is not there has no mark. */
export async function markFiles(
  paths: readonly string[],
  ports: Pick<Ports, 'reader' | 'links'>,
): Promise<readonly FileMark[]> {
  const marks: FileMark[] = [];
  for (const path of new Set(paths)) {
    const hash = await hashOf(path, ports);
    if (hash !== undefined) marks.push({ path, hash });
  }
  return marks;
}

/** Paths whose file is not what it was when it was marked, or is gone. */
export async function changedSince(
  marks: readonly FileMark[],
  ports: Pick<Ports, 'reader' | 'links'>,
): Promise<readonly string[]> {
  const changed: string[] = [];
  for (const mark of marks) {
    if ((await hashOf(mark.path, ports)) !== mark.hash) changed.push(mark.path);
  }
  return changed;
}

/** A mark of a component's own part of the specification, so that a later change of it is noticed. */
export function markSpecification(component: Component, ports: Pick<Ports, 'hash'>): string {
  return ports.hash(new TextEncoder().encode(component.excerpt)).slice(0, 16);
}

async function hashOf(path: string, ports: Pick<Ports, 'reader' | 'links'>): Promise<string | undefined> {
  const checked = await checkPath(path, ports.links);
  if (!checked.ok) return undefined;
  const file = await ports.reader.read(checked.value);
  return file === undefined || file === 'unreadable' ? undefined : file.hash;
}
