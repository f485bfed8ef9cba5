import type { FileChoice } from '../../core/context/contextChoices';
import { forThisRun } from '../../core/context/contextChoices';
import type { Problem } from '../../core/errors';
import { mapTexts } from '../../core/lib/mapTexts';
import type { Result } from '../../core/lib/result';
import { fail, ok } from '../../core/lib/result';
import { Ladder } from '../../core/model/ladder';
import type { ModelProvider } from '../../core/model/provider';
import { withInteractionLog } from '../../core/model/withInteractionLog';
import { withRecording } from '../../core/model/withRecording';
import { estimateWords } from '../../core/outline/costWords';
import { explainProblem } from '../../core/outline/explainProblem';
import { ladderWords } from '../../core/outline/ladderWords';
import type { Mode, Phase, WritingPhase } from '../../core/phase';
import { promptAsText } from '../../core/prompt/prompt';
import { splitPrompt } from '../../core/prompt/splitPrompt';
import { copiedPrompt } from '../../core/tdflow/copiedPrompt';
import { currentSession, sessionFor } from '../../core/tdflow/findSession';
import { failureText, phaseToFix } from '../../core/tdflow/fix';
import { keepPrompt } from '../../core/tdflow/keepPrompt';
import type { PhaseEvent, PhaseOutcome } from '../../core/tdflow/phaseEvents';
import { preparePrompt } from '../../core/tdflow/preparePrompt';
import { estimateOf } from '../../core/tdflow/prepareToSend';
import { provePhase } from '../../core/tdflow/provePhase';
import type { RepairLimits } from '../../core/tdflow/repairLimits';
import { DEFAULT_REPAIR_LIMITS, ONE_ATTEMPT } from '../../core/tdflow/repairLimits';
import { resolveTask } from '../../core/tdflow/resolveTask';
import { recover } from '../../core/tdflow/rollBackPhase';
import { runPhase } from '../../core/tdflow/runPhase';
import { runVerify } from '../../core/tdflow/runVerify';
import type { Task } from '../../core/tdflow/task';
import { isWritingTask } from '../../core/tdflow/task';
import { parseSavedVerdict } from '../attemptFiles';
import { InteractionLogFile, isLogWanted } from '../interactionLogFile';
import type { UserModels } from '../models/userModels';
import type { Project } from '../project';
import { findRoot, openProject, readSettings, readSpecification, relativeToRoot } from '../project';
import { answerJudged } from '../takeAnswer';
import { readTemplate } from '../templateFiles';
import type { ProviderName } from './chooseProvider';
import { chooseProvider, providerName } from './chooseProvider';
import type { CliHost } from './cliHost';
import { confirmWhenLimited } from './confirmWhenLimited';
import { EXIT, exitCodeOf, exitCodeOfOutcome } from './exitCode';
import type { Printer } from './printer';
import { readInput } from './readInput';
import type { RunnerOptions } from './runnerOptions';
import { preferencesOf } from './runnerOptions';
import { takeTerminalAnswer } from './takeTerminalAnswer';
import { consentByAsking, consentByFlag } from './terminalConsent';
import { TerminalKeys } from './terminalKeys';
import { terminalModels } from './terminalModels';
import { recordTo } from './terminalRecording';

/** What every command that runs a phase may be given; undefined comes from the current session or the settings. */
export interface PhaseOptions extends RunnerOptions {
  readonly phase?: Phase;
  readonly spec?: string;
  readonly component?: string;
  readonly mode?: Mode;
  readonly model?: string;
  readonly provider?: ProviderName;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  /** Files to show to the model, whole where they fit, and files never to show, in this run. */
  readonly pin?: readonly string[];
  readonly leaveOut?: readonly string[];
  /** Judge what is there; no model is called. */
  readonly prove?: boolean;
  /** A runner's report or output, or a saved verdict. */
  readonly fix?: string;
  /** How often an attempt may be made, what all may cost in US dollars, and how many minutes they may take. */
  readonly attempts?: number;
  readonly maxCost?: number | 'none';
  readonly maxMinutes?: number;
  /** The key is the first line of standard input, or is asked for at the terminal; it is kept nowhere. */
  readonly keyStdin?: boolean;
  /** Where the run is recorded, and which recording answers. */
  readonly record?: string;
  readonly recording?: string;
  /** Longest message that the chat takes in which the prompt is pasted, and which part of it is wanted, from 1. */
  readonly maxCharacters?: number;
  readonly part?: number;
  /** A file with an answer, or `-` for standard input. */
  readonly answer?: string;
}

