import { delimiter, isAbsolute, resolve } from 'node:path';
import type { Environment } from '../../environment';
import { insideRoot } from '../../runners/insideRoot';

/** The environment with a PATH on which nothing is found in the folder of work or in the project: what lies there is a repository's. */
export function withSafePath(env: Environment, root: string): Environment {
  const isSafe = (folder: string) =>
    isAbsolute(folder) && resolve(folder) !== resolve(root) && insideRoot(folder, root) === undefined;
  // Windows spells it `Path` or `PATH`.
  const safe = ([name, value]: readonly [string, string | undefined]) =>
    /^path$/i.test(name) ? [name, value?.split(delimiter).filter(isSafe).join(delimiter)] : [name, value];
  return Object.fromEntries(Object.entries(env).map(safe));
}
