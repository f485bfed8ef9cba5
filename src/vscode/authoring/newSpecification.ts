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
import type { IntakeState } from '../../core/authoring/intake/workflow';
import { openQuestions, outOfOrder, stateOf } from '../../core/authoring/intake/workflow';
import { writeAnswers } from '../../core/authoring/intake/writeAnswers';
import type { Problem } from '../../core/errors';
import type { Log } from '../../core/lib/log';
import type { Result } from '../../core/lib/result';
import { fail, ok } from '../../core/lib/result';
import { sessionId } from '../../core/tdflow/session';
import { showProblem, showProblems } from '../errors';
import { plain } from '../plain';
import { whileWaiting } from '../whileWaiting';
import { answerQuestions } from './answerQuestions';
import type { DocumentPlace, DocumentStarter } from './documentStarter';

const TITLE = 'AgentForge: New specification';

/** What the button of each step says. */
const STEP_LABEL: Readonly<Record<Exclude<IntakeState, 'intake' | 'approved' | 'abandoned'>, string>> = {
  clarify: 'Answer questions',
  analyze: 'Analyse the project',
  draft: 'Write the draft',
  validate: 'Check the draft',
  revise: 'Revise the draft',
};

/** The way from a request to a specification: begins it, or goes on where it was left. */
export class NewSpecification {
  constructor(
    private readonly starter: DocumentStarter,
    private readonly log: Log,
  ) {}

  /** Takes up a request, or goes on with the one that is at work. */
  async run(): Promise<void> {
    const place = await this.starter.place();
    const loaded = place === undefined ? undefined : await this.load(place);
    if (place === undefined || loaded === undefined) return;
    const { records } = loaded;
    const state = stateOf(records);
    if (state === 'intake' || state === 'approved' || state === 'abandoned') return this.begin(place);
    const goOn = { label: STEP_LABEL[state], detail: 'Go on where it was left.', does: 'go-on' } as const;
    const another = {
      label: 'Begin another',
      detail: 'This one is given up; its records stay.',
      does: 'other',
    } as const;
    const chosen = await window.showQuickPick([goOn, another], {
      title: TITLE,
      placeHolder: `At work: ${short(records.intake?.raw_request ?? '')}`,
      ignoreFocusOut: true,
    });
    if (chosen?.does === 'go-on') return this.goOn(place);
    if (chosen?.does === 'other') return this.begin(place);
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
  private async ask(
    step: ModelStep,
    about: { readonly place: DocumentPlace; readonly request?: string },
  ): Promise<void> {
    const again = () => this.ask(step, about);
    const { place, request } = about;
    const loaded = await this.load(place);
    if (loaded === undefined) return;
    // Whoever begins another request gave the one at work up.
    const refused = step === 'intake' ? undefined : outOfOrder(step, loaded.records);
    if (refused !== undefined) return showProblem(refused, this.log);
    const { project, settings } = place;
    const { profile, choices } = settings;
    const asked: StepRequest = { step, request, profile, choices, ...this.workIn(place, loaded) };
    const outcome = await this.carryOut(asked, place, again);
    if (!outcome.ok) return showProblem(outcome.problem, this.log, again);
    const { kind } = outcome.value;
    if (kind === 'written' || kind === 'unchanged') return this.offerNext(place, '');
    return this.starter.tell(outcome.value, { project, names: [], again });
  }

  private async carryOut(
    request: StepRequest,
    place: DocumentPlace,
    again: () => Promise<void>,
  ): Promise<Result<AuthoringOutcome, Problem>> {
    const { project } = place;
    const title = 'AgentForge: looking for the code that matters';
    const prepared = await whileWaiting(title, (signal) => intakeStep(request, project.ports, signal));
    if (!prepared.ok) return prepared;
    const opened = await this.starter.open(place, again);
    if (opened === undefined) return fail({ kind: 'cancelled' });
    const work = { ...prepared.value.work, ...opened.task };
    const step = { request, prepared: { ...prepared.value, work } };
    return ok(
      await this.starter.write(work, project, opened.provider, (tools, signal) =>
        runIntakeStep(step, tools, project.ports, signal),
      ),
    );
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
    const file = state === 'revise' ? RECORD_FILES.validation_report : undefined;
    const buttons = [next, ...(file === undefined ? [] : ['Open report'])];
    const chosen = await window.showInformationMessage(plain(`${found} Next: ${next}.`.trim()), ...buttons);
    if (chosen === next) return this.goOn(place);
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

function rest(count: number): string {
  return count === 0 ? '' : `, and ${count} more`;
}

function short(request: string): string {
  const line = request.replace(/\s+/g, ' ');
  return line.length <= 80 ? line : `${line.slice(0, 80)} …`;
}
