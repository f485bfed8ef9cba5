import type { Uri } from 'vscode';
import { extensions, workspace } from 'vscode';

/** The part of the Python extension's public interface that is used: https://www.npmjs.com/package/@vscode/python-extension. */
interface PythonExtension {
  readonly ready: Promise<void>;
  readonly environments: {
    getActiveEnvironmentPath(resource?: Uri): { readonly id: string; readonly path: string };
    resolveEnvironment(environment: {
      readonly id: string;
      readonly path: string;
    }): Promise<{ readonly executable: { readonly uri: Uri | undefined } } | undefined>;
  };
}

/**
 * The interpreter that the user chose in the Python extension for a folder; undefined when the extension is not there or not
 * running, and when a settings file of the repository names one, because a repository chooses no program.
 */
export async function interpreterOfPythonExtension(folder: Uri): Promise<string | undefined> {
  const extension = extensions.getExtension<PythonExtension>('ms-python.python');
  if (extension?.isActive !== true) return undefined;
  const named = workspace.getConfiguration('python', folder).inspect<string>('defaultInterpreterPath');
  if (named?.workspaceValue !== undefined || named?.workspaceFolderValue !== undefined) return undefined;
  const { ready, environments } = extension.exports;
  await ready;
  const chosen = await environments.resolveEnvironment(environments.getActiveEnvironmentPath(folder));
  return chosen?.executable.uri?.fsPath;
}
