import { relative, sep } from 'node:path';
import type { Uri } from 'vscode';
import { EventEmitter, workspace } from 'vscode';
import { isContractFile } from '../../core/conformance/contracts/contractFile';
import type { Disposable } from '../../core/lib/disposables';
import { Disposables } from '../../core/lib/disposables';
import { CONFORMANCE_BASELINE, CONTRACTS_FOLDER, EXEMPTIONS_FOLDER } from '../../core/workspace/ownPath';
import { KeptConformance } from '../../node/conformance/keptConformance';
import type { Environment } from '../../node/environment';
import type { Project } from '../../node/project';
import { patternThread } from '../../node/project';
import { openDocument } from '../openDocument';
import type { Projects } from '../projects';
import { EditorLanguage } from './editorLanguage';
import { uriIn } from './uriIn';

/** A file of a project, as its rules speak of it. */
export interface ProjectFile {
  readonly project: Project;
  readonly kept: KeptConformance;
  /** Workspace-relative, with forward slashes. */
  readonly path: string;
}

export interface FileChange {
  readonly uri: Uri;
  readonly kind: 'changed' | 'created' | 'deleted';
}

/** The rules of the workspace's projects, each read when it is first asked for and again when one of its files has changed. */
export class Conformances implements Disposable {
  private readonly owned = new Disposables();
  private readonly rules = this.owned.add(new EventEmitter<Project>());
  readonly onDidChangeRules = this.rules.event;
  private readonly files = this.owned.add(new EventEmitter<FileChange>());
  /** Of files that are no rules. */
  readonly onDidChangeFile = this.files.event;
  private readonly kept = new Map<Project, KeptConformance>();

  constructor(
    private readonly projects: Projects,
    private readonly host: { readonly assetsDir: string; readonly environment: Environment },
  ) {
    const watcher = this.owned.add(workspace.createFileSystemWatcher('**/*'));
    this.owned.add(watcher.onDidChange((uri) => this.changed({ uri, kind: 'changed' })));
    this.owned.add(watcher.onDidCreate((uri) => this.changed({ uri, kind: 'created' })));
    this.owned.add(watcher.onDidDelete((uri) => this.changed({ uri, kind: 'deleted' })));
    this.owned.add(workspace.onDidChangeWorkspaceFolders(() => this.letGo()));
  }

  get projectsOpen(): readonly Project[] {
    return this.projects.open;
  }

  /** Undefined for what is in no folder of the workspace. */
  fileOf(uri: Uri): ProjectFile | undefined {
    if (uri.scheme !== 'file' || workspace.getWorkspaceFolder(uri) === undefined) return undefined;
    const project = this.projects.of(uri);
    if (project === undefined) return undefined;
    const path = relative(project.root, uri.fsPath).split(sep).join('/');
    return { project, kept: this.of(project), path };
  }

  of(project: Project): KeptConformance {
    const known = this.kept.get(project);
    if (known !== undefined) return known;
    const { root, ports } = project;
    const kept = new KeptConformance({
      root,
      environment: this.host.environment,
      trees: ports.trees,
      program: patternThread(this.host.assetsDir),
      unsaved: (path) => unsavedText(uriIn(root, path)),
      language: new EditorLanguage(root),
    });
    this.kept.set(project, kept);
    return kept;
  }

  /** The rules of a project are others now. */
  forget(project: Project): void {
    this.of(project).forget();
    this.rules.fire(project);
  }

  dispose(): void {
    this.owned.dispose();
    for (const each of this.kept.values()) each.dispose();
    this.kept.clear();
  }

  private changed(change: FileChange): void {
    const file = this.fileOf(change.uri);
    if (file === undefined) return;
    if (change.kind !== 'changed') file.kept.forgetFiles();
    if (isOfRules(file.path)) this.forget(file.project);
    else this.files.fire(change);
  }

  private letGo(): void {
    const open = new Set(this.projects.open);
    for (const [project, kept] of this.kept) {
      if (open.has(project)) continue;
      kept.dispose();
      this.kept.delete(project);
    }
    for (const project of open) this.rules.fire(project);
  }
}

const FOLDERS = ['contracts', '.agentforge', CONTRACTS_FOLDER.relative, EXEMPTIONS_FOLDER.relative];

/** A folder that goes tells nothing of its files. */
function isOfRules(path: string): boolean {
  const isExemption = path.startsWith(`${EXEMPTIONS_FOLDER.relative}/`) && /\.ya?ml$/.test(path);
  const isOther = FOLDERS.includes(path) || path === CONFORMANCE_BASELINE.relative || /(?:^|\/)\.gitignore$/.test(path);
  return isContractFile(path) || isExemption || isOther;
}

function unsavedText(uri: Uri): string | undefined {
  const document = openDocument(uri);
  return document?.isDirty === true ? document.getText().replaceAll('\r\n', '\n') : undefined;
}
