import { join } from 'node:path';
import type { ExtensionContext, Uri } from 'vscode';
import { RelativePattern, window, workspace } from 'vscode';
import type { Disposable } from '../core/lib/disposables';
import { Disposables } from '../core/lib/disposables';
import { recover } from '../core/tdflow/rollBackPhase';
import type { Environment } from '../node/environment';
import type { Project } from '../node/project';
import { openCommands } from './commands/openCommands';
import { otherCommands } from './commands/otherCommands';
import { phaseCommands } from './commands/phaseCommands';
import { promptCommands } from './commands/promptCommands';
import { reviewCommands } from './commands/reviewCommands';
import { sessionCommands } from './commands/sessionCommands';
import { folderOf, openEditorProject } from './editorProject';
import { showProblem } from './errors';
import { Flow } from './flow';
import { ModelDoor } from './modelDoor';
import { PhaseStarter } from './phaseStarter';
import { ProposalDocuments } from './proposalDocuments';
import { SpecificationPicker } from './specificationPicker';
import { TdflowTree } from './tdflowTree';
import { TestExplorer } from './testExplorer';

/** Files change in bursts; the tree is read again when one is over. */
const SETTLE_MS = 150;

/** The composition root of the editor's face: ports by hand, features one by one. */
export class App implements Disposable {
  private readonly owned = new Disposables();
  private readonly log = this.owned.add(window.createOutputChannel('AgentForge', { log: true }));
  private readonly documents = this.owned.add(new ProposalDocuments());
  private readonly tests = this.owned.add(new TestExplorer());
  private readonly flow = this.owned.add(new Flow(this.documents, this.tests, this.log));
  private readonly projects = new Map<string, Project>();
  /** Read here and nowhere else in the editor's face: it may hold a key. */
  private readonly env: Environment = process.env;
  private readonly door: ModelDoor;
  private settling: NodeJS.Timeout | undefined;

  constructor(private readonly context: ExtensionContext) {
    this.door = new ModelDoor(context.secrets, this.env);
    const starter = new PhaseStarter(this.flow, this.door, new SpecificationPicker((uri) => this.projectFor(uri)), {
      environment: this.env,
      log: this.log,
    });
    const sampleDir = join(context.extensionPath, 'media', 'sample');
    const features: readonly (() => readonly Disposable[])[] = [
      () => [new TdflowTree(this.flow)],
      () => phaseCommands(starter, this.log),
      () => promptCommands(starter, this.flow, this.log),
      () => reviewCommands(this.flow, this.log),
      () => sessionCommands(starter, this.flow, this.log),
      () => openCommands(this.flow, this.documents, sampleDir, this.log),
      () => otherCommands(this.door, this.log, this.log),
    ];
    for (const feature of features) this.addFeature(feature);
  }

  /** Finds the session to show and undoes what a crash left half done. */
  async start(): Promise<void> {
    this.owned.add(workspace.onDidChangeTextDocument(({ document }) => this.refreshFor(document.uri)));
    this.owned.add(workspace.onDidGrantWorkspaceTrust(() => void this.openFirstProject()));
    this.owned.add(this.context.secrets.onDidChange(() => void this.readKey()));
    this.owned.add({ dispose: () => clearTimeout(this.settling) });
    await this.readKey();
    await this.openFirstProject();
  }

  dispose(): void {
    this.owned.dispose();
  }

  /** One broken feature must not take the others with it. */
  private addFeature(create: () => readonly Disposable[]): void {
    try {
      for (const part of create()) this.owned.add(part);
    } catch (error) {
      this.log.error(error instanceof Error ? error : String(error));
    }
  }

  private async readKey(): Promise<void> {
    this.flow.canCallModel = (await this.door.apiKey()) !== undefined;
    await this.flow.refresh();
  }

  private async openFirstProject(): Promise<void> {
    const project = this.projectFor(undefined);
    if (project === undefined) return;
    this.flow.use(project);
    if (workspace.isTrusted) {
      for (const recovered of await recover(project.ports)) {
        if (!recovered.ok) void showProblem(recovered.problem, this.log);
        else
          void window.showInformationMessage(
            `An interrupted ${recovered.value.entry.phase} of ${recovered.value.entry.component} was undone.`,
          );
      }
    }
    await this.flow.refresh();
  }

  private projectFor(uri: Uri | undefined): Project | undefined {
    const folder = folderOf(uri);
    if (folder === undefined) return undefined;
    const key = folder.uri.toString();
    const known = this.projects.get(key);
    if (known !== undefined) return known;
    const project = openEditorProject(folder, join(this.context.extensionPath, 'dist', 'runners'), this.env);
    this.projects.set(key, project);
    this.watch(project);
    return project;
  }

  /** Sessions may be written by the terminal, and files that a verdict speaks of by anyone. */
  private watch(project: Project): void {
    const watch = (glob: string, take: (uri: Uri) => void): void => {
      const watcher = this.owned.add(workspace.createFileSystemWatcher(new RelativePattern(project.root, glob)));
      for (const event of [watcher.onDidChange, watcher.onDidCreate, watcher.onDidDelete]) this.owned.add(event(take));
    };
    watch('.agentforge/tdflow/*.yaml', () => this.refreshSoon());
    watch('**/*', (uri) => this.refreshFor(uri));
  }

  private refreshFor(uri: Uri): void {
    if (this.flow.speaksOf(uri)) this.refreshSoon();
  }

  private refreshSoon(): void {
    clearTimeout(this.settling);
    this.settling = setTimeout(() => {
      if (!this.flow.isRunning) void this.flow.refresh();
    }, SETTLE_MS);
  }
}
