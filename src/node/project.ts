import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { loadProfile } from '../core/codebase/loadProfile';
import type { CodebaseProfile } from '../core/codebase/profile';
import type { Config } from '../core/config/config';
import { loadConfig } from '../core/config/loadConfig';
import { readModelWish } from '../core/config/readModelWish';
import { readPyproject } from '../core/config/readPyproject';
import type { ContextChoices } from '../core/context/contextChoices';
import { upperEstimate } from '../core/context/tokenCounter';
import type { Problem } from '../core/errors';
import type { Result } from '../core/lib/result';
import { fail, ok } from '../core/lib/result';
import { OwnKeys } from '../core/model/ownKeys';
import { loadSpecification } from '../core/spec/loadSpecification';
import { changedByOpenSpec } from '../core/spec/markdown/openSpec';
import type { Specification, SpecificationWarning } from '../core/spec/specification';
import type { Ports } from '../core/tdflow/ports';
import { checkPath } from '../core/workspace/checkedPath';
import { CODEBASE_PROFILE, GENERATION_SETTINGS } from '../core/workspace/ownPath';
import { AttemptFiles } from './attemptFiles';
import { ignoring } from './codebase/ignoreRules';
import { WorkerSearch } from './codebase/workerSearch';
import { ProjectConformance } from './conformance/projectConformance';
import { readContextChoices } from './contextChoiceFile';
import { describeSystemError } from './describeSystemError';
import type { Environment } from './environment';
import { sha256 } from './hash';
import { JournalFiles } from './journalFiles';
import { NodeWorkspace } from './nodeWorkspace';
import { NodeWriter } from './nodeWriter';
import { OwnFiles } from './ownFiles';
import { productVersion } from './productVersion';
import { PromptFiles } from './promptFiles';
import { ProofLedgerFiles } from './proof/proofLedgerFiles';
import { toolVersion } from './proof/toolVersion';
import { ReviewFiles } from './reviewFiles';
import { createTestRunners } from './runners/createTestRunners';
import type { RunnerPreferences } from './runners/runnerName';
import { userSeal } from './seal';
import { findBySecretlint } from './secrets/findBySecretlint';
import { keysIn } from './secretsIn';
import { SessionFiles } from './sessionFiles';
import { systemClock } from './systemClock';
import { createSyntaxTrees } from './treeSitter';
import { readUserSettings } from './userSettings';
import { WaiverFiles } from './waiverFiles';
import { WorkspaceLock } from './workspaceLock';

/** A workspace folder with everything that both faces need of it; the editor replaces the ports that touch open files. */
export interface Project {
  /** Absolute. */
  readonly root: string;
  readonly ports: Ports;
  readonly files: OwnFiles;
  /** The prompts that a person carries. */
  readonly prompts: PromptFiles;
  /** Lets go of its thread when it is disposed. */
  readonly search: WorkerSearch;
}

/**
 * The folder that holds `.agentforge` or `.git`, upwards from `from`; `from` itself when there is none. A home folder and one for
 * temporary files are no project of what lies below them.
 */
export function findRoot(from: string): string {
  const start = resolve(from);
  const shared = new Set([homedir(), tmpdir()].map((folder) => resolve(folder)));
  for (let folder = start; dirname(folder) !== folder; folder = dirname(folder)) {
    if (folder !== start && shared.has(folder)) break;
    if (existsSync(join(folder, '.agentforge')) || existsSync(join(folder, '.git'))) return folder;
  }
  return start;
}

/**
 * `assetsDir` holds the plugins for test runners that are shipped with the product; `preferences` is what the user wants of them,
 * asked for each test file.
 */
export function openProject(
  root: string,
  assetsDir: string,
  env: Environment,
  preferences: (testFile: string) => Promise<RunnerPreferences> = async () => ({}),
): Project {
  const files = new OwnFiles(root);
  const lock = new WorkspaceLock(files);
  const workspace = new NodeWorkspace(root, env);
  const prompts = new PromptFiles(files, () => userSeal(env));
  const search = new WorkerSearch(root, codebaseWorker(assetsDir), env);
  const trees = createSyntaxTrees();
  const ownKeys = new OwnKeys();
  for (const key of keysIn(env)) ownKeys.add(key);
  const runners = createTestRunners({ root, assetsDir, env, preferences });
  const ports: Ports = {
    reader: workspace,
    links: workspace,
    writer: new NodeWriter(root),
    journal: new JournalFiles(files, lock, () => userSeal(env)),
    sessions: new SessionFiles(files, lock),
    attempts: new AttemptFiles(files, ownKeys, () => userSeal(env)),
    prompts,
    reviews: new ReviewFiles(files, () => userSeal(env)),
    waivers: new WaiverFiles(files, () => userSeal(env)),
    runners,
    trees,
    codebase: search,
    conformance: new ProjectConformance({
      files,
      workspace,
      trees,
      environment: env,
      program: patternThread(assetsDir),
    }),
    proofs: new ProofLedgerFiles(
      files,
      () => productVersion(assetsDir),
      (testFile) => toolVersion(testFile, { root, env, runners }),
    ),
    findSecrets: findBySecretlint,
    ignoring,
    ownKeys,
    countTokens: upperEstimate,
    clock: systemClock,
    hash: sha256,
  };
  return { root, ports, files, prompts, search };
}

