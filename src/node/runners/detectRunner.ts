import { join } from 'node:path';
import { isThere } from '../isThere';
import { detectScriptRunner } from './detectScriptRunner';
import { foldersAbove } from './projectFolder';
import type { DetectedRunner, RunnerName } from './runnerName';

export interface DetectionRequest {
  /** The workspace folder; absolute. */
  readonly root: string;
  /** Workspace-relative; need not be there yet. */
  readonly testFile: string;
  /** The user's own choice. */
  readonly preferred: RunnerName | undefined;
}

const SCRIPT_RUNNERS: readonly RunnerName[] = ['node:test', 'mocha', 'vitest', 'jest'];
/** The runners of each kind of file; the first is what is used when nothing says otherwise. */
const RUNNERS: readonly (readonly [RegExp, readonly RunnerName[]])[] = [
  [/\.py$/, ['pytest']],
  [/\.[cm]?[jt]s$/, SCRIPT_RUNNERS],
  [/\.[jt]sx$/, SCRIPT_RUNNERS.slice(1)],
  [/\.go$/, ['go test']],
  [/\.rs$/, ['cargo test', 'cargo nextest']],
  [/\.(?:java|kt)$/, ['maven', 'gradle']],
  [/\.cs$/, ['dotnet test']],
];

/** The runner of a test file: the user's choice where it fits, else what the project's files say. Undefined for none. */
export async function detectRunner(request: DetectionRequest): Promise<DetectedRunner | undefined> {
  const { root, testFile, preferred } = request;
  const possible = RUNNERS.find(([kind]) => kind.test(testFile))?.[1];
  if (possible === undefined) return undefined;
  if (preferred !== undefined && possible.includes(preferred)) {
    return { name: preferred, why: `${preferred}: chosen in the settings or on the command line` };
  }
  switch (possible[0]) {
    case 'node:test':
    case 'mocha': {
      const found = await detectScriptRunner(root, testFile);
      return possible.includes(found.name) ? found : undefined;
    }
    case 'cargo test':
      return detectCargo(root, testFile);
    case 'maven':
      return detectJvm(root, testFile);
    default:
      return possible[0] === undefined
        ? undefined
        : { name: possible[0], why: `${possible[0]}: the language of ${testFile}` };
  }
}

/**
 * nextest only where the project has settings for it: to nextest a test that ends its own process with code 0 has passed, and
 * `cargo test` tells.
 */
async function detectCargo(root: string, testFile: string): Promise<DetectedRunner> {
  for (const folder of foldersAbove([testFile])) {
    const path = folder === '' ? '.config/nextest.toml' : `${folder}/.config/nextest.toml`;
    if (await isThere(join(root, path))) return { name: 'cargo nextest', why: `cargo nextest: ${path}` };
  }
  return { name: 'cargo test', why: `cargo test: the language of ${testFile}` };
}

const JVM_BUILDS: readonly (readonly [string, RunnerName])[] = [
  ['pom.xml', 'maven'],
  ['build.gradle', 'gradle'],
  ['build.gradle.kts', 'gradle'],
];

async function detectJvm(root: string, testFile: string): Promise<DetectedRunner> {
  for (const folder of foldersAbove([testFile])) {
    for (const [file, name] of JVM_BUILDS) {
      const path = folder === '' ? file : `${folder}/${file}`;
      if (await isThere(join(root, path))) return { name, why: `${name}: ${path}` };
    }
  }
  return { name: 'maven', why: `maven: there is no pom.xml and no build.gradle above ${testFile}` };
}