const BETWEEN_PARTS = `\n${'='.repeat(78)}\n\n`;

/** A whole run takes at most this; a test that hangs must not hang the terminal. */
export const TEST_TIME_LIMIT_MS = 300_000;

/** Runs one phase from the options to the exit code. */
export async function runPhaseCommand(host: CliHost, given: PhaseOptions, printer: Printer): Promise<number> {
  const readers = readersOfInput(given);
  if (readers.length > 1) {
    const detail = `Standard input can be read once, and ${readers.join(' and ')} would both read it.`;
    printer.problem({ kind: 'input-invalid', detail });
    return EXIT.badInput;
  }
  const asksNobody = given.prove === true || given.answer !== undefined || given.phase === 'verify';
  const name = asksNobody ? ok('anthropic' as const) : providerName(given.provider, host.env);
  if (!name.ok) {
    printer.problem(name.problem);
    return exitCodeOf(name.problem);
  }
  const preferences = async () => preferencesOf(given, host.cwd);
  const project = openProject(findRoot(host.cwd), host.assetsDir, host.env, preferences);
  const asksAtTerminal = given.yes !== true && given.dryRun !== true && given.prove !== true && name.value !== 'manual';
  if (asksAtTerminal && given.phase !== 'verify' && host.stdin.isTTY !== true) {
    printer.problem({
      kind: 'input-invalid',
      detail: 'There is no terminal to ask in. Use --yes to accept what is proposed, or --dry-run to see the prompt.',
    });
    return EXIT.badInput;
  }
  const brought = given.answer === undefined ? undefined : await takeTerminalAnswer(host, project, given, printer);
  if (brought?.ok === false) return brought.problem;
  const options = { ...given, ...brought?.value.place, provider: name.value };
  // A dry run only looks.
  if (options.dryRun !== true) await recoverInterrupted(project, printer);
  const prepared = await prepareTask(host, project, options, printer);
  if (!prepared.ok) {
    for (const problem of prepared.problem) printer.problem(problem);
    return exitCodeOf(prepared.problem[0] ?? { kind: 'session-missing' });
  }
  const task = prepared.value;
  if (isVerify(task))
    return exitCodeOfOutcome(await tell(runVerify(task, project.ports, host.signal), task, { printer, project }));
  if (!isWritingTask(task)) throw new Error(`no phase ${task.phase}`);
  if (options.prove === true)
    return exitCodeOfOutcome(await tell(provePhase(task, project.ports, host.signal), task, { printer, project }));
  const models = terminalModels(host);
  if (options.dryRun === true || options.provider === 'manual')
    return lookAhead(task, project, options, { printer, models, host });

  const keys = new TerminalKeys(host, project, options.keyStdin === true ? 'stdin' : 'usual places');
  const wish = {
    name: name.value,
    answer: brought?.value.answer.text,
    recording: options.recording,
    task,
    keys,
    printer,
    models,
  };
  const chosen = await chooseProvider(host, project, wish);
  if (!chosen.ok) {
    const { problem } = chosen;
    const isKeyMissing = problem.kind === 'key-missing';
    printer.problem(isKeyMissing ? await keepPrompt(task, problem, project.ports, host.signal) : problem);
    return exitCodeOf(problem);
  }
  const { provider, task: asked } = chosen.value;
  const ladder: Ladder = new Ladder(() => {
    const words = ladderWords(ladder.step({ canAsk: true }));
    if (words !== '') printer.note(words);
  });
  const consent = options.yes === true ? confirmWhenLimited(consentByFlag, ladder, host) : consentByAsking(host);
  const recorder = options.record === undefined ? undefined : recordTo(host, options.record, () => keys.secrets);
  const recorded = recorder === undefined ? provider : withRecording(provider, recorder);
  const logged = logging(ladder.watch(recorded), { host, project, secrets: () => keys.secrets, printer });
  const tools = { provider: logged, consent, limits: limitsOf(options) };
  const pasted = brought?.value.answer;
  const outcome = await tell(runPhase(asked, { ...tools, pasted }, project.ports, host.signal), asked, {
    printer,
    project,
  });
  if (recorder !== undefined) printer.note(recorder.words());
  if (pasted !== undefined) await answerJudged(pasted, outcome);
  return exitCodeOfOutcome(outcome);
}

/** The options that read standard input. */
function readersOfInput({ answer, fix, recording, keyStdin }: PhaseOptions): readonly string[] {
  return [
    ...(answer === '-' ? ['the answer -'] : []),
    ...(fix === '-' ? ['--fix -'] : []),
    ...(recording === '-' ? ['--recording -'] : []),
    ...(keyStdin === true ? ['--key-stdin'] : []),
  ];
}