/** The file of the thread that knows a codebase; it stands beside the folder of the plugins. */
export function codebaseWorker(assetsDir: string): string {
  return join(dirname(assetsDir), 'codebaseWorker.js');
}

/** The file of the thread that looks for patterns, beside that one. */
export function patternThread(assetsDir: string): string {
  return join(dirname(assetsDir), 'patternThread.js');
}

/** A path as a person gives it, from `cwd`, as a workspace-relative one with forward slashes. */
export function relativeToRoot(root: string, cwd: string, given: string): Result<string, Problem> {
  const inside = relative(root, resolve(cwd, given));
  return inside === '' ? notInside(root, given) : folderFromRoot(root, cwd, given);
}

/** As `relativeToRoot`, where the root itself will do: it is ''. */
export function folderFromRoot(root: string, cwd: string, given: string): Result<string, Problem> {
  const inside = relative(root, resolve(cwd, given));
  if (inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) {
    return notInside(root, given);
  }
  return ok(inside.split(sep).join('/'));
}

function notInside(root: string, given: string): Result<never, Problem> {
  return fail({ kind: 'input-invalid', detail: `${given} is not inside the project ${root}` });
}

export interface LoadedSpecification {
  readonly specification: Specification;
  readonly warnings: readonly SpecificationWarning[];
}

/**
 * Reads a specification of the workspace; `unsaved` is the text of an open editor and wins over the disk. The path may come from
 * a session file of the repository, so it is checked like any other.
 */
export async function readSpecification(
  { root, ports }: Project,
  path: string,
  unsaved?: string,
): Promise<Result<LoadedSpecification, readonly Problem[]>> {
  const checked = await checkPath(path, ports.links);
  if (!checked.ok) return fail([{ kind: 'spec-unreadable', place: { path }, detail: checked.problem }]);
  let bytes: Uint8Array;
  try {
    bytes =
      unsaved === undefined ? await readFile(join(root, checked.value.relative)) : new TextEncoder().encode(unsaved);
  } catch (error) {
    return fail([{ kind: 'spec-unreadable', place: { path }, detail: describeSystemError(error) }]);
  }
  const changed = await readChanged(ports, path);
  return loadSpecification({
    text: new TextDecoder().decode(bytes),
    path,
    hash: sha256(bytes).slice(0, 16),
    ...(changed === undefined ? {} : { changed }),
  });
}

/** The specification that a file of this path proposes changes of, where there is one. */
export async function readChanged(
  { reader, links }: Pick<Ports, 'reader' | 'links'>,
  path: string,
): Promise<string | undefined> {
  const name = changedByOpenSpec(path);
  const checked = name === undefined ? undefined : await checkPath(name, links);
  const file = checked?.ok === true ? await reader.read(checked.value) : undefined;
  return file === undefined || file === 'unreadable' ? undefined : file.text;
}

export interface Settings {
  readonly config: Config;
  readonly profile: CodebaseProfile | undefined;
  readonly choices: ContextChoices;
  /** Where the project itself says that its tests and its code are, by language. */
  readonly conventions: { readonly python?: Config['directories'] };
  /** Sentences about what was not understood. */
  readonly warnings: readonly string[];
}

/** Reads the user's own settings, `.agentforge/generation.yaml`, the codebase profile and the project's own conventions, where there are any. */
export async function readSettings(project: Project, env: Environment): Promise<Result<Settings, readonly Problem[]>> {
  const { files } = project;
  const own = await readUserSettings(env);
  if (!own.ok) return fail([own.problem]);
  const text = await files.readText(GENERATION_SETTINGS);
  const loaded = loadConfig({
    project: { text, path: GENERATION_SETTINGS.relative },
    own: own.value,
    environment: env,
  });
  if (!loaded.ok) return loaded;
  const profileText = await files.readText(CODEBASE_PROFILE);
  const profile = profileText === undefined ? undefined : loadProfile(profileText);
  const warnings = loaded.value.warnings.map(({ path, position, message }) =>
    position === undefined ? message : `${path}:${position.line}: ${message}`,
  );
  if (own.value.warning !== undefined) warnings.unshift(own.value.warning);
  warnings.push(...readModelWish(env).warnings);
  if (profile?.ok === false) warnings.push(`${CODEBASE_PROFILE.relative} is left out: ${profile.problem}`);
  const choices = await readContextChoices(files);
  if (!choices.ok) return fail([choices.problem]);
  const conventions = await readConventions(project);
  return ok({
    config: loaded.value.config,
    profile: profile?.ok === true ? profile.value : undefined,
    choices: choices.value,
    conventions,
    warnings,
  });
}

async function readConventions({ ports }: Project): Promise<Settings['conventions']> {
  const path = await checkPath('pyproject.toml', ports.links);
  const file = path.ok ? await ports.reader.read(path.value) : undefined;
  return file === undefined || file === 'unreadable' ? {} : { python: readPyproject(file.text) };
}
