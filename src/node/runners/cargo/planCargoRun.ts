import { constants } from 'node:fs';
import { access, readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import type { Problem } from '../../../core/errors';
import type { Result } from '../../../core/lib/result';
import { fail, ok } from '../../../core/lib/result';
import type { TestRequest } from '../../../core/testrun/runner';
import { errorCode } from '../../describeSystemError';
import type { CargoProject, CargoTarget } from './cargoProject';
import { cargoVariables, findCargoProject, moduleOf, targetOf } from './cargoProject';
import type { CargoFile } from './cargoTests';
import { scanRustTests } from './scanRustTests';

export interface CargoPlan {
  readonly project: CargoProject;
  readonly files: readonly CargoFile[];
  /** Which programs of tests: `--lib`, `--test cart`. */
  readonly targets: readonly string[];
  /** How to build them; nothing that a person would type. */
  readonly building: readonly string[];
  /** Which tests of them, for the programs themselves: `--exact adds`. */
  readonly filters: readonly string[];
  /** Absolute. */
  readonly cwd: string;
}

/** What Cargo is to build and to run for the asked files and tests. */
export async function planCargoRun(
  root: string,
  { files, tests }: Pick<TestRequest, 'files' | 'tests'>,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Result<CargoPlan, Problem>> {
  const project = await findCargoProject(root, files, env);
  if (!project.ok) return project;
  const planned: CargoFile[] = [];
  for (const path of files) {
    const target = targetOf(path, project.value.targets);
    if (target === undefined) {
      const detail = `no package of Cargo has a program of tests that ${path} belongs to`;
      return fail({ kind: 'runner-missing', runner: 'cargo test', detail, install: 'cargo init --lib' });
    }
    const text = await readFile(join(root, path), 'utf8').catch(() => '');
    planned.push({ path, target, module: moduleOf(path, target), declared: scanRustTests(path, text) });
  }
  return ok({
    project: project.value,
    files: planned,
    targets: targetArguments(planned.map((file) => file.target)),
    building: jobsFor(planned.length),
    filters: filtersFor(planned, tests),
    cwd: join(root, project.value.folder),
  });
}

/** The variables of Cargo; with a folder of our own for what it builds where the project's cannot be written. */
export async function buildVariables(
  { targetFolder }: CargoProject,
  env: Readonly<Record<string, string | undefined>>,
  scratch: string,
): Promise<Record<string, string>> {
  const own = (await isWritable(targetFolder)) ? {} : { CARGO_TARGET_DIR: join(scratch, 'target') };
  return { ...cargoVariables(env), ...own, RUST_BACKTRACE: '1' };
}

function targetArguments(targets: readonly CargoTarget[]): readonly string[] {
  const packages = [...new Set(targets.map((target) => target.package))];
  const args = targets.map((target) => (target.kind === 'lib' ? '--lib' : `--${target.kind}=${target.name}`));
  return [...packages.map((name) => `--package=${name}`), ...new Set(args)];
}

/** Cargo starts no further compiler after one that fails: only those that run side by side all tell what is wrong. */
function jobsFor(programs: number): readonly string[] {
  return programs < 2 ? [] : [`--jobs=${Math.max(availableParallelism(), programs + 1)}`];
}

function filtersFor(files: readonly CargoFile[], tests: readonly string[] | undefined): readonly string[] {
  if (tests === undefined) {
    // Of a library only the modules that were asked for; what else is run is left out of the report.
    const isPart = files.every((file) => file.target.kind !== 'test' && file.module !== '');
    return isPart ? files.map((file) => `${file.module}::`) : [];
  }
  const names = files.flatMap((file) =>
    tests
      .filter((id) => id.startsWith(`${file.path}::`))
      .map((id) => [file.module, id.slice(file.path.length + 2)].filter((part) => part !== '').join('::')),
  );
  return ['--exact', ...names];
}

async function isWritable(folder: string): Promise<boolean> {
  for (let path = folder; ; path = dirname(path)) {
    try {
      await access(path, constants.W_OK);
      return true;
    } catch (error) {
      if (errorCode(error) !== 'ENOENT' || dirname(path) === path) return false;
    }
  }
}
