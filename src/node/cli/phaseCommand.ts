import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import type { Problem } from '../../core/errors';
import type { Result } from '../../core/lib/result';
import { fail, ok } from '../../core/lib/result';
import { equipped } from '../../core/model/equipped';
import { pastedProvider } from '../../core/model/pastedProvider';
import type { ModelProvider } from '../../core/model/provider';
import { recordedProvider } from '../../core/model/recordedProvider';
import type { Mode, Phase, WritingPhase } from '../../core/phase';
import { promptAsText } from '../../core/prompt/prompt';
import { currentSession, sessionFor } from '../../core/tdflow/findSession';
import { failureText, phaseToFix } from '../../core/tdflow/fix';
import type { PhaseEvent, PhaseOutcome } from '../../core/tdflow/phaseEvents';
import { preparePrompt } from '../../core/tdflow/preparePrompt';
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
import { describeSystemError } from '../describeSystemError';
import { createAnthropicProvider } from '../models/claude/anthropicProvider';
import { readRecording } from '../models/readRecording';
import type { Project } from '../project';
import { findRoot, openProject, readSettings, readSpecification, relativeToRoot } from '../project';
import type { CliHost } from './cliHost';
import { EXIT, exitCodeOf, exitCodeOfOutcome } from './exitCode';
import type { Printer } from './printer';
import type { RunnerOptions } from './runnerOptions';
import { preferencesOf } from './runnerOptions';
import { consentByAsking, consentByFlag } from './terminalConsent';

export const PROVIDERS = ['anthropic', 'manual', 'recorded'] as const;
export type ProviderName = (typeof PROVIDERS)[number];

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
  /** Judge what is there; no model is called. */
  readonly prove?: boolean;
  /** A runner's report or output, or a saved verdict. */
  readonly fix?: string;
  /** How often an attempt may be made, what all may cost in US dollars, and how many minutes they may take. */
  readonly attempts?: number;
  readonly maxCost?: number | 'none';
  readonly maxMinutes?: number;
  /** A file with an answer, or `-` for standard input. */
  readonly answer?: string;
}

/** A whole run takes at most this; a test that hangs must not hang the terminal. */
const TEST_TIME_LIMIT_MS = 300_000;

/** Runs one phase from the options to the exit code. */
export async function runPhaseCommand(host: CliHost, options: PhaseOptions, printer: Printer): Promise<number> {
  const preferences = async () => preferencesOf(options, host.cwd);
  const project = openProject(findRoot(host.cwd), host.assetsDir, host.env, preferences);
  const asksAtTerminal =
    options.yes !== true && options.dryRun !== true && options.prove !== true && options.provider !== 'manual';
  if (asksAtTerminal && options.phase !== 'verify' && host.stdin.isTTY !== true) {
    printer.problem({
      kind: 'input-invalid',
      detail: 'There is no terminal to ask in. Use --yes to accept what is proposed, or --dry-run to see the prompt.',
    });
    return EXIT.badInput;
  }
  // A dry run only looks.
  if (options.dryRun !== true) await recoverInterrupted(project, printer);
  const prepared = await prepareTask(host, project, options, printer);
  if (!prepared.ok) {
    for (const problem of prepared.problem) printer.problem(problem);
    return exitCodeOf(prepared.problem[0] ?? { kind: 'session-missing' });
  }
  const task = prepared.value;
  if (isVerify(task)) return tell(runVerify(task, project.ports, host.signal), task, printer);
  if (!isWritingTask(task)) throw new Error(`no phase ${task.phase}`);
  if (options.prove === true) return tell(provePhase(task, project.ports, host.signal), task, printer);
  if (options.dryRun === true || options.provider === 'manual') return givePrompt(task, project, options, printer);

  const provider = await chooseProvider(host, project, options, task);
  if (!provider.ok) {
    printer.problem(provider.problem);
    if (provider.problem.kind === 'key-missing') await givePrompt(task, project, options, printer);
    return exitCodeOf(provider.problem);
  }
  const consent = options.yes === true ? consentByFlag : consentByAsking(host);
  const tools = { provider: provider.value, consent, limits: limitsOf(options) };
  return tell(runPhase(task, tools, project.ports, host.signal), task, printer);
}

