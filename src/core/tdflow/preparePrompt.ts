import type { Omission } from '../context/contextBundle';
import { fitToBudget } from '../context/fitToBudget';
import { gatherContext } from '../context/gatherContext';
import type { Problem } from '../errors';
import type { Result } from '../lib/result';
import { ok } from '../lib/result';
import type { WritingPhase } from '../phase';
import { buildPrompt, promptOverhead } from '../prompt/buildPrompt';
import type { Prompt } from '../prompt/prompt';
import type { CheckedPath } from '../workspace/checkedPath';
import { checkPath } from '../workspace/checkedPath';
import { describeAttempts } from './attemptsBefore';
import { chooseExamples } from './chooseExamples';
import type { Ports } from './ports';
import { componentOf } from './session';
import type { Task } from './task';

export interface PreparedPrompt {
  readonly prompt: Prompt;
  readonly omitted: readonly Omission[];
}

/** Everything up to the model: what a dry run prints, what a person copies, what is sent. Writes nothing. */
export async function preparePrompt(
  task: Task<WritingPhase>,
  ports: Pick<Ports, 'reader' | 'links' | 'attempts' | 'countTokens' | 'runners'>,
): Promise<Result<PreparedPrompt, Problem>> {
  const runner = await ports.runners.for(task.testPath.relative);
  const instructions = {
    phase: task.phase,
    mode: task.mode,
    language: task.language,
    runner: runner.ok ? runner.value.name : undefined,
    component: task.component.name,
    testPath: task.testPath.relative,
    implementationPath: task.implementationPath.relative,
    notes: task.config.phaseNotes[task.phase],
  };
  const gathered = await gatherContext(
    {
      ...task,
      tests: await provenTests(task, ports),
      examples: await chooseExamples(task, ports),
      failure: await failureFor(task, ports),
    },
    ports.reader,
  );
  if (!gathered.ok) return gathered;
  const overhead = promptOverhead(instructions, ports.countTokens);
  const bundle = fitToBudget(gathered.value.candidates, task.config.maxContextTokens - overhead, ports.countTokens);
  if (!bundle.ok) {
    const { problem } = bundle;
    return problem.kind === 'budget-too-small'
      ? { ok: false, problem: { ...problem, needed: problem.needed + overhead, budget: task.config.maxContextTokens } }
      : bundle;
  }
  return ok({
    prompt: buildPrompt(bundle.value, instructions, ports.countTokens),
    omitted: [...gathered.value.omitted, ...bundle.value.omitted],
  });
}

/** The test file that the specification names, and all that RED proved with it: helpers and fixtures too. */
async function provenTests(task: Task<WritingPhase>, ports: Pick<Ports, 'links'>): Promise<readonly CheckedPath[]> {
  const marks = componentOf(task.session, task.component.name)?.phases.red?.files ?? [];
  const others = marks.filter((mark) => mark.path !== task.testPath.relative);
  const checked = await Promise.all(others.map((mark) => checkPath(mark.path, ports.links)));
  return [task.testPath, ...checked.flatMap((path) => (path.ok ? [path.value] : []))];
}

/** What is to be repaired, and what was tried to repair it. */
async function failureFor(task: Task<WritingPhase>, ports: Pick<Ports, 'attempts'>): Promise<string | undefined> {
  const failure = task.failure ?? (await lastFailure(task, ports));
  const tried = await describeAttempts(task, ports);
  return tried === '' ? failure : [tried, failure ?? ''].join('\n\n').trim();
}

/** What the tests last said of this component: in GREEN what RED proved, or what the last try left. */
async function lastFailure(task: Task<WritingPhase>, ports: Pick<Ports, 'attempts'>): Promise<string | undefined> {
  const phases = componentOf(task.session, task.component.name)?.phases;
  const record = phases?.[task.phase] ?? (task.phase === 'green' ? phases?.red : undefined);
  if (record === undefined || (record.state === 'reached' && task.phase !== 'green')) return undefined;
  const saved = await ports.attempts.readVerdict(task.session.id, record.attempt);
  return saved?.failures;
}
