import { documentPrompt } from '../../core/authoring/documentPrompt';
import type { DraftCheck } from '../../core/authoring/intake/checkDraft';
import type { ModelStep } from '../../core/authoring/intake/intakePrompts';
import { intakeRows, nextSentence } from '../../core/authoring/intake/intakeRows';
import type { StepRequest } from '../../core/authoring/intake/intakeStep';
import { checkOf, intakeStep } from '../../core/authoring/intake/intakeStep';
import { judgeByRules } from '../../core/authoring/intake/judgeByRules';
import { judgeDraft } from '../../core/authoring/intake/judgeDraft';
import { loadRecords } from '../../core/authoring/intake/loadRecords';
import { RECORD_FILES } from '../../core/authoring/intake/recordFiles';
import type { ValidationReport } from '../../core/authoring/intake/records';
import { runIntakeStep } from '../../core/authoring/intake/runIntakeStep';
import { takeBackStep } from '../../core/authoring/intake/takeBackStep';
import { outOfOrder, stateOf } from '../../core/authoring/intake/workflow';
import { writeRecord } from '../../core/authoring/intake/writeRecord';
import type { Problem } from '../../core/errors';
import { visible } from '../../core/lib/visible';
import { promptAsText } from '../../core/prompt/prompt';
import type { Project } from '../project';
import { findRoot, openProject, relativeToRoot } from '../project';
import type { ProviderName } from './chooseProvider';
import { providerName } from './chooseProvider';
import type { CliHost } from './cliHost';
import { EXIT, exitCodeOf, exitCodeOfAuthored } from './exitCode';
import { openIntake } from './intakeProject';
import { openDoor } from './openAuthoring';
import type { Printer } from './printer';
import { readInput } from './readInput';
import { recoverInterrupted } from './recoverInterrupted';

/** What the steps of a request may be given. */
export interface IntakeOptions {
  /** What is wanted, for the first step. */
  readonly request?: string;
  readonly output?: string;
  readonly feedback?: string;
  /** Check by rules alone; no model is called. */
  readonly offline?: boolean;
  readonly model?: string;
  readonly provider?: ProviderName;
  readonly keyStdin?: boolean;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  /** A file with an answer that a model gave elsewhere, or `-` for standard input. */
  readonly answer?: string;
}

/** One step of a request for which a model is asked, from the options to the exit code. */
export async function intakeCommand(
  host: CliHost,
  step: ModelStep,
  options: IntakeOptions,
  printer: Printer,
): Promise<number> {
  const opened = await openIntake(host, printer, { isLook: options.dryRun === true });
  if (!opened.ok) return tell(opened.problem, printer);
  const { project, settings, loaded, session } = opened.value;
  const refused = outOfOrder(step, loaded.records) ?? wrongInput(step, options);
  if (refused !== undefined) return tell([refused], printer);
  const output = options.output === undefined ? undefined : relativeToRoot(project.root, host.cwd, options.output);
  if (output?.ok === false) return tell([output.problem], printer);
  const { config, profile, choices } = settings;
  const request: StepRequest = {
    step,
    loaded,
    session,
    profile,
    choices,
    config: options.model === undefined ? config : { ...config, model: options.model, modelFrom: 'user' },
    ...{ request: options.request, output: output?.value, feedback: options.feedback },
  };
  if (step === 'validate') {
    const check = checkOf(request);
    // What rules find is mended first: no model is asked about it.
    if (check.issues.length > 0 || options.offline === true) {
      if (options.dryRun === true) return tellCheck(check, printer);
      const judged = await judgeByRules(request, project.ports);
      return judged.ok ? tellState('validate', project, printer) : tell([judged.problem], printer);
    }
  }
  const code = await askModel(request, options, { host, project, printer });
  return code === EXIT.done && options.dryRun !== true && !isCarried(host, options)
    ? tellState(step, project, printer)
    : code;
}

/** Whether the prompt is only printed, for a person to carry. */
function isCarried({ env }: CliHost, { provider, answer }: IntakeOptions): boolean {
  const name = providerName(provider, env);
  return answer === undefined && name.ok && name.value === 'manual';
}

function wrongInput(step: ModelStep, { request }: IntakeOptions): Problem | undefined {
  if (step !== 'intake' || (request ?? '').trim() !== '') return undefined;
  return { kind: 'input-invalid', detail: 'Say what you want: agentforge intake "what you want"' };
}

interface Around {
  readonly host: CliHost;
  readonly project: Project;
  readonly printer: Printer;
}

