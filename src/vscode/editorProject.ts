import { relative, sep } from 'node:path';
import type { Uri, WorkspaceFolder } from 'vscode';
import { workspace } from 'vscode';
import type { Log } from '../core/lib/log';
import { WorkerSearch } from '../node/codebase/workerSearch';
import type { Environment } from '../node/environment';
import { NodeWorkspace } from '../node/nodeWorkspace';
import { NodeWriter } from '../node/nodeWriter';
import type { Project } from '../node/project';
import { codebaseWorker, openProject } from '../node/project';
import { EditorFiles } from './editorFiles';
import { EditorWriter } from './editorWriter';
import { PythonInterpreter } from './pythonInterpreter';
import { runnerPreferences } from './runnerPreferences';

/** A workspace folder's project whose reads see unsaved text and whose writes go through the editor. */
export function openEditorProject(folder: WorkspaceFolder, assetsDir: string, env: Environment, log: Log): Project {
  const root = folder.uri.fsPath;
  const interpreter = new PythonInterpreter(log);
  const project = openProject(root, assetsDir, env, (file) => runnerPreferences(folder.uri, file, interpreter));
  const disk = new NodeWriter(root);
  const reader = new EditorFiles(root, new NodeWorkspace(root, env), disk);
  const search = new WorkerSearch(root, codebaseWorker(assetsDir), env, () => unsavedTexts(folder));
  const writer = new EditorWriter(reader, disk);
  return { ...project, search, ports: { ...project.ports, reader, writer, codebase: search } };
}

/** By workspace-relative path, with forward slashes. */
function unsavedTexts(folder: WorkspaceFolder): ReadonlyMap<string, string> {
  const own = workspace.textDocuments.filter(
    ({ isDirty, uri }) =>
      isDirty && uri.scheme === 'file' && workspace.getWorkspaceFolder(uri)?.uri.toString() === folder.uri.toString(),
  );
  return new Map(
    own.map((document) => [
      relative(folder.uri.fsPath, document.uri.fsPath).split(sep).join('/'),
      document.getText().replaceAll('\r\n', '\n'),
    ]),
  );
}

/** The folder that a file belongs to; without a file, the first one. */
export function folderOf(uri: Uri | undefined): WorkspaceFolder | undefined {
  const own = uri === undefined ? undefined : workspace.getWorkspaceFolder(uri);
  return own ?? workspace.workspaceFolders?.find((folder) => folder.uri.scheme === 'file');
}
