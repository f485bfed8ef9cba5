import type { Disposable, TextDocumentContentProvider } from 'vscode';
import { EventEmitter, languages, Uri, workspace } from 'vscode';
import { Disposables } from '../core/lib/disposables';
import type { Log } from '../core/lib/log';
import type { InteractionLog } from '../core/model/interaction';
import type { ModelProvider } from '../core/model/provider';
import { withInteractionLog } from '../core/model/withInteractionLog';
import { explainProblem } from '../core/outline/explainProblem';
import { interactionReport } from '../core/outline/interactionReport';
import type { Environment } from '../node/environment';
import { InteractionLogFile, isLogWanted, readInteractions } from '../node/interactionLogFile';
import type { Project } from '../node/project';
import type { Keys } from './keys';
import { SCHEME, SETTING } from './manifest';
import { showPage } from './showPage';

function uriOf({ root }: Project): Uri {
  return Uri.from({ scheme: SCHEME.log, path: '/interactions.md', query: root });
}

/** What was said to models and by them: each project's log, kept and shown. */
export class InteractionLogs implements TextDocumentContentProvider, Disposable {
  private readonly owned = new Disposables();
  private readonly changed = this.owned.add(new EventEmitter<Uri>());
  readonly onDidChange = this.changed.event;
  private readonly opened = new Map<string, { readonly project: Project; readonly file: InteractionLogFile }>();

  constructor(
    private readonly keys: Keys,
    private readonly env: Environment,
    private readonly log: Log,
  ) {
    this.owned.add(workspace.registerTextDocumentContentProvider(SCHEME.log, this));
  }

  /** The same service, with a log of what is said, when the user wants one. */
  keep(service: ModelProvider, project: Project): ModelProvider {
    if (!this.isWanted) return service;
    const { file } = this.of(project);
    const secrets = () => this.keys.hidden;
    const log: InteractionLog = {
      add: async (interaction) => {
        await file.add(interaction);
        this.changed.fire(uriOf(project));
      },
    };
    return withInteractionLog(service, { log, clock: project.ports.clock, secrets });
  }

  /** Shows a project's log as it is now, to be read; one that is open follows what is added. */
  async open(project: Project): Promise<void> {
    this.of(project);
    const uri = uriOf(project);
    this.changed.fire(uri);
    const document = await languages.setTextDocumentLanguage(await workspace.openTextDocument(uri), 'markdown');
    await showPage(document.uri);
  }

  async provideTextDocumentContent({ query }: Uri): Promise<string> {
    const project = this.opened.get(query)?.project;
    const interactions = project === undefined ? [] : await readInteractions(project.files);
    return interactionReport(interactions, this.isWanted ? 'on' : 'off');
  }

  dispose(): void {
    this.owned.dispose();
  }

  private get isWanted(): boolean {
    return workspace.getConfiguration().get<boolean>(SETTING.interactionLog) !== false && isLogWanted(this.env);
  }

  private of(project: Project) {
    const known = this.opened.get(project.root);
    if (known !== undefined) return known;
    const file = new InteractionLogFile(project.files, (problem) => {
      this.log.warn(
        `The interaction log cannot be written, and the phase goes on without: ${explainProblem(problem).what}`,
      );
    });
    const opened = { project, file };
    this.opened.set(project.root, opened);
    return opened;
  }
}
