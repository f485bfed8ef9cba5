import type { FileChoice } from '../../core/context/contextChoices';
import { forThisRun } from '../../core/context/contextChoices';
import type { Problem } from '../../core/errors';
import type { Result } from '../../core/lib/result';
import { fail, ok } from '../../core/lib/result';
import type { WritingPhase } from '../../core/phase';
import { currentSession, sessionFor } from '../../core/tdflow/findSession';
import { failureText, phaseToFix } from '../../core/tdflow/fix';
import { resolveTask } from '../../core/tdflow/resolveTask';
import type { Task } from '../../core/tdflow/task';
import { parseSavedVerdict } from '../attemptFiles';
import type { Project } from '../project';
import { readSettings, readSpecification, relativeToRoot } from '../project';
import { readTemplate } from '../templateFiles';
import type { CliHost } from './cliHost';
import type { PhaseOptions } from './phaseOptions';
import type { Printer } from './printer';
import { readInput } from './readInput';

/** A whole run takes at most this; a test that hangs must not hang the terminal. */
export const TEST_TIME_LIMIT_MS = 300_000;

/** The task that the options ask for, in the session of its specification; what was found on the way is told. */
export async function prepareTask(
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
