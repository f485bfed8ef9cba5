import { join } from 'node:path';
import type { Problem } from '../../../core/errors';
import type { Result } from '../../../core/lib/result';
import { fail, ok } from '../../../core/lib/result';
import type { NodeProgram } from './findNode';
import { findNode } from './findNode';
import type { InstalledPackage } from './findPackage';
import { findPackage } from './findPackage';
import { installCommand } from './packageManager';
import type { RunnerHome } from './runnerFolder';
import { runnerFolder } from './runnerFolder';

export interface WantedRunner extends RunnerHome {
  /** The oldest version that tells enough of its tests: major and minor. */
  readonly oldest: readonly [number, number];
}

/** The runner that a project has installed, and what it runs on. */
export interface ScriptRunner {
  readonly node: NodeProgram;
  /** Where it is started; workspace-relative, '' for the root. */
  readonly folder: string;
  /** The same; absolute. */
  readonly cwd: string;
  readonly installed: InstalledPackage;
}

export interface RunnerSearch {
  /** Absolute, links resolved. */
  readonly root: string;
  readonly files: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The project's own runner, nearest to the test files; a problem with the command that installs it where there is none. */
export async function findScriptRunner(
  { root, files, env }: RunnerSearch,
  wanted: WantedRunner,
): Promise<Result<ScriptRunner, Problem>> {
  const node = await findNode(env);
  if (!node.ok) {
    return node.problem.kind === 'runner-missing' ? fail({ ...node.problem, runner: wanted.name }) : node;
  }
  const folder = await runnerFolder(root, files, wanted);
  const cwd = join(root, folder);
  const missing = async (detail: string): Promise<Result<ScriptRunner, Problem>> => {
    const install = await installCommand(root, folder, [`${wanted.name}@latest`]);
    return fail({ kind: 'runner-missing', runner: wanted.name, detail, install });
  };
  const installed = await findPackage(cwd, wanted.name);
  if (installed === undefined) return missing(`${wanted.name} is not installed in the project of these tests`);
  const [major = 0, minor = 0] = installed.version.split('.').map(Number);
  const [oldestMajor, oldestMinor] = wanted.oldest;
  if (major < oldestMajor || (major === oldestMajor && minor < oldestMinor)) {
    return missing(
      `the project has ${wanted.name} ${installed.version}; ${wanted.oldest.join('.')} is the oldest that tells enough of its tests`,
    );
  }
  return ok({ node: node.value, folder, cwd, installed });
}
