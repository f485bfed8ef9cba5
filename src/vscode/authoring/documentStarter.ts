import { window, workspace } from 'vscode';
import type { AuthoringOutcome } from '../../core/authoring/authoringEvents';
import { checkSource } from '../../core/authoring/checkSource';
import type { DocumentPiece, DocumentWork } from '../../core/authoring/documentPiece';
import { carriedPrompt } from '../../core/authoring/documentPrompt';
import type { AuthoringTools, WriteDocuments } from '../../core/authoring/writeDocuments';
import type { Config } from '../../core/config/config';
import type { Log } from '../../core/lib/log';
import { pastedProvider } from '../../core/model/pastedProvider';
import { busyWords } from '../../core/outline/busyWords';
import { workTitle } from '../../core/outline/workTitle';
import { sessionId } from '../../core/tdflow/session';
import type { LeftDocuments } from '../../core/tdflow/stores';
import type { Asking } from '../../core/tdflow/task';
import type { Environment } from '../../node/environment';
import type { Project, Settings } from '../../node/project';
import { readSettings } from '../../node/project';
import type { PromptInProject, TakenAnswer } from '../../node/takeAnswer';
import { showProblem, showProblems } from '../errors';
import type { Flow } from '../flow';
import type { InteractionLogs } from '../interactionLogs';
import type { Keys } from '../keys';
import type { ManualMode } from '../manualMode';
import type { Asked, ModelDoor } from '../modelDoor';
import { withEditorSettings } from '../models/withEditorSettings';
import { plain } from '../plain';
import type { Projects } from '../projects';
import { ASK_ANEW, GO_ON, giveUp, giveUpAll, leftOf } from './leftDocuments';
import type { AboutDocuments } from './tellDocuments';
import { tellDocuments } from './tellDocuments';

/** Where documents are to be written, and with which settings. */
export interface DocumentPlace {
  readonly project: Project;
  readonly settings: Settings;
  readonly config: Config;
}

/** An answer to a prompt of documents. */
export interface DocumentAnswer extends TakenAnswer<Project> {
  readonly about: PromptInProject<Project>;
}

/** Has documents written, reviewed as the files of a phase are, and says how it ended. */
export class DocumentStarter {
  /** Whether the user said, in this window, that they carry the prompts as long as there is no key. */
  private isByHand = false;

  constructor(
    private readonly flow: Flow,
    private readonly models: {
      readonly door: ModelDoor;
      readonly logs: InteractionLogs;
      readonly keys: Keys;
      readonly manual: ManualMode;
    },
    private readonly where: { readonly projects: Projects; readonly environment: Environment },
    private readonly log: Log,
  ) {}

