import { homedir } from 'node:os';
import { join, posix } from 'node:path';
import type { Problem } from '../../../core/errors';
import type { Result } from '../../../core/lib/result';
import { fail, ok } from '../../../core/lib/result';
import { childEnvironment } from '../../childEnvironment';
import type { Fields } from '../decode';
import { fieldsOf, listOf, parseFields, textOf } from '../decode';
import { describeEnd, lastWords } from '../describeEnd';
import { findExecutable } from '../findExecutable';
import { keptVariables } from '../keptVariables';
import { projectFolder } from '../projectFolder';
import { runToEnd } from '../runToEnd';
import { workspacePath } from '../workspacePath';

type Environment = Readonly<Record<string, string | undefined>>;

/** What Cargo builds a program of tests from. */
export interface CargoTarget {
  readonly package: string;
  readonly kind: 'lib' | 'bin' | 'test';
  readonly name: string;
  /** Its first file; workspace-relative. */
  readonly file: string;
  /** `2021`. */
  readonly edition: string;
}

export interface CargoProject {
  /** Absolute path of `cargo`. */
  readonly program: string;
  /** Workspace-relative folder of the nearest Cargo.toml, in which Cargo is started. */
  readonly folder: string;
  /** From here the compiler counts its paths; absolute. */
  readonly workspaceRoot: string;
  /** Where Cargo puts what it builds; absolute. */
  readonly targetFolder: string;
  readonly targets: readonly CargoTarget[];
}

const ANSWER_MS = 60_000;

/** The `cargo` on PATH, and what `cargo metadata` says of the package or workspace above the files. */
export async function findCargoProject(
  root: string,
  files: readonly string[],
  env: Environment,
): Promise<Result<CargoProject, Problem>> {
  const program = await findCargo('cargo', env);
  if (program === undefined) return fail(cargoMissing('there is no cargo on PATH'));
  const folder = await projectFolder(root, files, ['Cargo.toml']);
  const cwd = join(root, folder);
  const args = ['metadata', '--no-deps', '--format-version', '1'];
  const asked = { command: program, args, cwd, env: childEnvironment(env, cargoVariables(env)) };
  const { end, output } = await runToEnd(asked, AbortSignal.timeout(ANSWER_MS));
  // What is printed for people stands in other lines.
  const said = parseFields(output.split('\n').find((line) => line.startsWith('{')) ?? '');
  if (said === undefined) {
    return fail({
      kind: 'runner-missing',
      runner: 'cargo test',
      detail: `cargo metadata ${describeEnd(end)}${lastWords(output)}`,
      install: output.includes('could not find `Cargo.toml`') ? 'cargo init --lib' : 'cargo check',
    });
  }
  return ok({
    program,
    folder,
    workspaceRoot: textOf(said['workspace_root']) ?? cwd,
    targetFolder: textOf(said['target_directory']) ?? join(cwd, 'target'),
    targets: (listOf(said['packages'], fieldsOf) ?? []).flatMap((each) => targetsOf(each, root)),
  });
}

export function cargoMissing(detail: string): Problem {
  return { kind: 'runner-missing', runner: 'cargo test', detail, install: 'install Rust (https://rustup.rs/)' };
}

/** Where Cargo and rustup find themselves and what they keep. */
export function cargoVariables(env: Environment): Record<string, string> {
  return keptVariables(env, ['CARGO_HOME', 'RUSTUP_HOME', 'RUSTUP_TOOLCHAIN', 'CARGO_TARGET_DIR', 'RUSTFLAGS', 'CC']);
}

/** A program of Rust's, on PATH or where rustup puts it, which not every desktop's PATH names. */
export async function findCargo(name: string, env: Environment): Promise<string | undefined> {
  const own = join(env['CARGO_HOME'] ?? join(env['HOME'] ?? homedir(), '.cargo'), 'bin');
  return (await findExecutable(name, env)) ?? (await findExecutable(name, { PATH: own }));
}

/** The program of tests that a file belongs to: its first file, or the nearest one beside or above it. */
export function targetOf(file: string, targets: readonly CargoTarget[]): CargoTarget | undefined {
  const exact = targets.find((target) => target.file === file);
  if (exact !== undefined) return exact;
  const depth = (target: CargoTarget): number => posix.dirname(target.file).length;
  return targets
    .filter((target) => target.kind !== 'test' || posix.basename(target.file) === 'main.rs')
    .filter((target) => isBelow(file, posix.dirname(target.file)))
    .sort((a, b) => depth(b) - depth(a) || KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind))[0];
}

/** The path of the module that a file is, in its program: `cart` for `src/cart.rs`, '' for the first file. */
export function moduleOf(file: string, target: CargoTarget): string {
  if (file === target.file) return '';
  const inside = posix.relative(posix.dirname(target.file), file);
  return inside
    .replace(/(?:\/mod)?\.rs$/, '')
    .split('/')
    .join('::');
}

const KINDS = ['lib', 'bin', 'test'] as const;
const LIBRARIES = new Set(['lib', 'rlib', 'dylib', 'cdylib', 'staticlib', 'proc-macro']);

function targetsOf(described: Fields, root: string): readonly CargoTarget[] {
  return (listOf(described['targets'], fieldsOf) ?? []).flatMap((target): readonly CargoTarget[] => {
    const [name, path, owner] = [textOf(target['name']), textOf(target['src_path']), textOf(described['name'])];
    const kinds = listOf(target['kind'], textOf) ?? [];
    const kind = kinds.some((each) => LIBRARIES.has(each)) ? 'lib' : KINDS.find((each) => kinds.includes(each));
    if (name === undefined || path === undefined || owner === undefined || kind === undefined) return [];
    if (target['test'] === false) return [];
    const edition = textOf(target['edition']) ?? '2021';
    return [{ package: owner, kind, name, file: workspacePath(path, root, root), edition }];
  });
}

function isBelow(file: string, folder: string): boolean {
  return folder === '.' || file.startsWith(`${folder}/`);
}
