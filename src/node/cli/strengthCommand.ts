import type { Problem } from '../../core/errors';
import type { Result } from '../../core/lib/result';
import { fail, ok } from '../../core/lib/result';
import { criterionFor, survivorWords, testIdeaFor } from '../../core/proof/mutation/mutantWords';
import type { Strength } from '../../core/proof/mutation/strength';
import { gradeOf, scoreOf, tallyOf } from '../../core/proof/mutation/strength';
import { strengthText } from '../../core/proof/mutation/strengthText';
import { currentSession, sessionFor } from '../../core/tdflow/findSession';
import { resolveTask } from '../../core/tdflow/resolveTask';
import { keepStrength } from '../../core/tdflow/strength/keptStrength';
import { strengthLimit } from '../../core/tdflow/strength/strengthLimit';
import { strengthRequest } from '../../core/tdflow/strength/strengthRequest';
import type { Task } from '../../core/tdflow/task';
import type { Project } from '../project';
import { findRoot, openProject, readSettings, readSpecification, relativeToRoot } from '../project';
import { userSeal } from '../seal';
import type { StrengthEvent } from '../strength/checkStrength';
import { checkStrength } from '../strength/checkStrength';
import type { CliHost } from './cliHost';
import type { ExitCode } from './exitCode';
import { EXIT, exitCodeOf } from './exitCode';
import { TEST_TIME_LIMIT_MS } from './phaseTask';
import type { Printer } from './printer';
import type { RunnerOptions } from './runnerOptions';
import { preferencesOf } from './runnerOptions';

export interface StrengthOptions extends RunnerOptions {
  readonly spec?: string;
  /** Seconds for all faults together. */
  readonly limit?: number;
  readonly json?: boolean;
}

/** `strength`: which small faults in a component's code its tests notice. Ends with 1 when they are weak, or when nothing was judged. */
export async function strengthCommand(
  host: CliHost,
  component: string,
  options: StrengthOptions,
  printer: Printer,
): Promise<number> {
  const preferences = preferencesOf(options, host.cwd);
  const { assetsDir, env } = host;
  const project = openProject(findRoot(host.cwd), assetsDir, env, async () => preferences);
  const task = await findTask(host, project, { component, spec: options.spec });
  if (!task.ok) return refuse(task.problem, printer);
  const request = await strengthRequest(task.value, project.ports);
  if (!request.ok) return refuse([request.problem], printer);
  const seal = await userSeal(env);
  if (!seal.ok) return refuse([seal.problem], printer);
  const { root, ports } = project;
  const limitSeconds = options.limit ?? strengthLimit(task.value.config);
  const place = { root, assetsDir, env, seal: seal.value, preferences };
  const tell = (event: StrengthEvent): void => tellProgress(event, limitSeconds, printer);
  const found = await checkStrength({ request: request.value, limitSeconds, place, tell }, ports, host.signal);
  if (!found.ok) return refuse([found.problem], printer);
  if (options.json === true) host.stdout.write(`${JSON.stringify(asEvent(found.value))}\n`);
  else printer.text(strengthText(found.value));
  const kept = await keepStrength(task.value.session, found.value, ports);
  if (!kept.ok) return refuse([kept.problem], printer);
  return gradeOf(tallyOf(found.value.mutants)) === 'strong' ? EXIT.done : EXIT.notReached;
}

async function findTask(
  host: CliHost,
  project: Project,
  { component, spec }: { readonly component: string; readonly spec: string | undefined },
): Promise<Result<Task, readonly Problem[]>> {
  const { root, ports } = project;
  const settings = await readSettings(project, host.env);
  if (!settings.ok) return settings;
  const given = spec === undefined ? undefined : relativeToRoot(root, host.cwd, spec);
  if (given?.ok === false) return fail([given.problem]);
  const specFile = given?.value ?? (await currentSession(ports)).session?.specFile;
  if (specFile === undefined) return fail([{ kind: 'session-missing' }]);
  const loaded = await readSpecification(project, specFile);
  if (!loaded.ok) return loaded;
  const { specification } = loaded.value;
  const { config, profile, conventions } = settings.value;
  const task = await resolveTask(
    {
      session: await sessionFor(specification, ports),
      ...{ specification, component, phase: 'verify', mode: 'full', config, profile, conventions },
      failure: undefined,
      testTimeLimitMs: TEST_TIME_LIMIT_MS,
    },
    ports,
  );
  return task.ok ? ok(task.value) : fail([task.problem]);
}

function tellProgress(event: StrengthEvent, limitSeconds: number, printer: Printer): void {
  if (event.kind !== 'ready') return;
  const tests = event.tests === 1 ? '1 test passes' : `${event.tests} tests pass`;
  printer.note(
    `${tests} as the code is. Now ${event.mutants} small faults are put into a copy of it, one at a time, for at most ${limitSeconds} s.`,
  );
}

/** Everything that is kept, with what the text for people says. */
function asEvent(strength: Strength): object {
  const tally = tallyOf(strength.mutants);
  const mutants = strength.mutants.map((mutant) =>
    mutant.outcome.kind === 'survived'
      ? { ...mutant, sentence: survivorWords(mutant), criterion: criterionFor(mutant), test: testIdeaFor(mutant) }
      : mutant,
  );
  return { event: 'strength', grade: gradeOf(tally), score: scoreOf(tally) ?? null, tally, ...strength, mutants };
}

function refuse(problems: readonly Problem[], printer: Printer): ExitCode {
  for (const problem of problems) printer.problem(problem);
  return exitCodeOf(problems[0] ?? { kind: 'session-missing' });
}