async function askModel(request: StepRequest, options: IntakeOptions, around: Around): Promise<number> {
  const { host, project, printer } = around;
  const name = providerName(options.provider, host.env);
  if (!name.ok) return tell([name.problem], printer);
  const prepared = await intakeStep(request, project.ports, host.signal);
  if (!prepared.ok) return tell([prepared.problem], printer);
  const isOnlyShown = options.dryRun === true || isCarried(host, options);
  const [piece] = prepared.value.work.pieces;
  if (isOnlyShown && piece !== undefined) {
    const { prompt, omitted } = await documentPrompt(piece, project.ports);
    printer.prompt(promptAsText(prompt));
    for (const { what, why } of omitted) printer.note(`Left out of the prompt: ${what} (${why}).`);
    const next = `Give the prompt above to a model, save its answer to a file, and go on with:\n       ${commandWith(request)} --answer FILE`;
    printer.note(options.dryRun === true ? 'Nothing was sent.' : `No model was called. ${next}`);
    return EXIT.done;
  }
  if (options.yes !== true && request.step !== 'validate' && host.stdin.isTTY !== true) {
    const detail =
      'There is no terminal to ask in. Use --yes to accept what is proposed, or --dry-run to see the prompt.';
    return tell([{ kind: 'input-invalid', detail }], printer);
  }
  const answer = options.answer === undefined ? undefined : await readInput(host, options.answer);
  if (answer?.ok === false) return tell([answer.problem], printer);

  const { work } = prepared.value;
  const wish = { name: name.value, answer: answer?.value, asking: work } as const;
  const keyStdin = options.keyStdin === true ? 'given' : 'not given';
  const consent = options.yes === true ? 'by flag' : 'by asking';
  const opened = await openDoor(host, project, { ...wish, keyStdin, consent }, printer);
  if (!opened.ok) {
    if (request.step === 'validate') printer.note('Without a model: agentforge validate --offline');
    return tell([opened.problem], printer);
  }
  const { asking, tell: show, ...tools } = opened.value;
  const step = { request, prepared: { ...prepared.value, work: { ...work, ...asking } } };
  return exitCodeOfAuthored(await show(runIntakeStep(step, tools, project.ports, host.signal)));
}

function commandWith({ step, request, output, feedback }: StepRequest): string {
  const words = (text: string) => JSON.stringify(text);
  return [
    `agentforge ${step}`,
    ...(request === undefined ? [] : [words(request)]),
    ...(output === undefined ? [] : ['--output', words(output)]),
    ...(feedback === undefined ? [] : ['--feedback', words(feedback)]),
  ].join(' ');
}

/** What came of a step, and what is next. */
async function tellState(step: ModelStep, { ports }: Project, printer: Printer): Promise<number> {
  const loaded = await loadRecords(ports);
  if (!loaded.ok) return tell(loaded.problem, printer);
  const { records } = loaded.value;
  const state = stateOf(records);
  if (step === 'validate' && records.report !== undefined) {
    tellReport(RECORD_FILES.validation_report, records.report, printer);
  }
  printer.note(nextSentence(state, records));
  return step === 'validate' && state !== 'approved' ? EXIT.notReached : EXIT.done;
}

/** What rules find, without a report. */
function tellCheck(check: DraftCheck, printer: Printer): number {
  const judged = judgeDraft(check, undefined);
  tellReport('By rules', judged, printer);
  printer.note('Nothing was written.');
  return judged.blocking_issues.length > 0 ? EXIT.notReached : EXIT.done;
}

type Told = Pick<ValidationReport, 'overall_verdict' | 'blocking_issues' | 'warnings'>;

function tellReport(title: string, report: Told, printer: Printer): void {
  const { overall_verdict: verdict, blocking_issues: issues, warnings } = report;
  printer.text(`${title}: ${verdict.replaceAll('_', ' ')}`);
  for (const { issue_id: id, location, description, suggested_fix: fix } of issues) {
    printer.text(visible(`  ${id} ${location}: ${description}. ${fix}`));
  }
  for (const warning of warnings) printer.text(visible(`  note ${warning}`));
}

/** `intake --status`: where the request stands. */
export async function intakeStatusCommand(
  host: CliHost,
  { json }: { readonly json?: boolean },
  printer: Printer,
): Promise<number> {
  const opened = await openIntake(host, printer, { isLook: true });
  if (!opened.ok) return tell(opened.problem, printer);
  const { records } = opened.value.loaded;
  const state = stateOf(records);
  const rows = intakeRows(records);
  if (json === true) {
    const request = records.intake?.raw_request;
    host.stdout.write(`${JSON.stringify({ event: 'request', request, state, steps: rows })}\n`);
    return EXIT.done;
  }
  printer.text(visible(`Request: ${records.intake?.raw_request ?? 'none yet'}`));
  for (const { step, state: each, detail } of rows)
    printer.text(visible(`  ${each.padEnd(5)} ${step.padEnd(8)} ${detail}`.trimEnd()));
  const next = nextSentence(state, records);
  printer.note(state === 'abandoned' ? 'This request was given up.' : next);
  return EXIT.done;
}

/** `intake --abandon`: gives the request up; its records stay. */
export async function abandonCommand(host: CliHost, printer: Printer): Promise<number> {
  const opened = await openIntake(host, printer, { isLook: false });
  if (!opened.ok) return tell(opened.problem, printer);
  const { project, loaded, session, settings } = opened.value;
  const state = stateOf(loaded.records);
  if (state === 'intake' || state === 'abandoned') {
    return tell([{ kind: 'input-invalid', detail: 'There is no request at work.' }], printer);
  }
  const ties = { abandoned: project.ports.clock.now().toISOString() };
  const work = { loaded, session, config: settings.config };
  const written = await writeRecord(work, 'intake_record', { changes: {}, ties }, project.ports);
  if (!written.ok) return tell([written.problem], printer);
  printer.text('The request is given up; its records stay in outputs/. Another may begin: agentforge intake "..."');
  return EXIT.done;
}

/** `intake --undo`: takes back what the last step wrote. */
export async function undoStepCommand(host: CliHost, printer: Printer): Promise<number> {
  const project = openProject(findRoot(host.cwd), host.assetsDir, host.env);
  await recoverInterrupted(project, printer);
  const back = await takeBackStep(project.ports);
  if (!back.ok) return tell([back.problem], printer);
  printer.event({ kind: 'rolled-back', files: back.value, why: 'asked' });
  return EXIT.done;
}

function tell(problems: readonly Problem[], printer: Printer): number {
  for (const problem of problems) printer.problem(problem);
  return exitCodeOf(problems[0] ?? { kind: 'session-missing' });
}
