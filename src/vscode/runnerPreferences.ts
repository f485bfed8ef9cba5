import { isAbsolute } from 'node:path';
import { Uri, workspace } from 'vscode';
import type { RunnerPreferences } from '../node/runners/runnerName';
import { RUNNER_NAMES } from '../node/runners/runnerName';
import { SETTING } from './manifest';
import type { PythonInterpreter } from './pythonInterpreter';

/**
 * What the user wants of the runner of a test file (relative to its folder): the settings of the machine, then, for Python,
 * what its extension knows.
 */
export async function runnerPreferences(
  folder: Uri,
  testFile: string,
  interpreter: PythonInterpreter,
): Promise<RunnerPreferences> {
  const settings = workspace.getConfiguration(undefined, folder);
  const chosen = settings.get<string>(SETTING.testRunner, 'auto');
  const runner = RUNNER_NAMES.find((name) => name === chosen);
  const python = settings.get<string>(SETTING.pythonInterpreter, '').trim();
  if (isAbsolute(python)) return { runner, python };
  const isPython = testFile.endsWith('.py');
  return { runner, python: isPython ? await interpreter.chosenFor(Uri.joinPath(folder, testFile)) : undefined };
}
