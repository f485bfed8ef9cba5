import { relative, sep } from 'node:path';
import { commands, Uri, window, workspace } from 'vscode';
import { looksLikeSpecification } from '../core/spec/looksLikeSpecification';
import type { Project } from '../node/project';
import { folderOf } from './editorProject';
import { openDocument } from './openDocument';

/** A specification of the workspace, as it is or as the editor holds it. */
export interface SpecificationFile {
  readonly project: Project;
  /** Workspace-relative, forward slashes. */
  readonly path: string;
  /** The text of an open editor that was not saved. */
  readonly unsaved: string | undefined;
}

/** Of Markdown only what is called like a specification: most of it is none. */
const SPECIFICATIONS = '**/{*.yaml,*.yml,*[sS]pec*.md,*[rR]equirement*.md,*[aA]rchitecture*.md}';
const LISTED_FILES = 200;
const NEVER_A_SPECIFICATION = '**/{node_modules,.agentforge,.git,.venv}/**';

/** Finds the specification that the user means. */
export class SpecificationPicker {
  constructor(private readonly projectFor: (uri: Uri | undefined) => Project | undefined) {}

  /** The active document when it reads like a specification, right or wrong. */
  fromActiveEditor(): SpecificationFile | undefined {
    const document = window.activeTextEditor?.document;
    if (document === undefined || document.uri.scheme !== 'file') return undefined;
    const project = this.projectFor(document.uri);
    if (project === undefined || !looksLikeSpecification(document.uri.path, document.getText())) return undefined;
    return this.inProject(project, pathIn(project, document.uri));
  }

  /** Asks for one of the workspace's files, or any other; opens a folder when there is none. */
  async ask(): Promise<SpecificationFile | undefined> {
    const uri = await pickSpecification();
    const project = uri === undefined ? undefined : this.projectFor(uri);
    return uri === undefined || project === undefined ? undefined : this.inProject(project, pathIn(project, uri));
  }

  inProject(project: Project, path: string): SpecificationFile {
    const document = openDocument(Uri.joinPath(Uri.file(project.root), path));
    return { project, path, unsaved: document?.isDirty === true ? document.getText() : undefined };
  }
}

/** Lets the user choose a file of YAML or Markdown; those that call themselves a specification come first. */
export async function pickSpecification(): Promise<Uri | undefined> {
  const folder = folderOf(undefined);
  if (folder === undefined) {
    await commands.executeCommand('workbench.action.files.openFolder');
    return undefined;
  }
  const found = await workspace.findFiles(SPECIFICATIONS, NEVER_A_SPECIFICATION, LISTED_FILES);
  const items = found
    .map((uri) => ({ label: workspace.asRelativePath(uri, false), uri }))
    .sort((a, b) => rank(a.label) - rank(b.label) || a.label.localeCompare(b.label));
  const browse = { label: '$(folder-opened) Browse…', uri: undefined };
  const chosen = await window.showQuickPick([...items, browse], {
    title: 'AgentForge: specification',
    placeHolder: items.length === 0 ? 'No file of YAML or Markdown in this workspace' : 'Which specification?',
  });
  if (chosen === undefined || chosen.uri !== undefined) return chosen?.uri;
  const filters = { Specification: ['yaml', 'yml', 'md'] };
  return (await window.showOpenDialog({ defaultUri: folder.uri, filters }))?.[0];
}

function pathIn(project: Project, uri: Uri): string {
  return relative(project.root, uri.fsPath).split(sep).join('/');
}

function rank(path: string): number {
  return /spec|requirement|architecture/i.test(path) ? 0 : 1;
}
