import type { Omission } from '../context/contextBundle';
import type { Section } from '../context/section';
import { pieceTokens } from '../context/sectionTokens';
import type { TokenCounter } from '../context/tokenCounter';
import type { Problem } from '../errors';
import type { Result } from '../lib/result';
import { ok } from '../lib/result';
import type { WritingPhase } from '../phase';
import { buildPrompt, promptOverhead } from '../prompt/buildPrompt';
import type { Prompt } from '../prompt/prompt';
import type { PromptMark } from '../prompt/promptMark';
import { markOverhead, markPrompt } from '../prompt/promptMark';
import type { ContextPorts, MadeFrom } from './assembleContext';
import { assembleContext } from './assembleContext';
import { phaseTemplate } from './phaseTemplate';
import type { Ports } from './ports';
import { projectFacts } from './projectFacts';
import type { Task } from './task';

export interface PreparedPrompt {
  readonly prompt: Prompt;
  /** What the prompt shows, in its order. */
  readonly pieces: readonly ShownPiece[];
  readonly omitted: readonly Omission[];
  /** Files of the codebase that would have come next, had there been room. */
  readonly notShown: readonly Omission[];
  readonly mark: PromptMark;
  /** The file of the template that says what is asked; undefined for the usual words. */
  readonly instructionsFrom?: string | undefined;
}

export interface ShownPiece extends Omit<Section, 'text'> {
  /** Upper count. */
  readonly tokens: number;
}

/** What a prompt is made with. */
export type PromptPorts = ContextPorts & Pick<Ports, 'countTokens'>;

/** How SPARC wants its tests: a component is looked at alone. */
const LONDON_STYLE =
  'Write the tests in the London style: put a mock or stub of the test in the place of every other component that this one works with, and assert on what comes back or is raised; where nothing comes back, on what the mock was asked for.';

function styleNotes({ phase, specification }: Task<WritingPhase>): readonly string[] {
  return phase === 'red' && specification.dialect === 'sparc' ? [LONDON_STYLE] : [];
}

const ABOUT_MASKS =
  'Where a file has [masked …], a secret of it stands that you are not shown: write it just like that in the same place, and nowhere else.';

/** Everything up to the model: what a dry run prints, what a person copies, what is sent. Writes nothing. */
export async function preparePrompt(
  task: Task<WritingPhase>,
  ports: PromptPorts,
  signal: AbortSignal,
): Promise<Result<PreparedPrompt, Problem>> {
  const own = await phaseTemplate(task, ports.findSecrets);
  if (!own.ok) return own;
  const found = await ports.runners.for(task.testPath.relative);
  const runner = found.ok ? found.value.name : undefined;
  const facts = await projectFacts(task, runner, ports);
  const instructionsFor = ({ hasMasks }: MadeFrom) => ({
    phase: task.phase,
    mode: task.mode,
    language: task.language,
    runner,
    facts,
    component: task.component.name,
    testPath: task.testPath.relative,
    implementationPath: task.implementationPath.relative,
    notes: [...task.config.phaseNotes[task.phase], ...styleNotes(task), ...(hasMasks ? [ABOUT_MASKS] : [])],
    template: own.value.template,
  });
  const { correction = 1 } = task.fit ?? {};
  const count: TokenCounter = (text) => Math.ceil(ports.countTokens(text) * correction);
  const overhead = (made: MadeFrom, paths: readonly string[]) =>
    promptOverhead(instructionsFor(made), count) + markOverhead(paths, count);
  const assembled = await assembleContext(task, { count, overhead }, ports, signal);
  if (!assembled.ok) return assembled;
  const { bundle, files, notShown } = assembled.value;
  const prompt = buildPrompt(bundle, instructionsFor(assembled.value), count);
  return ok({
    ...markPrompt(prompt, files, { hash: ports.hash, count }),
    pieces: bundle.sections.map(({ text, ...piece }) => ({ ...piece, tokens: pieceTokens({ ...piece, text }, count) })),
    instructionsFrom: own.value.from,
    omitted: [...own.value.masked, ...bundle.omitted],
    notShown,
  });
}
