import type { Problem } from '../../core/errors';
import { fail, ok } from '../../core/lib/result';
import { Ladder } from '../../core/model/ladder';
import { withSharedCaps } from '../../core/model/spending/withSharedCaps';
import { ladderWords } from '../../core/outline/ladderWords';
import type { Phase } from '../../core/phase';
import { PHASE_LABEL } from '../../core/phase';
import { buildOrder } from '../../core/spec/buildOrder';
import type { Specification } from '../../core/spec/specification';
import { sessionFor } from '../../core/tdflow/findSession';
import type { ImplementRequest } from '../../core/tdflow/implement/implementAll';
import { implementAll } from '../../core/tdflow/implement/implementAll';
import type { ImplementReport } from '../../core/tdflow/implement/implementEvents';
import { startPhase } from '../../core/tdflow/implement/startPhase';
import { stepsLeft } from '../../core/tdflow/implement/stepsLeft';
import { DEFAULT_REPAIR_LIMITS } from '../../core/tdflow/repairLimits';
import { resolveTask } from '../../core/tdflow/resolveTask';
import type { Session } from '../../core/tdflow/session';
import type { Asking } from '../../core/tdflow/task';
import type { Project, Settings } from '../project';
import { findRoot, openProject, readSettings, readSpecification } from '../project';
import { readTemplate } from '../templateFiles';
import type { ProviderName } from './chooseProvider';
import { chooseProvider, providerName } from './chooseProvider';
import type { CliHost } from './cliHost';
import { confirmWhenLimited } from './confirmWhenLimited';
import { EXIT, exitCodeOf } from './exitCode';
import { findSpecification } from './findSpecification';
import { circleWords, ImplementTeller } from './implementTeller';
import { loggedProvider } from './loggedProvider';
import { TEST_TIME_LIMIT_MS } from './phaseTask';
import type { Printer } from './printer';
import { recoverInterrupted } from './recoverInterrupted';
import type { RunnerOptions } from './runnerOptions';
import { preferencesOf } from './runnerOptions';
import { consentByAsking, consentByFlag } from './terminalConsent';
import { TerminalKeys } from './terminalKeys';
import { terminalModels } from './terminalModels';

