import { commands, Uri, window, workspace } from 'vscode';
import type { AuthoringOutcome } from '../../core/authoring/authoringEvents';
import type { DocumentWork } from '../../core/authoring/documentPiece';
import { takeBackDocuments } from '../../core/authoring/takeBackDocuments';
import type { WriteDocuments } from '../../core/authoring/writeDocuments';
import type { Config } from '../../core/config/config';
import type { Log } from '../../core/lib/log';
import type { ModelProvider } from '../../core/model/provider';
import { busyWords } from '../../core/outline/busyWords';
import { sessionId } from '../../core/tdflow/session';
import type { Asking } from '../../core/tdflow/task';
import type { Environment } from '../../node/environment';
import type { Project, Settings } from '../../node/project';
import { readSettings } from '../../node/project';
import { explainInFull, showProblem, showProblems } from '../errors';
import type { Flow } from '../flow';
import type { InteractionLogs } from '../interactionLogs';
import type { Asked, ModelDoor } from '../modelDoor';
import { withEditorSettings } from '../models/withEditorSettings';
import { plain } from '../plain';
import type { Projects } from '../projects';

/** Where documents are to be written, and with which settings. */
export interface DocumentPlace {
  readonly project: Project;
  readonly settings: Settings;
  readonly config: Config;
}

/** Has documents written, reviewed as the files of a phase are, and says how it ended. */
export class DocumentStarter {
  constructor(
    private readonly flow: Flow,
    private readonly models: { readonly door: ModelDoor; readonly logs: InteractionLogs },
    private readonly where: { readonly projects: Projects; readonly environment: Environment },
    private readonly log: Log,
  ) {}

  /** The folder that is shown, when something may begin there; undefined once the user was told why not. */
  async place(): Promise<DocumentPlace | undefined> {
    if (!workspace.isTrusted) return void (await showProblem({ kind: 'untrusted-workspace' }, this.log));
    const { running } = this.flow;
    if (running !== undefined) {
      return void (await showProblem({ kind: 'input-invalid', detail: busyWords(running.activity) }, this.log));
    }
    const project = this.flow.project ?? this.where.projects.of(window.activeTextEditor?.document.uri);
    if (project === undefined) {
      return void window.showInformationMessage('Open a folder first: the documents are written into it.');
    }
    const settings = await readSettings(project, this.where.environment);
    if (!settings.ok) return void (await showProblems(settings.problem, this.log));
    for (const warning of settings.value.warnings) this.log.warn(warning);
    const config = withEditorSettings(settings.value.config);
    if (!config.ok) return void (await showProblem(config.problem, this.log));
    return { project, settings: settings.value, config: config.value };
  }

  /** Finds who answers, once for all that a command writes; undefined once the user was told that nobody does. */
  async open({ project, config }: DocumentPlace, again: () => Promise<void>): Promise<Asked<Asking> | undefined> {
    const { clock } = project.ports;
    const asking = { session: { id: sessionId(clock.now(), clock.random()) }, config };
    const opened = await this.models.door.open<Asking>(asking, project);
    if (opened.ok) return opened.value;
    await showProblem(opened.problem, this.log, again);
    return undefined;
  }

  write(
    work: DocumentWork,
    project: Project,
    provider: ModelProvider,
    write?: WriteDocuments,
  ): Promise<AuthoringOutcome> {
    const watched = this.models.logs.keep(this.flow.ladder.watch(provider), project);
    return this.flow.author(work, project, watched, write);
  }

  /** Says how it ended, with the buttons that lead on. */
  async tell(
    outcome: AuthoringOutcome,
    { project, names, again }: { readonly project: Project; readonly names: readonly string[]; again(): Promise<void> },
  ): Promise<void> {
    switch (outcome.kind) {
      case 'cancelled':
        this.log.info('cancelled; everything is as it was');
        return;
      case 'rejected':
        void window.showInformationMessage('Nothing was accepted, so nothing was changed.');
        return;
      case 'failed':
        return showProblem(outcome.problem, this.log, again);
      case 'unchanged':
        void window.showInformationMessage('The answers leave every document as it is.');
        return;
      case 'written':
        return this.tellWritten(outcome, project, { names, again });
    }
  }

  private async tellWritten(
    { files, failed }: Extract<AuthoringOutcome, { kind: 'written' }>,
    project: Project,
    { names, again }: { readonly names: readonly string[]; again(): Promise<void> },
  ): Promise<void> {
    const [first = ''] = files;
    const open = `Open ${first.slice(first.lastIndexOf('/') + 1)}`;
    const written = `${files.length === 1 ? first : `${files.length} documents`} written.`;
    const [lost] = failed;
    const text =
      lost === undefined
        ? written
        : `${written} Not ${lost.piece}, and it can be tried again: ${explainInFull(lost.problem)}`;
    const buttons = [open, ...(lost === undefined ? [] : ['Try again']), 'Take back'];
    const show = lost === undefined ? window.showInformationMessage : window.showWarningMessage;
    const chosen = await show(plain(text), ...buttons);
    if (chosen === open) await commands.executeCommand('vscode.open', Uri.joinPath(Uri.file(project.root), first));
    if (chosen === 'Try again') await again();
    if (chosen !== 'Take back') return;
    const back = await takeBackDocuments(names, project.ports);
    if (!back.ok) return showProblem(back.problem, this.log);
    const { restored, merged } = back.value;
    void window.showInformationMessage(plain(`Taken back: ${[...restored, ...merged].join(', ')}`));
  }
}
