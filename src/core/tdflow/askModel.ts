import type { Problem } from '../errors';
import type { Result } from '../lib/result';
import { fail, ok } from '../lib/result';
import type { Turn } from '../lib/turns';
import type { ModelProvider } from '../model/provider';
import type { WritingPhase } from '../phase';
import { ReaderAsOf } from './copiedPrompt';
import type { Generated } from './generate';
import { generate } from './generate';
import { answerTo } from './growingAnswer';
import type { PhaseEvent } from './phaseEvents';
import type { Ports } from './ports';
import type { ReadyPrompt } from './prepareToSend';
import { prepareToSend } from './prepareToSend';
import { requestedFiles } from './requestedFiles';
import type { Task } from './task';

/** Share of what a model takes, or of what was too much for it, that the next prompt takes at most: an answer needs room, too. */
const LESS = 0.7;

export interface Asking {
  readonly task: Task<WritingPhase>;
  readonly provider: ModelProvider;
  /** Where the files are read that an answer is about, when that is not the workspace as it is now. */
  readonly reader?: ReaderAsOf | undefined;
  /** Left to others while the model answers: the answer is about the files as they were before. */
  readonly turn?: Turn | undefined;
}

/** An answer, and the prompt that it is to. */
export interface AskedModel {
  readonly prepared: ReadyPrompt;
  readonly attempt: string;
  readonly generated: Generated;
  /** The files that the answer is about; undefined for those of the workspace as it is now. */
  readonly asOf: ReaderAsOf | undefined;
}

/**
 * Makes the prompt, keeps it in an attempt of its own, and asks. A prompt that the model says is too long for it is made anew with less,
 * once: what is shown whole becomes signatures, and what is left out is said as for every prompt.
 */
export async function* askModel(
  { task, provider, reader, turn }: Asking,
  ports: Ports,
  signal: AbortSignal,
): AsyncGenerator<PhaseEvent, Result<AskedModel, Problem>> {
  let attempt: string | undefined;
  let tooLong: AskedModel | undefined;
  for (let asked = task; ; ) {
    yield { kind: 'step', step: 'prompt' };
    const prepared = await prepareToSend(asked, provider, ports, signal);
    // Where less makes no sense, what the model said of the whole stands.
    if (!prepared.ok) return tooLong === undefined || signal.aborted ? prepared : ok(tooLong);
    yield { kind: 'prompt', ...prepared.value };

    // Before the model is asked: an answer that is paid for must have a place to be kept.
    if (attempt === undefined) {
      const opened = await ports.attempts.open(task.session.id, task.phase, task.component.name);
      if (!opened.ok) return opened;
      attempt = opened.value;
    }
    const { prompt } = prepared.value;
    const saved = await ports.attempts.savePrompt(task.session.id, attempt, prompt);
    if (!saved.ok) return saved;

    yield { kind: 'step', step: 'model' };
    const asOf = reader ?? (turn && new ReaderAsOf(prepared.value.mark, ports.reader));
    const answer = answerTo(asked, asOf === undefined ? ports : { ...ports, reader: asOf });
    turn?.leave();
    let generated: Generated;
    try {
      const work = { ...asked, files: requestedFiles(asked) };
      generated = yield* generate({ task: work, prompt, provider, answer }, ports, signal);
    } finally {
      await turn?.take();
    }
    const problem = generated.changes.ok ? undefined : generated.changes.problem;
    if (signal.aborted) return await discarded(task, attempt, ports);
    const answered = { prepared: prepared.value, attempt, generated, asOf };
    if (problem?.kind !== 'prompt-too-long' || tooLong !== undefined) return ok(answered);
    tooLong = answered;
    const maxContextTokens = Math.floor(LESS * Math.min(problem.most ?? prompt.tokens, prompt.tokens));
    asked = { ...task, config: { ...task.config, maxContextTokens } };
  }
}

async function discarded(
  task: Task,
  attempt: string,
  { attempts }: Pick<Ports, 'attempts'>,
): Promise<Result<never, Problem>> {
  await attempts.discard(task.session.id, attempt);
  return fail({ kind: 'cancelled' });
}
