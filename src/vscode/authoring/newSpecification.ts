import { commands, Uri, window } from 'vscode';
import type { AuthoringOutcome } from '../../core/authoring/authoringEvents';
import type { ModelStep } from '../../core/authoring/intake/intakePrompts';
import type { StepRequest } from '../../core/authoring/intake/intakeStep';
import { checkOf, intakeStep } from '../../core/authoring/intake/intakeStep';
import { judgeByRules } from '../../core/authoring/intake/judgeByRules';
import type { LoadedRecords } from '../../core/authoring/intake/loadRecords';
import { loadRecords } from '../../core/authoring/intake/loadRecords';
import { RECORD_FILES } from '../../core/authoring/intake/recordFiles';
import { runIntakeStep } from '../../core/authoring/intake/runIntakeStep';
import type { AgeingStep, IntakeState } from '../../core/authoring/intake/workflow';
import {
  OLDER_WORDS,
  olderThanAnswers,
  openQuestions,
  outOfOrder,
  stateOf,
} from '../../core/authoring/intake/workflow';
import { writeAnswers } from '../../core/authoring/intake/writeAnswers';
import type { WriteDocuments } from '../../core/authoring/writeDocuments';
import type { Problem } from '../../core/errors';
import type { Log } from '../../core/lib/log';
import type { Result } from '../../core/lib/result';
import { fail, ok } from '../../core/lib/result';
import { sessionId } from '../../core/tdflow/session';
import type { LeftDocuments } from '../../core/tdflow/stores';
import type { Asking } from '../../core/tdflow/task';
import { showProblem, showProblems } from '../errors';
import { plain } from '../plain';
import { whileWaiting } from '../whileWaiting';
import { answerQuestions } from './answerQuestions';
import type { DocumentAnswer, DocumentPlace, DocumentStarter } from './documentStarter';

const TITLE = 'AgentForge: New specification';

/** What the button of each step says. */
const STEP_LABEL: Readonly<Record<Exclude<IntakeState, 'intake' | 'approved' | 'abandoned'>, string>> = {
  clarify: 'Answer questions',
  analyze: 'Analyse the project',
  draft: 'Write the draft',
  validate: 'Check the draft',
  revise: 'Revise the draft',
};

const againOf = (step: AgeingStep) => `${STEP_LABEL[step]} again`;

/** The steps whose answer a person looks at, so that it may be left open. */
export const REVIEWED_STEPS: readonly ModelStep[] = ['intake', 'analyze', 'draft', 'revise'];
const MODEL_STEPS: readonly ModelStep[] = [...REVIEWED_STEPS, 'validate'];

/** What a step is asked for. */
interface StepWish {
  readonly place: DocumentPlace;
  /** For the first step. */
  readonly request?: string | undefined;
  /** Goes on with this instead. */
  readonly left?: LeftDocuments | undefined;
  /** Takes this instead. */
  readonly answer?: DocumentAnswer | undefined;
}

/** The way from a request to a specification: begins it, or goes on where it was left. */
export class NewSpecification {
  constructor(
    private readonly starter: DocumentStarter,
    private readonly log: Log,
  ) {}

  /** Takes up a request, or goes on with the one that is at work. */
  async run(): Promise<void> {
    const place = await this.starter.placeAnew(REVIEWED_STEPS, (left) => this.resume(left));
    if (place === undefined) return;
    const loaded = await this.load(place);
    if (loaded === undefined) return;
    const { records } = loaded;
    const state = stateOf(records);
    if (state === 'intake' || state === 'approved' || state === 'abandoned') return this.begin(place);
    const goOn = { label: STEP_LABEL[state], detail: 'Go on where it was left.', does: 'go-on' } as const;
    const older = olderThanAnswers(records).map((step) => {
      return { label: againOf(step), detail: OLDER_WORDS[step], does: step };
    });
    const another = {
      label: 'Begin another',
      detail: 'This one is given up; its records stay.',
      does: 'other',
    } as const;
    const chosen = await window.showQuickPick([goOn, ...older, another], {
      title: TITLE,
      placeHolder: `At work: ${short(records.intake?.raw_request ?? '')}`,
      ignoreFocusOut: true,
    });
    if (chosen?.does === 'go-on') return this.goOn(place);
    if (chosen?.does === 'other') return this.begin(place);
    if (chosen !== undefined) return this.ask(chosen.does, { place });
  }

