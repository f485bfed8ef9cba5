import type { Problem } from '../../core/errors';
import { mapTexts } from '../../core/lib/mapTexts';
import type { Result } from '../../core/lib/result';
import { fail, ok } from '../../core/lib/result';
import { Ladder } from '../../core/model/ladder';
import { withRecording } from '../../core/model/withRecording';
import { ladderWords } from '../../core/outline/ladderWords';
import type { WritingPhase } from '../../core/phase';
import { keepPrompt } from '../../core/tdflow/keepPrompt';
import type { PhaseEvent, PhaseOutcome } from '../../core/tdflow/phaseEvents';
import { provePhase } from '../../core/tdflow/provePhase';
import type { RepairLimits } from '../../core/tdflow/repairLimits';
import { DEFAULT_REPAIR_LIMITS, ONE_ATTEMPT } from '../../core/tdflow/repairLimits';
import { runPhase } from '../../core/tdflow/runPhase';
import { runVerify } from '../../core/tdflow/runVerify';
import type { Task } from '../../core/tdflow/task';
import { isWritingTask } from '../../core/tdflow/task';
import type { Project } from '../project';
import { findRoot, openProject } from '../project';
import type { TakenAnswer } from '../takeAnswer';
import { answerJudged } from '../takeAnswer';
import type { ProviderName } from './chooseProvider';
import { chooseProvider, providerName } from './chooseProvider';
import type { CliHost } from './cliHost';
import { confirmWhenLimited } from './confirmWhenLimited';
import { exitCodeOf, exitCodeOfOutcome } from './exitCode';
import { givePrompt } from './givePrompt';
import { loggedProvider } from './loggedProvider';
import type { PhaseOptions } from './phaseOptions';
import { prepareTask } from './phaseTask';
import type { Printer } from './printer';
import { recoverInterrupted } from './recoverInterrupted';
import { preferencesOf } from './runnerOptions';
import { takeTerminalAnswer } from './takeTerminalAnswer';
import { consentByAsking, consentByFlag } from './terminalConsent';
import { TerminalKeys } from './terminalKeys';
import { terminalModels } from './terminalModels';
import { recordTo } from './terminalRecording';

/** Runs one phase from the options to the exit code. */
export async function runPhaseCommand(host: CliHost, given: PhaseOptions, printer: Printer): Promise<number> {
  const name = checkInput(host, given);
  if (!name.ok) {
    printer.problem(name.problem);
    return exitCodeOf(name.problem);
  }
  const preferences = async () => preferencesOf(given, host.cwd);
  const project = openProject(findRoot(host.cwd), host.assetsDir, host.env, preferences);
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
  if (options.dryRun === true || options.provider === 'manual')
    return givePrompt(task, project, options, { printer, models: terminalModels(host), host });
  return generate(task, options, brought?.value.answer, { host, project, printer });
}

/** Who is to answer; a problem where the options ask for what cannot be. */
function checkInput(host: CliHost, given: PhaseOptions): Result<ProviderName, Problem> {
  const readers = readersOfInput(given);
  if (readers.length > 1) {
    const detail = `Standard input can be read once, and ${readers.join(' and ')} would both read it.`;
    return fail({ kind: 'input-invalid', detail });
  }
  const asksNobody = given.prove === true || given.answer !== undefined || given.phase === 'verify';
  const name = asksNobody ? ok('anthropic' as const) : providerName(given.provider, host.env);
  if (!name.ok) return name;
  const asksAtTerminal = given.yes !== true && given.dryRun !== true && given.prove !== true && name.value !== 'manual';
  if (asksAtTerminal && given.phase !== 'verify' && host.stdin.isTTY !== true) {
    const detail =
      'There is no terminal to ask in. Use --yes to accept what is proposed, or --dry-run to see the prompt.';
    return fail({ kind: 'input-invalid', detail });
  }
  return name;
}

/** Has the model that is chosen, or the answer that was brought, carry out the phase. */
async function generate(
  task: Task<WritingPhase>,
  options: PhaseOptions & { readonly provider: ProviderName },
  pasted: TakenAnswer<Project> | undefined,
  { host, project, printer }: { readonly host: CliHost; readonly project: Project; readonly printer: Printer },
): Promise<number> {
  const keys = new TerminalKeys(host, project, options.keyStdin === true ? 'stdin' : 'usual places');
  const wish = {
    name: options.provider,
    answer: pasted?.text,
    recording: options.recording,
    task,
    keys,
    printer,
    models: terminalModels(host),
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
  const logged = loggedProvider(ladder.watch(recorded), { host, project, secrets: () => keys.secrets, printer });
  const tools = { provider: logged, consent, limits: limitsOf(options) };
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

function isVerify(task: Task): task is Task<'verify'> {
  return task.phase === 'verify';
}