/** A given or recorded answer would be the same the next time. */
function limitsOf({ answer, provider, attempts, maxCost, maxMinutes }: PhaseOptions): RepairLimits {
  if (answer !== undefined || provider === 'recorded') return ONE_ATTEMPT;
  const usual = DEFAULT_REPAIR_LIMITS;
  return {
    attempts: attempts ?? usual.attempts,
    cost: maxCost === 'none' ? undefined : (maxCost ?? usual.cost),
    timeMs: maxMinutes === undefined ? usual.timeMs : maxMinutes * 60_000,
  };
}

/** Prints a phase as it goes. */
async function tell(run: AsyncGenerator<PhaseEvent, PhaseOutcome>, task: Task, printer: Printer): Promise<number> {
  printer.phaseStarted(task.component.name, task.phase);
  for (;;) {
    const step = await run.next();
    if (step.done === true) {
      printer.outcome(step.value);
      return exitCodeOfOutcome(step.value);
    }
    printer.event(step.value);
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
  const { config } = settings.value;
  const task = await resolveTask(
    {
      session,
      specification,
      component,
      phase,
      mode: options.mode ?? (options.fix === undefined ? 'full' : 'fix'),
      config: options.model === undefined ? config : { ...config, model: options.model },
      profile: settings.value.profile,
      conventions: settings.value.conventions,
      failure: failure?.value.text,
      testTimeLimitMs: TEST_TIME_LIMIT_MS,
    },
    ports,
  );
  return task.ok ? task : fail([task.problem]);
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

async function readInput(host: CliHost, file: string): Promise<Result<string, Problem>> {
  try {
    return ok(file === '-' ? await readAll(host.stdin) : await readFile(resolve(host.cwd, file), 'utf8'));
  } catch (error) {
    return fail({ kind: 'input-invalid', detail: `${file} cannot be read: ${describeSystemError(error)}` });
  }
}

async function chooseProvider(
  host: CliHost,
  project: Project,
  options: PhaseOptions,
  task: Task,
): Promise<Result<ModelProvider, Problem>> {
  if (options.answer !== undefined) {
    const text = await readInput(host, options.answer);
    return text.ok ? ok(pastedProvider(text.value)) : text;
  }
  if (options.provider === 'recorded') return ok(recordedProvider(readRecording(project.root)));
  const apiKey = host.env['ANTHROPIC_API_KEY'];
  if (apiKey === undefined || apiKey === '') return fail({ kind: 'key-missing' });
  const provider = createAnthropicProvider({
    apiKey,
    baseUrl: host.env['ANTHROPIC_BASE_URL'],
    model: task.config.model,
  });
  return ok(equipped(provider, { retry: task.config.retry, clock: project.ports.clock }));
}

async function givePrompt(
  task: Task<WritingPhase>,
  project: Project,
  options: PhaseOptions,
  printer: Printer,
): Promise<number> {
  const prepared = await preparePrompt(task, project.ports);
  if (!prepared.ok) {
    printer.problem(prepared.problem);
    return exitCodeOf(prepared.problem);
  }
  const { prompt, omitted } = prepared.value;
  printer.prompt(promptAsText(prompt));
  for (const { what, why } of omitted) printer.note(`Left out of the prompt: ${what} (${why}).`);
  if (options.dryRun === true) return EXIT.done;
  printer.note(
    `No model was called. Give the prompt above to a model, save its answer to a file, and go on with:\n       agentforge parse-response FILE --spec ${task.specification.path} --phase ${task.phase} --component ${task.component.name}`,
  );
  return EXIT.done;
}

function isVerify(task: Task): task is Task<'verify'> {
  return task.phase === 'verify';
}
