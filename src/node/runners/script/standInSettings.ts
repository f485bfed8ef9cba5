import { join } from 'node:path';
import type { SubstituteModule } from '../../../core/testrun/substitute';
import type { LaunchRequest } from '../runnerAdapter';
import { importedNames } from './importedNames';

/** What `assets/substitute.cjs` and the plugins around it need to know. */
export interface StandInSettings {
  readonly behaviour: string;
  readonly modules: readonly StandInModule[];
}

export interface StandInModule extends SubstituteModule {
  /** Absolute. */
  readonly file: string;
  /** Names that the files of the run may import. */
  readonly names: readonly string[];
  /** Names of members that these files read and never call. */
  readonly properties: readonly string[];
}

/** The stand-ins of a run; undefined for a run without any. */
export async function standInSettings({
  root,
  files,
  substitute,
}: Pick<LaunchRequest, 'root' | 'files' | 'substitute'>): Promise<StandInSettings | undefined> {
  if (substitute === undefined) return undefined;
  const paths = substitute.modules.map(({ path }) => path);
  const { names, properties } = await importedNames(root, files, paths);
  const modules = substitute.modules.map((module) => ({
    ...module,
    file: join(root, module.path),
    names: names.get(module.path) ?? [],
    properties,
  }));
  return { behaviour: substitute.behaviour, modules };
}