  /** Goes on with a review that was left open. */
  async resume(left: LeftDocuments): Promise<void> {
    const place = await this.starter.place();
    const step = REVIEWED_STEPS.find((each) => each === left.component);
    if (place !== undefined && step !== undefined) return this.ask(step, { place, request: wordsOf(left), left });
  }

  /** Takes an answer that a person brought. */
  async take(answer: DocumentAnswer): Promise<void> {
    const { project, prompt } = answer.about;
    const place = await this.starter.place(project);
    const step = MODEL_STEPS.find((each) => each === prompt.component);
    if (place === undefined || step === undefined) return;
    return this.ask(step, { place, request: wordsOf(prompt.documents ?? {}), answer });
  }

  /** Does the step of a review that was given up once more. */
  async askAnew(left: LeftDocuments): Promise<void> {
    const place = await this.starter.place();
    const step = REVIEWED_STEPS.find((each) => each === left.component);
    if (place !== undefined && step !== undefined) return this.ask(step, { place, request: wordsOf(left) });
  }

  private async begin(place: DocumentPlace): Promise<void> {
    const request = await window.showInputBox({
      title: TITLE,
      prompt: 'What do you want? A sentence or a paragraph; what is unclear is asked next.',
      placeHolder: 'A cart that adds up the prices of what a visitor chose',
      ignoreFocusOut: true,
    });
    if (request === undefined || request.trim() === '') return;
    return this.ask('intake', { place, request: request.trim() });
  }

  /** Does what is next by the records as they are now: a button may have waited for long. */
  private async goOn(place: DocumentPlace): Promise<void> {
    const loaded = await this.load(place);
    if (loaded === undefined) return;
    const state = stateOf(loaded.records);
    if (state === 'intake' || state === 'approved' || state === 'abandoned') return;
    if (state === 'clarify') return this.clarify(place, loaded);
    if (state === 'validate') return this.validate(place, loaded);
    return this.ask(state, { place });
  }

  private async clarify(place: DocumentPlace, loaded: LoadedRecords): Promise<void> {
    const { answers, end } = await answerQuestions(openQuestions(loaded.records));
    if (end === 'left' && answers.length === 0) return;
    const written = await writeAnswers(this.workIn(place, loaded), answers, place.project.ports);
    if (!written.ok) return showProblem(written.problem, this.log);
    if (end === 'in-document') return this.open(place, RECORD_FILES.clarification_log);
    return this.offerNext(place, 'The answers are kept.');
  }

  private async validate(place: DocumentPlace, loaded: LoadedRecords): Promise<void> {
    const check = checkOf({ loaded });
    // What rules find is mended first: no model is asked about it.
    if (check.issues.length === 0) return this.ask('validate', { place });
    const written = await judgeByRules(this.workIn(place, loaded), place.project.ports);
    return written.ok ? this.offerNext(place, '') : showProblem(written.problem, this.log);
  }

  /** Has a model do a step, and offers the next one. */
  private async ask(step: ModelStep, wish: StepWish): Promise<void> {
    const { place, request } = wish;
    const { project, settings } = place;
    const again = () => this.ask(step, { place, request });
    const resume = (found: LeftDocuments) => this.resume(found);
    const tell = (outcome: AuthoringOutcome) => this.starter.tell(outcome, { project, names: [step], again, resume });
    const loaded = await this.load(place);
    if (loaded === undefined) return;
    // Whoever begins another request gave the one at work up.
    const refused = step === 'intake' ? undefined : outOfOrder(step, loaded.records);
    if (refused !== undefined) return tell({ kind: 'failed', problem: refused, failed: [] });
    const { profile, choices } = settings;
    const asked: StepRequest = { step, request, profile, choices, ...this.workIn(place, loaded) };
    const outcome = await this.carryOut(asked, wish, again);
    if (!outcome.ok) return showProblem(outcome.problem, this.log, again);
    const { kind } = outcome.value;
    if (kind === 'written' || kind === 'unchanged') return this.offerNext(place, '');
    return tell(outcome.value);
  }