  /** The folder that is meant, or shown, when something may begin there; undefined once the user was told why not. */
  async place(meant?: Project): Promise<DocumentPlace | undefined> {
    if (!workspace.isTrusted) return void (await showProblem({ kind: 'untrusted-workspace' }, this.log));
    const { running } = this.flow;
    if (running !== undefined) {
      return void (await showProblem({ kind: 'input-invalid', detail: busyWords(running.activity) }, this.log));
    }
    const project = meant ?? this.flow.project ?? this.where.projects.of(window.activeTextEditor?.document.uri);
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

  /**
   * Where such documents are to be written anew; undefined once the user was told why not, walked away, or went on with a review of
   * them that was left open.
   */
  async placeAnew(
    names: readonly string[],
    goOn: (left: LeftDocuments, place: DocumentPlace) => Promise<void>,
  ): Promise<DocumentPlace | undefined> {
    const place = await this.place();
    if (place === undefined) return undefined;
    const left = await this.askAboutLeft(place, names);
    if (left === 'anew') return place;
    if (left !== undefined) await goOn(left, place);
    return undefined;
  }

  /** Documents are written in sessions of their own. */
  newSession({ project: { ports } }: DocumentPlace): { readonly id: string } {
    return { id: sessionId(ports.clock.now(), ports.clock.random()) };
  }

  /**
   * Finds who answers, once for all that a command writes: `by-hand` where the user carries the prompts. Undefined once the user was
   * told that nobody does, or walked away.
   */
  async open(place: DocumentPlace, again: () => Promise<void>): Promise<Asked<Asking> | 'by-hand' | undefined> {
    const { project, config } = place;
    const { door, keys } = this.models;
    const asking = { session: this.newSession(place), config };
    const opened = await door.open<Asking>(asking, project);
    if (opened.ok) return opened.value;
    if (opened.problem.kind !== 'key-missing') return void (await showProblem(opened.problem, this.log, again));
    const chosen = this.isByHand ? 'copy-prompt' : await door.withoutKey('documents', project);
    switch (chosen) {
      case undefined:
        return undefined;
      case 'copy-prompt':
        this.isByHand = true;
        return 'by-hand';
      case 'set-key':
        return (await keys.ask()) ? this.open(place, again) : undefined;
      case 'use-key-once':
        return (await keys.ask('in-window')) ? this.open(place, again) : undefined;
      case 'use-editor': {
        const editor = await door.openEditor<Asking>(asking, project);
        return editor.ok ? editor.value : void (await showProblem(editor.problem, this.log, again));
      }
      default:
        return { provider: chosen, task: asking };
    }
  }

  /** Puts the prompt of a piece on the clipboard, for a model that a person talks to elsewhere. */
  async copy(work: Pick<DocumentWork, 'name' | 'source'>, piece: DocumentPiece, place: DocumentPlace): Promise<void> {
    const { project } = place;
    const carried = await carriedPrompt({ ...work, session: this.newSession(place) }, piece, project.ports);
    await this.models.manual.copy(carried, project);
  }

  /** Takes an answer that a person brought through the same way as a model's. */
  async take(
    work: DocumentWork,
    answer: DocumentAnswer,
    { project }: DocumentPlace,
    write?: WriteDocuments,
  ): Promise<AuthoringOutcome> {
    const { prompt } = answer.about;
    const changed = checkSource(work, prompt.documents?.source, 'Copy the prompt once more.');
    if (changed !== undefined) return { kind: 'failed', problem: changed, failed: [] };
    const outcome = await this.write(work, project, { provider: pastedProvider(answer.text) }, write);
    await this.models.manual.judged(prompt, answer, outcome);
    return outcome;
  }

  /** Who answers where a review goes on, in its session; with nobody to ask it goes on as well. */
  async openFor({ sessionId: id }: LeftDocuments, { project, config }: DocumentPlace): Promise<Asked<Asking>> {
    const asking = { session: { id }, config };
    const opened = await this.models.door.open<Asking>(asking, project);
    return opened.ok ? opened.value : { provider: pastedProvider(''), task: asking };
  }

  async write(
    work: DocumentWork,
    project: Project,
    { provider, resume }: Pick<AuthoringTools, 'provider' | 'resume'>,
    write?: WriteDocuments,
  ): Promise<AuthoringOutcome> {
    const watched = this.models.logs.keep(this.flow.ladder.watch(provider), project);
    const outcome = await this.flow.author(work, project, { provider: watched, resume }, write);
    // What was left open of the same documents is about what is no more.
    if (outcome.kind === 'written') await giveUpAll(work.name, project);
    return outcome;
  }

  /** Says how it ended, with the buttons that lead on. */
  tell(outcome: AuthoringOutcome, about: AboutDocuments): Promise<void> {
    return tellDocuments(outcome, about, { flow: this.flow, log: this.log });
  }

  /** A review of such documents that was left open: what the user wants of it, which is nothing when they walk away. */
  private async askAboutLeft(
    { project }: DocumentPlace,
    names: readonly string[],
  ): Promise<LeftDocuments | 'anew' | undefined> {
    const left = await leftOf(names, project);
    if (left === undefined) return 'anew';
    const goOn = { label: GO_ON, detail: 'As you left it; no model is asked.', wish: left };
    const anew = { label: ASK_ANEW, detail: 'What was answered and decided is given up.', wish: 'anew' as const };
    const placeHolder = plain(`A review was left open: ${workTitle(left)}`);
    const chosen = await window.showQuickPick([goOn, anew], { title: 'AgentForge', placeHolder, ignoreFocusOut: true });
    if (chosen?.wish === 'anew') await giveUp(left, project);
    return chosen?.wish;
  }
}
