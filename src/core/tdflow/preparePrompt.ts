import type { Omission } from '../context/contextBundle';
import type { Candidate } from '../context/fitToBudget';
import { fitToBudget } from '../context/fitToBudget';
import { gatherContext } from '../context/gatherContext';
import type { TokenCounter } from '../context/tokenCounter';
import type { Problem } from '../errors';
import type { Result } from '../lib/result';
import { ok } from '../lib/result';
import type { WritingPhase } from '../phase';
import { buildPrompt, promptOverhead } from '../prompt/buildPrompt';
import type { Prompt } from '../prompt/prompt';
import type { PromptMark } from '../prompt/promptMark';
import { markOverhead, markPrompt } from '../prompt/promptMark';
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
  readonly mark: PromptMark;
}

/** Everything up to the model: what a dry run prints, what a person copies, what is sent. Writes nothing. */
export async function preparePrompt(
  task: Task<WritingPhase>,
  ports: Pick<Ports, 'reader' | 'links' | 'attempts' | 'countTokens' | 'runners' | 'hash'>,
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
  const { correction = 1 } = task.fit ?? {};
  const count: TokenCounter = (text) => Math.ceil(ports.countTokens(text) * correction);
  const shown = await shownFiles(task, gathered.value.candidates, ports);
  const overhead =
    promptOverhead(instructions, count) +
    markOverhead(
      shown.map(({ path }) => path),
      count,
    );
  const bundle = fitToBudget(gathered.value.candidates, task.config.maxContextTokens - overhead, count);
  if (!bundle.ok) {
    const { problem } = bundle;
    return problem.kind === 'budget-too-small'
      ? { ok: false, problem: { ...problem, needed: problem.needed + overhead, budget: task.config.maxContextTokens } }
      : bundle;
  }
  const kept = new Set(bundle.value.sections.map(({ file }) => file));
  const files = shown.filter(({ path, isOwn }) => isOwn || kept.has(path));
  const marked = markPrompt(buildPrompt(bundle.value, instructions, count), files, { hash: ports.hash, count });
  return ok({
    ...marked,
    omitted: [...gathered.value.omitted, ...bundle.value.omitted],
  });
}

interface ShownFile {
  readonly path: string;
  readonly text: string | undefined;
  /** One of the component's two: an answer writes it, there already or not. */
  readonly isOwn: boolean;
}

/** The files that the prompt can show, and the component's own, as they are now. */
async function shownFiles(
  task: Task<WritingPhase>,
  candidates: readonly Candidate[],
  { reader }: Pick<Ports, 'reader'>,
): Promise<readonly ShownFile[]> {
  const files = new Map<string, ShownFile>();
  for (const { file, text } of candidates) if (file !== undefined) files.set(file, { path: file, text, isOwn: false });
  for (const own of [task.testPath, task.implementationPath]) {
    const shown = files.get(own.relative);
    const now = shown ?? (await reader.read(own));
    if (now !== 'unreadable') files.set(own.relative, { path: own.relative, text: now?.text, isOwn: true });
  }
  return [...files.values()];
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
