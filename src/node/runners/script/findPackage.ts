import { readFile, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Fields } from '../decode';
import { fieldsOf, parseFields, textOf } from '../decode';

export interface InstalledPackage {
  /** Absolute, links resolved. */
  readonly folder: string;
  readonly version: string;
  /** The program of that name; absolute. Undefined when the package brings none. */
  bin(name: string): string | undefined;
}

/** An installed package as Node finds it from a folder (absolute): in the nearest `node_modules` above it. */
export async function findPackage(from: string, name: string): Promise<InstalledPackage | undefined> {
  for (let folder = from; ; folder = dirname(folder)) {
    const found = await packageIn(join(folder, 'node_modules', name));
    if (found !== undefined || folder === dirname(folder)) return found;
  }
}

async function packageIn(path: string): Promise<InstalledPackage | undefined> {
  try {
    const said = parseFields(await readFile(join(path, 'package.json'), 'utf8')) ?? {};
    const folder = await realpath(path);
    return { folder, version: textOf(said['version']) ?? '', bin: (name) => binOf(folder, said, name) };
  } catch {
    return undefined;
  }
}

function binOf(folder: string, said: Fields, name: string): string | undefined {
  const bin = textOf(said['bin']) ?? textOf(fieldsOf(said['bin'])?.[name]);
  return bin === undefined ? undefined : join(folder, bin);
}
