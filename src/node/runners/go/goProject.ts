import { readFile } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import type { Problem } from '../../../core/errors';
import type { Result } from '../../../core/lib/result';
import { fail, ok } from '../../../core/lib/result';
import { findExecutable } from '../findExecutable';
import { keptVariables } from '../keptVariables';
import { foldersAbove, projectFolder } from '../projectFolder';

type Environment = Readonly<Record<string, string | undefined>>;

export interface GoProject {
  /** Absolute path of `go`. */
  readonly program: string;
  /** Workspace-relative folder that `go` is started in. */
  readonly folder: string;
}

/** The `go` on PATH and the module or workspace that holds all of the files. */
export async function findGoProject(
  root: string,
  files: readonly string[],
  env: Environment,
): Promise<Result<GoProject, Problem>> {
  const program = await findExecutable('go', env);
  if (program === undefined) return fail(goMissing('there is no go on PATH'));
  const folder = await projectFolder(root, files, ['go.mod', 'go.work']);
  for (const name of ['go.mod', 'go.work']) {
    if ((await textOf(join(root, folder, name))) !== undefined) return ok({ program, folder });
  }
  const install = 'go mod init example.com/project';
  return fail({ kind: 'runner-missing', runner: 'go test', detail: 'there is no go.mod above the tests', install });
}

export function goMissing(detail: string): Problem {
  return { kind: 'runner-missing', runner: 'go test', detail, install: 'install Go (https://go.dev/dl/)' };
}

export interface GoModule {
  /** As imported: `example.com/shop`. */
  readonly path: string;
  /** Workspace-relative; '' for the root. */
  readonly folder: string;
}

/** The module that a file belongs to; undefined when none is above it. */
export async function moduleOf(root: string, file: string): Promise<GoModule | undefined> {
  for (const folder of foldersAbove([file])) {
    const text = await textOf(join(root, folder, 'go.mod'));
    if (text === undefined) continue;
    const path = /^[ \t]*module[ \t]+"?([^\s"/(][^\s"]*?)"?(?:\s|$)/m.exec(text)?.[1];
    return path === undefined ? undefined : { path, folder };
  }
  return undefined;
}

/** The path by which the package in the folder of a file is imported. */
export function importPathOf(module: GoModule, file: string): string {
  return posix.join(module.path, posix.relative(module.folder, posix.dirname(file)));
}

/** The workspace-relative folder of a package of one of the modules; undefined for any other package. */
export function packageFolder(importPath: string, modules: readonly GoModule[]): string | undefined {
  const module = modules.find(({ path }) => importPath === path || importPath.startsWith(`${path}/`));
  return module === undefined ? undefined : posix.join(module.folder, importPath.slice(module.path.length + 1));
}

/** Where Go finds itself, its caches and its C compiler. What names a proxy may hold a password and stays out. */
export function goVariables(env: Environment): Record<string, string> {
  return keptVariables(env, [
    ...['GOROOT', 'GOPATH', 'GOCACHE', 'GOMODCACHE', 'GOTOOLCHAIN', 'GOFLAGS', 'GOWORK', 'GOEXPERIMENT'],
    ...['CGO_ENABLED', 'CC', 'CXX'],
  ]);
}

/** `gofmt` lies beside `go`, or is on PATH itself. */
export async function findGofmt(program: string, env: Environment): Promise<string | undefined> {
  return (await findExecutable('gofmt', { PATH: dirname(program) })) ?? (await findExecutable('gofmt', env));
}

async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return undefined;
  }
}
