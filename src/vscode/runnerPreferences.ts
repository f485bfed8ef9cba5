import { isAbsolute } from 'node:path';
import type { Uri } from 'vscode';
import { workspace } from 'vscode';
import type { RunnerPreferences } from '../node/runners/runnerName';
import { RUNNER_NAMES } from '../node/runners/runnerName';
import { SETTING } from './manifest';
import { interpreterOfPythonExtension } from './pythonInterpreter';

/** What the user wants of test runners in a folder: the settings of the machine, then what the Python extension knows. */
export async function runnerPreferences(folder: Uri): Promise<RunnerPreferences> {
  const settings = workspace.getConfiguration(undefined, folder);
  const chosen = settings.get<string>(SETTING.testRunner, 'auto');
  const python = settings.get<string>(SETTING.pythonInterpreter, '').trim();
  return {
    runner: RUNNER_NAMES.find((name) => name === chosen),
    python: isAbsolute(python) ? python : await interpreterOfPythonExtension(folder),
  };
}