/** The provider that also writes down what is said, where the user wants that. */
export function logging(
  provider: ModelProvider,
  about: {
    readonly host: CliHost;
    readonly project: Project;
    readonly secrets: () => readonly string[];
    readonly printer: Printer;
  },
): ModelProvider {
  const { host, project, secrets, printer } = about;
  if (!isLogWanted(host.env)) return provider;
  const log = new InteractionLogFile(project.files, (problem) => {
    printer.note(
      `The interaction log cannot be written, and the phase goes on without: ${explainProblem(problem).what}`,
    );
  });
  return withInteractionLog(provider, { log, clock: project.ports.clock, secrets });
}

/** A given or recorded answer would be the same the next time. */
function limitsOf({ answer, provider, recording, attempts, maxCost, maxMinutes }: PhaseOptions): RepairLimits {
  if (answer !== undefined || (provider === 'recorded' && recording === undefined)) return ONE_ATTEMPT;
  const usual = DEFAULT_REPAIR_LIMITS;
  return {
    attempts: attempts ?? usual.attempts,
    cost: maxCost === 'none' ? undefined : (maxCost ?? usual.cost),
    timeMs: maxMinutes === undefined ? usual.timeMs : maxMinutes * 60_000,
  };
}

/** Prints a phase as it goes, without the user's keys. */
async function tell(
  run: AsyncGenerator<PhaseEvent, PhaseOutcome>,
  task: Task,
  { printer, project }: { readonly printer: Printer; readonly project: Project },
): Promise<PhaseOutcome> {
  const hide = (text: string) => project.ports.ownKeys.hideIn(text);
  printer.phaseStarted(task.component.name, task.phase);
  for (;;) {
    const step = await run.next();
    if (step.done === true) {
      printer.outcome(mapTexts(step.value, hide));
      return step.value;
    }
    // A stream's texts are only counted; mapping them anew for every line of it would be slow.
    printer.event(step.value.kind === 'changes' ? step.value : mapTexts(step.value, hide));
  }
}

/** A run that was killed may have left a change half done; it is undone before anything else, and said. */
export async function recoverInterrupted(project: Project, printer: Printer): Promise<void> {
  for (const recovered of await recover(project.ports)) {
    if (recovered.ok) {
      printer.note(`An interrupted ${recovered.value.entry.phase} of ${recovered.value.entry.component} was undone.`);
    } else printer.problem(recovered.problem);
  }
}

async function prepareTask(
  host: CliHost,
  project: Project,
  options: PhaseOptions,
  printer: Printer,
): Promise<Result<Task, readonly Problem[]>> {
  const { root, ports } = project;
  const settings = await readSettings(project, host.env);
  if (!settings.ok) return settings;
  for (const warning of settings.value.warnings) printer.note(warning);

  const { session: current, problems } = await currentSession(ports);
  for (const problem of problems) printer.problem(problem);
  const given = options.spec === undefined ? undefined : relativeToRoot(root, host.cwd, options.spec);
  if (given?.ok === false) return fail([given.problem]);
  const specFile = given?.value ?? current?.specFile;
  if (specFile === undefined) return fail([{ kind: 'session-missing' }]);
  const loaded = await readSpecification(project, specFile);
  if (!loaded.ok) return loaded;
  for (const { position, message } of loaded.value.warnings) printer.note(`${specFile}:${position.line}: ${message}`);
  const { specification } = loaded.value;
  const session = await sessionFor(specification, ports);

  const failure = options.fix === undefined ? undefined : await readFailure(host, options.fix);
  if (failure?.ok === false) return fail([failure.problem]);
  const phase = options.phase ?? failure?.value.phase ?? phaseToFix(session.currentPhase);
  // To prove or to repair is about what is there already, never about the next component.
  const isAboutCurrent = options.prove === true || options.fix !== undefined;
  const component =
    options.component ?? failure?.value.component ?? (isAboutCurrent ? session.currentComponent : undefined);
  const template = await readTemplate(project, phase, host.env);
  if (!template.ok) return fail([template.problem]);
  const chosen = chosenFiles(host, root, options);
  if (!chosen.ok) return fail([chosen.problem]);
  const { config } = settings.value;
  const task = await resolveTask(
    {
      session,
      specification,
      component,
      phase,
      mode: options.mode ?? (options.fix === undefined ? 'full' : 'fix'),
      config: options.model === undefined ? config : { ...config, model: options.model, modelFrom: 'user' },
      profile: settings.value.profile,
      choices: forThisRun(settings.value.choices, chosen.value),
      conventions: settings.value.conventions,
      failure: failure?.value.text,
      template: template.value,
      testTimeLimitMs: TEST_TIME_LIMIT_MS,
    },
    ports,
  );
  return task.ok ? task : fail([task.problem]);
}

