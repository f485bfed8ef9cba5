import type { Uri, WorkspaceFolder } from 'vscode';
import { workspace } from 'vscode';
import type { Log } from '../core/lib/log';
import type { Environment } from '../node/environment';
import { NodeWorkspace } from '../node/nodeWorkspace';
import { NodeWriter } from '../node/nodeWriter';
import type { Project } from '../node/project';
import { openProject } from '../node/project';
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
  return { ...project, ports: { ...project.ports, reader, writer: new EditorWriter(reader, disk) } };
}

/** The folder that a file belongs to; without a file, the first one. */
export function folderOf(uri: Uri | undefined): WorkspaceFolder | undefined {
  const own = uri === undefined ? undefined : workspace.getWorkspaceFolder(uri);
  return own ?? workspace.workspaceFolders?.find((folder) => folder.uri.scheme === 'file');
}
