/** Every runner that there is an adapter for, as people call it. */
export const RUNNER_NAMES = [
  'pytest',
  'node:test',
  'mocha',
  'vitest',
  'jest',
  'go test',
  'cargo test',
  'cargo nextest',
  'maven',
  'gradle',
  'dotnet test',
] as const;
export type RunnerName = (typeof RUNNER_NAMES)[number];

/** What the user wants in place of what the project's files say; never taken from a file of the repository. */
export interface RunnerPreferences {
  /** For test files of its language; undefined for what the project uses. */
  readonly runner?: RunnerName | undefined;
  /** The Python interpreter for every test; absolute. */
  readonly python?: string | undefined;
  /** Of what the folder is a copy, absolute: packages that are installed in place there are taken from the copy. */
  readonly copyOf?: string | undefined;
}

/** The runner for a test file. */
export interface DetectedRunner {
  readonly name: RunnerName;
  /** Why this one, for people: `vitest: devDependencies of packages/a/package.json`. */
  readonly why: string;
}