/** The files that are chosen for this run, as they are given from the current folder. */
function chosenFiles(
  host: CliHost,
  root: string,
  { pin = [], leaveOut = [] }: PhaseOptions,
): Result<FileChoice, Problem> {
  const pinned = collected(pin.map((path) => relativeToRoot(root, host.cwd, path)));
  if (!pinned.ok) return pinned;
  const leftOut = collected(leaveOut.map((path) => relativeToRoot(root, host.cwd, path)));
  return leftOut.ok ? ok({ pinned: pinned.value, leftOut: leftOut.value }) : leftOut;
}

function collected<T>(results: readonly Result<T, Problem>[]): Result<readonly T[], Problem> {
  const values: T[] = [];
  for (const result of results) {
    if (!result.ok) return result;
    values.push(result.value);
  }
  return ok(values);
}

async function readFailure(
  host: CliHost,
  file: string,
): Promise<Result<{ readonly text: string; readonly component?: string; readonly phase?: WritingPhase }, Problem>> {
  const text = await readInput(host, file);
  if (!text.ok) return text;
  const saved = parseSavedVerdict(text.value);
  if (saved === undefined) return ok({ text: text.value });
  return ok({
    text: failureText(saved),
    component: saved.component,
    phase: phaseToFix(saved.verdict.phase),
  });
}

/** The prompt as Claude would be asked it, as far as one can tell without asking, and what that would cost. */
async function lookAhead(
  task: Task<WritingPhase>,
  project: Project,
  options: PhaseOptions,
  { printer, models, host }: { readonly printer: Printer; readonly models: UserModels; readonly host: CliHost },
): Promise<number> {
  const access = { apiKey: undefined, baseUrl: host.env['ANTHROPIC_BASE_URL'] || undefined };
  if (options.provider !== 'anthropic') return givePrompt(task, project, options, { printer, signal: host.signal });
  const fitted = await models.forClaude(task, access, host.signal);
  if (!fitted.ok) {
    printer.problem(fitted.problem);
    return exitCodeOf(fitted.problem);
  }
  for (const note of fitted.value.notes) printer.note(note);
  return givePrompt(fitted.value.task, project, options, { printer, signal: host.signal });
}

async function givePrompt(
  task: Task<WritingPhase>,
  project: Project,
  options: PhaseOptions,
  { printer, signal }: { readonly printer: Printer; readonly signal: AbortSignal },
): Promise<number> {
  const prepared = await preparePrompt(task, project.ports, signal);
  if (!prepared.ok) {
    printer.problem(prepared.problem);
    return exitCodeOf(prepared.problem);
  }
  const { prompt, omitted, mark } = prepared.value;
  const parts = splitPrompt(promptAsText(prompt), options.maxCharacters ?? 0);
  const chosen = parts[(options.part ?? 1) - 1];
  if (chosen === undefined) {
    printer.problem({
      kind: 'input-invalid',
      detail: `The prompt has ${parts.length} parts, and no part ${options.part}.`,
    });
    return EXIT.badInput;
  }
  printer.prompt(options.part === undefined ? parts.join(BETWEEN_PARTS) : chosen);
  if (parts.length > 1)
    printer.note(`The prompt has ${parts.length} parts: send them one after the other. --part N prints one.`);
  if (options.dryRun === true) {
    printer.promptContents(prepared.value);
    const { model } = task.config;
    const estimate = estimateOf(task, prompt.tokens, { modelName: model, isMetered: true });
    if (options.provider === 'anthropic')
      printer.note(`Nothing was sent. An answer of ${model}: ${estimateWords(estimate)}.`);
    return EXIT.done;
  }
  for (const { what, why } of omitted) printer.note(`Left out of the prompt: ${what} (${why}).`);
  const remembered = await project.prompts.save(copiedPrompt(task, mark, project.ports.clock.now()));
  if (!remembered.ok) printer.problem(remembered.problem);
  printer.note(
    `No model was called. Give the prompt above to a model, save its answer to a file, and go on with:\n       agentforge parse-response FILE --spec ${task.specification.path} --phase ${task.phase} --component ${task.component.name}`,
  );
  return EXIT.done;
}

function isVerify(task: Task): task is Task<'verify'> {
  return task.phase === 'verify';
}
