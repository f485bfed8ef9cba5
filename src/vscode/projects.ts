import type { Uri } from 'vscode';
import { RelativePattern, window, workspace } from 'vscode';
import type { Disposable } from '../core/lib/disposables';
import { Disposables } from '../core/lib/disposables';
import type { Log } from '../core/lib/log';
import { workTitle } from '../core/outline/workTitle';
import { recover } from '../core/tdflow/rollBackPhase';
import type { Environment } from '../node/environment';
import type { Project } from '../node/project';
import { folderOf, openEditorProject } from './editorProject';
import { showProblem } from './errors';
import { plain } from './plain';

interface Opened {
  readonly project: Project;
  readonly watcher: Disposable;
  recovery: Promise<void> | undefined;
}

/** The projects of the workspace's folders, each opened when it is first asked for and watched from then on. */
export class Projects implements Disposable {
  private readonly opened = new Map<string, Opened>();

  constructor(
    private readonly host: { readonly assetsDir: string; readonly environment: Environment; readonly log: Log },
    private readonly onFileChange: (uri: Uri) => void,
  ) {}

  /** The project of the folder that holds the file; without a file, of the first folder. */
  of(uri: Uri | undefined): Project | undefined {
    const folder = folderOf(uri);
    if (folder === undefined) return undefined;
    const key = folder.uri.toString();
    const known = this.opened.get(key);
    if (known !== undefined) return known.project;
    const { assetsDir, environment, log } = this.host;
    const project = openEditorProject(folder, assetsDir, environment, log);
    this.opened.set(key, { project, watcher: this.watch(project), recovery: undefined });
    void this.recover();
    return project;
  }

  /** Those of all folders of the workspace. */
  get open(): readonly Project[] {
    const projects = (workspace.workspaceFolders ?? []).map(({ uri }) => this.of(uri));
    return projects.filter((project) => project !== undefined);
  }

  has(project: Project): boolean {
    return [...this.opened.values()].some((opened) => opened.project === project);
  }

  /** Lets go of folders that have left the workspace. */
  forgetClosed(): void {
    const open = new Set(workspace.workspaceFolders?.map((folder) => folder.uri.toString()));
    for (const [key, { watcher }] of this.opened) {
      if (open.has(key)) continue;
      watcher.dispose();
      this.opened.delete(key);
    }
  }

  /** Undoes what a crash left half done, once in each folder, and in none that is not trusted. */
  async recover(): Promise<void> {
    if (!workspace.isTrusted) return;
    for (const opened of this.opened.values()) opened.recovery ??= this.undoInterrupted(opened.project);
    await Promise.all([...this.opened.values()].map((opened) => opened.recovery));
  }

  dispose(): void {
    for (const { watcher } of this.opened.values()) watcher.dispose();
    this.opened.clear();
  }

  private async undoInterrupted(project: Project): Promise<void> {
    for (const recovered of await recover(project.ports)) {
      if (!recovered.ok) {
        void showProblem(recovered.problem, this.host.log);
        continue;
      }
      const what = workTitle(recovered.value.entry);
      void window.showInformationMessage(plain(`An interrupted run was undone: ${what}.`));
    }
  }

  private watch(project: Project): Disposable {
    const watcher = workspace.createFileSystemWatcher(new RelativePattern(project.root, '**/*'));
    const owned = new Disposables();
    for (const event of [watcher.onDidChange, watcher.onDidCreate, watcher.onDidDelete]) {
      owned.add(event((uri) => this.onFileChange(uri)));
    }
    owned.add(watcher);
    owned.add(project.search);
    return owned;
  }
}