export interface ImplementOptions extends RunnerOptions {
  /** Names of components; all when left away. */
  readonly component?: readonly string[];
  /** Of each phase of each component. */
  readonly maxAttempts?: number;
  readonly maxCost?: number | 'none';
  /** How many components may be in work at the same time; one when left away. */
  readonly parallel?: number;
  readonly model?: string;
  readonly provider?: ProviderName;
  readonly keyStdin?: boolean;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

/** `implement`: takes the components of a specification through RED, GREEN and VERIFY, and reports. */
export async function implementCommand(
  host: CliHost,
  spec: string | undefined,
  options: ImplementOptions,
  printer: Printer,
): Promise<number> {
  const refused = refusal(host, options);
  if (refused !== undefined) return tellProblem(refused, printer);
  const name = providerName(options.provider, host.env);
  if (!name.ok) return tellProblem(name.problem, printer);
  if (name.value === 'manual') return tellProblem(NOT_BY_HAND, printer);
  const preferences = async () => preferencesOf(options, host.cwd);
  const project = openProject(findRoot(host.cwd), host.assetsDir, host.env, preferences);
  if (options.dryRun !== true) await recoverInterrupted(project, printer);
  const settings = await readSettings(project, host.env);
  if (!settings.ok) return tellProblems(settings.problem, printer);
  for (const warning of settings.value.warnings) printer.note(warning);
  const path = await findSpecification(host, project, spec);
  if (!path.ok) return tellProblem(path.problem, printer);
  const loaded = await readSpecification(project, path.value);
  if (!loaded.ok) return tellProblems(loaded.problem, printer);
  const { specification, warnings } = loaded.value;
  for (const { position, message } of warnings) printer.note(`${path.value}:${position.line}: ${message}`);
  const unknown = unknownComponent(specification, options.component);
  if (unknown !== undefined) return tellProblem(unknown, printer);
  const session = await sessionFor(specification, project.ports);
  for (const lost of lostComponents(specification, session)) printer.note(lost);
  if (options.dryRun === true) return tellPlan({ specification, session, options }, project, printer);

  const keys = new TerminalKeys(host, project, options.keyStdin === true ? 'stdin' : 'usual places');
  const models = terminalModels(host);
  const { config } = settings.value;
  const asked: Asking = {
    session,
    config: options.model === undefined ? config : { ...config, model: options.model, modelFrom: 'user' },
  };
  const wish = { name: name.value, answer: undefined, recording: undefined, task: asked, keys, printer, models };
  const chosen = await chooseProvider(host, project, wish);
  if (!chosen.ok) return tellProblem(chosen.problem, printer);
  const ladder: Ladder = new Ladder(() => {
    const words = ladderWords(ladder.step({ canAsk: true }));
    if (words !== '') printer.note(words);
  });
  const service = withSharedCaps(ladder.watch(chosen.value.provider));
  const provider = loggedProvider(service, { host, project, secrets: () => keys.secrets, printer });
  const atOnce = options.parallel ?? 1;
  const hide = (text: string) => project.ports.ownKeys.hideIn(text);
  const teller = new ImplementTeller(printer, { hide, isParallel: atOnce > 1 });
  const consent = options.yes === true ? confirmWhenLimited(consentByFlag, ladder, host) : consentByAsking(host);
  const usual = DEFAULT_REPAIR_LIMITS;
  const limits = {
    ...usual,
    attempts: options.maxAttempts ?? usual.attempts,
    cost: options.maxCost === 'none' ? undefined : (options.maxCost ?? usual.cost),
  };
  const request = {
    specification,
    session,
    wanted: options.component,
    atOnce,
    taskFor: tasksOf({ specification, asked: chosen.value.task, settings: settings.value }, host, project),
    start: startPhase({ provider, consent: teller.undisturbed(consent), limits }, project.ports),
  };
  const report = await teller.tell(implementAll(request, project.ports, host.signal));
  printer.implemented(report);
  return exitCodeOfReport(report);
}

const NOT_BY_HAND: Problem = {
  kind: 'input-invalid',
  detail:
    'A whole run asks many times, so nobody can carry its prompts by hand. Run the phases one by one: agentforge tdflow red --component NAME --provider manual',
};

function refusal(host: CliHost, { yes, dryRun }: ImplementOptions): Problem | undefined {
  if (yes === true || dryRun === true || host.stdin.isTTY === true) return undefined;
  const detail = 'There is no terminal to ask in. Use --yes to accept what is proposed, or --dry-run to see the plan.';
  return { kind: 'input-invalid', detail };
}

function unknownComponent({ components }: Specification, wanted: readonly string[] = []): Problem | undefined {
  const known = components.map(({ name }) => name);
  const name = wanted.find((each) => !known.includes(each));
  return name === undefined ? undefined : { kind: 'component-unknown', name, known };
}

/** What was built and the specification names no more: a heading may have been renamed by mistake. */
function lostComponents({ components }: Specification, session: Session): readonly string[] {
  const known = new Set(components.map(({ name }) => name));
  const lost = session.components.filter(({ name, status }) => status !== 'pending' && !known.has(name));
  return lost.map(({ name }) => `${name} was begun and the specification names it no more: was it renamed?`);
}

function tasksOf(
  about: { readonly specification: Specification; readonly asked: Asking; readonly settings: Settings },
  host: CliHost,
  project: Project,
): ImplementRequest['taskFor'] {
  const { specification, asked, settings } = about;
  const { profile, choices, conventions } = settings;
  return async (component: string, phase: Phase, session: Session) => {
    const template = await readTemplate(project, phase, host.env);
    if (!template.ok) return template;
    const task = await resolveTask(
      {
        ...{ session, specification, component, phase, profile, choices, conventions },
        mode: 'full',
        config: asked.config,
        failure: undefined,
        template: template.value,
        testTimeLimitMs: TEST_TIME_LIMIT_MS,
      },
      project.ports,
    );
    if (!task.ok) return fail(task.problem);
    return ok(asked.fit === undefined ? task.value : { ...task.value, fit: asked.fit });
  };
}

/** What a run would do; nothing is asked or changed. */
async function tellPlan(
  about: { readonly specification: Specification; readonly session: Session; readonly options: ImplementOptions },
  { ports }: Project,
  printer: Printer,
): Promise<number> {
  const { specification, session, options } = about;
  const { components, needs, circles } = buildOrder(specification);
  for (const circle of circles) printer.note(circleWords(circle));
  const wanted = components.filter(({ name }) => options.component?.includes(name) ?? true);
  for (const [index, component] of wanted.entries()) {
    const left = await stepsLeft({ component, specification }, session, ports);
    const steps = left.map(({ phase, how }) => `${how === 'prove' ? 'prove ' : ''}${PHASE_LABEL[phase]}`);
    const after = needs.get(component.name) ?? [];
    const words = [
      left.length === 0 ? 'done already' : steps.join(', '),
      ...(after.length === 0 ? [] : [`after ${after.join(', ')}`]),
    ];
    printer.text(`${index + 1}. ${component.name}: ${words.join('; ')}`);
  }
  return EXIT.done;
}

function exitCodeOfReport({ components, stopped }: ImplementReport): number {
  if (stopped !== undefined) return exitCodeOf(stopped);
  const isDone = components.every(({ result }) => result === 'done' || result === 'already done');
  return isDone ? EXIT.done : EXIT.notReached;
}

function tellProblem(problem: Problem, printer: Printer): number {
  return tellProblems([problem], printer);
}

function tellProblems(problems: readonly Problem[], printer: Printer): number {
  for (const problem of problems) printer.problem(problem);
  return exitCodeOf(problems[0] ?? { kind: 'session-missing' });
}
