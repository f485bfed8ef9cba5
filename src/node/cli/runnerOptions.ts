import { resolve } from 'node:path';
import type { RunnerName, RunnerPreferences } from '../runners/runnerName';

/** What the user says about the test runner; undefined is found from the project's files. */
export interface RunnerOptions {
  readonly runner?: RunnerName;
  /** As typed, from the working folder. */
  readonly python?: string;
}

export function preferencesOf({ runner, python }: RunnerOptions, cwd: string): RunnerPreferences {
  return { runner, python: python === undefined ? undefined : resolve(cwd, python) };
}