  private async carryOut(
    request: StepRequest,
    { place, left, answer }: StepWish,
    again: () => Promise<void>,
  ): Promise<Result<AuthoringOutcome, Problem>> {
    const { project } = place;
    const title = 'AgentForge: looking for the code that matters';
    const prepared = await whileWaiting(title, (signal) => intakeStep(request, project.ports, signal));
    if (!prepared.ok) return prepared;
    const { work } = prepared.value;
    const writing = (task: Partial<Asking>): WriteDocuments => {
      const step = { request, prepared: { ...prepared.value, work: { ...work, ...task } } };
      return (tools, signal) => runIntakeStep(step, tools, project.ports, signal);
    };
    if (answer !== undefined) return ok(await this.starter.take(work, answer, place, writing({})));
    const opened = left === undefined ? await this.starter.open(place, again) : await this.starter.openFor(left, place);
    const [piece] = work.pieces;
    if (opened === 'by-hand' && piece !== undefined) await this.starter.copy(work, piece, place);
    if (opened === undefined || opened === 'by-hand') return fail({ kind: 'cancelled' });
    const { provider, task } = opened;
    return ok(await this.starter.write({ ...work, ...task }, project, { provider, resume: left }, writing(task)));
  }

  /** Says where the request stands, with a button for what is next. */
  private async offerNext(place: DocumentPlace, said: string): Promise<void> {
    const loaded = await this.load(place);
    if (loaded === undefined) return;
    const { records } = loaded;
    const state = stateOf(records);
    if (state === 'intake' || state === 'abandoned') return;
    const { report, draft } = records;
    if (state === 'approved') {
      const open = 'Open specification';
      const notes = report?.warnings.length ?? 0;
      const text = `The specification is approved${notes === 0 ? '' : `, with ${notes} ${notes === 1 ? 'note' : 'notes'}`}. Its components can be built now.`;
      if ((await window.showInformationMessage(text, open)) === open) await this.open(place, draft?.path ?? '');
      return;
    }
    const next = STEP_LABEL[state];
    const [issue, ...more] = state === 'revise' ? (report?.blocking_issues ?? []) : [];
    const found = issue === undefined ? said : `The draft is not ready: ${issue.description}${rest(more.length)}.`;
    const older = olderThanAnswers(records);
    const file = state === 'revise' ? RECORD_FILES.validation_report : undefined;
    const buttons = [next, ...older.map(againOf), ...(file === undefined ? [] : ['Open report'])];
    const words = [found, ...older.map((step) => OLDER_WORDS[step]), `Next: ${next}.`].join(' ');
    const chosen = await window.showInformationMessage(plain(words.trim()), ...buttons);
    if (chosen === next) return this.goOn(place);
    const again = older.find((step) => againOf(step) === chosen);
    if (again !== undefined) return this.ask(again, { place });
    if (chosen !== undefined && file !== undefined) await this.open(place, file);
  }

  private async load({ project }: DocumentPlace): Promise<LoadedRecords | undefined> {
    const loaded = await loadRecords(project.ports);
    if (loaded.ok) return loaded.value;
    await showProblems(loaded.problem, this.log);
    return undefined;
  }

  private workIn({ project, config }: DocumentPlace, loaded: LoadedRecords) {
    const { clock } = project.ports;
    return { loaded, config, session: { id: sessionId(clock.now(), clock.random()) } };
  }

  private async open({ project }: DocumentPlace, path: string): Promise<void> {
    await commands.executeCommand('vscode.open', Uri.joinPath(Uri.file(project.root), path));
  }
}

function wordsOf({ source }: Pick<LeftDocuments, 'source'>): string | undefined {
  return source?.words || undefined;
}

function rest(count: number): string {
  return count === 0 ? '' : `, and ${count} more`;
}

function short(request: string): string {
  const line = request.replace(/\s+/g, ' ');
  return line.length <= 80 ? line : `${line.slice(0, 80)} …`;
}
