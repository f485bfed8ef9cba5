import type { ChangeSet, ProposedFile } from '../changes/changeSet';
import type { Contradiction } from '../changes/contradiction';
import { contradictionsIn } from '../changes/contradiction';
import type { Problem } from '../errors';
import { linkAbort } from '../lib/linkAbort';
import type { Result } from '../lib/result';
import { fail, ok } from '../lib/result';
import { backoff } from '../model/backoff';
import { costOf } from '../model/price';
import type { ModelEvent, ModelProvider, ModelRequest, Turn } from '../model/provider';
import { slept } from '../model/slept';
import { stopProblem } from '../model/stopProblem';
import type { Prompt } from '../prompt/prompt';
import { askForRest, canContinue, isOfTheModel, MOST_CONTINUATIONS } from './continuation';
import type { GrowingAnswer } from './growingAnswer';
import type { ModelStepEvent } from './phaseEvents';
import type { Ports } from './ports';
import { requestFor } from './requestFor';
import type { Work } from './task';

export interface Generation {
  readonly task: Omit<Work, 'session'>;
  readonly prompt: Prompt;
  /** What was said after the prompt; ends with a turn of the user's. */
  readonly turns?: readonly Turn[];
  readonly provider: ModelProvider;
  /** Takes what comes. */
  readonly answer: GrowingAnswer;
}

type GenerationPorts = Pick<Ports, 'hash' | 'clock'>;

/** What a model's turn came to. `answer` is what was received, also when the turn failed. */
export interface Generated {
  readonly answer: string;
  readonly modelName: string;
  /** All that was read of the answer, usable or not. */
  readonly changeSet: ChangeSet;
  readonly changes: Result<ChangeSet, Problem>;
  /** Whether a problem of `changes` is one of the answer's form, which the model can mend when it is told. */
  readonly isRepairable: boolean;
  readonly claims: readonly Contradiction[];
  /** In US dollars at most, an estimate when the answer broke off; undefined when it is not known. */
  readonly cost: number | undefined;
}

/**
 * Sends the prompt and turns the answer into a growing change set, line by line as it arrives. When it breaks off, what is closed
 * stays, and the rest is asked for in a new turn. Touches no file.
 */
export async function* generate(
  { task, prompt, turns: before = [], provider, answer }: Generation,
  ports: GenerationPorts,
  signal: AbortSignal,
): AsyncGenerator<ModelStepEvent, Generated> {
  const asking = requestFor(task, prompt);
  const request = before.length === 0 ? asking : { ...asking, turns: before };
  let asked = yield* ask(request, { provider, answer }, signal);
  const spent = [asked.spent];
  for (let number = 1, earlier = 0; number <= MOST_CONTINUATIONS && !signal.aborted; number++) {
    const { ended } = asked;
    const brought = answer.finished.length - earlier;
    if (asked.stopped !== undefined || ended.ok || !canContinue(ended.problem, brought)) break;
    const kept = answer.finished;
    earlier = kept.length;
    const changes = await answer.keepClosed();
    yield { kind: 'changes', changes };
    const delayMs = isOfTheModel(ended.problem) ? 0 : backoff({ attempts: number }, task.config.retry, ports.clock);
    yield { kind: 'model-continuing', number, of: MOST_CONTINUATIONS, delayMs, kept, reason: ended.problem.detail };
    if (!(await slept(ports.clock, delayMs, signal))) {
      asked = { ...asked, ended: fail({ kind: 'cancelled' }) };
      break;
    }
    const turns = askForRest(answer.text, changes, ports.hash);
    asked = yield* ask(
      turns.length === 0 ? request : { ...request, turns: [...before, ...turns] },
      { provider, answer },
      signal,
    );
    spent.push(asked.spent);
  }
  const { ended, stopped, modelName } = asked;
  const changes = await answer.finish(stopped);
  yield { kind: 'changes', changes };
  return {
    answer: answer.text,
    modelName,
    changeSet: changes,
    changes:
      stopped !== undefined
        ? fail(whyStopped(stopped))
        : ended.ok
          ? usable(changes, answer)
          : fail(withKept(ended.problem, changes)),
    isRepairable: ended.ok || stopped !== undefined,
    claims: ended.ok && stopped === undefined ? contradictionsIn(changes.explanation) : [],
    cost: total(spent),
  };
}

/** How one request ended. */
interface Asked {
  readonly modelName: string;
  readonly ended: Result<undefined, Problem>;
  /** What had come when it was hung up on, because the answer is of no use. */
  readonly stopped: ChangeSet | undefined;
  readonly spent: Spent;
}

/** In US dollars. */
type Spent = number | 'nothing' | 'not known';

/** Sends one request, and adds what comes to the answer. */
async function* ask(
  request: ModelRequest,
  { provider, answer }: { readonly provider: ModelProvider; readonly answer: GrowingAnswer },
  signal: AbortSignal,
): AsyncGenerator<ModelStepEvent, Asked> {
  const stop = linkAbort(signal);
  let { modelName } = provider;
  let stopped: ChangeSet | undefined;
  let spent: Spent = 'not known';
  let hasText = false;
  let ended: Result<undefined, Problem> = fail({ kind: 'answer-cut', detail: 'the answer ended without its end mark' });
  try {
    for await (const event of provider.stream(request, stop.signal)) {
      switch (event.kind) {
        case 'started':
          modelName = event.model;
          yield { kind: 'model-started', label: provider.label, model: event.model };
          break;
        case 'retrying':
          yield { ...event, kind: 'model-retrying' };
          break;
        case 'waiting':
          yield { ...event, kind: 'model-waiting' };
          break;
        case 'text': {
          hasText = true;
          const changes = stopped === undefined ? await answer.take(event.text) : undefined;
          if (changes === undefined) break;
          yield { kind: 'changes', changes };
          if (provider.isMetered && provider.comesWhole !== true && changes.files.some(isHopeless)) {
            stopped = answer.stop();
            stop.abort();
          }
          break;
        }
        case 'completed':
        case 'failed': {
          const cost = costOfEnd(event, modelName, provider);
          spent = cost ?? (event.kind === 'failed' && !hasText && isUnpaid(event) ? 'nothing' : 'not known');
          if (event.kind === 'completed' || event.usage !== undefined) yield modelEnded(event, cost);
          const problem = event.kind === 'failed' ? event.problem : stopProblem(event, request.maxTokens);
          ended = problem === undefined ? ok(undefined) : fail(problem);
        }
      }
    }
  } finally {
    stop.unlink();
  }
  return { modelName, ended, stopped, spent };
}

type Completed = Extract<ModelEvent, { readonly kind: 'completed' }>;
type Failed = Extract<ModelEvent, { readonly kind: 'failed' }>;

/** In US dollars; undefined when it is not known. */
function costOfEnd({ usage }: Completed | Failed, modelName: string, { isFree }: ModelProvider): number | undefined {
  if (isFree === true) return 0;
  return usage === undefined ? undefined : costOf(modelName, usage);
}

/** Whether the service never began to answer. */
function isUnpaid({ usage, mayCost }: Failed): boolean {
  return usage === undefined && mayCost === undefined;
}

function modelEnded(event: Completed | Failed, cost: number | undefined): ModelStepEvent {
  const cacheMiss = event.kind === 'completed' ? event.cacheMiss : undefined;
  return { kind: 'model-ended', usage: event.usage, cost, ...(cacheMiss === undefined ? {} : { cacheMiss }) };
}

/** What several requests cost together; undefined when that is not known of one, or none was answered. */
function total(spent: readonly Spent[]): number | undefined {
  const paid = spent.filter((each) => each !== 'nothing');
  if (paid.length === 0 || paid.includes('not known')) return undefined;
  return paid.reduce<number>((sum, each) => sum + (each === 'not known' ? 0 : each), 0);
}

function usable(changes: ChangeSet, answer: GrowingAnswer): Result<ChangeSet, Problem> {
  const [cut] = changes.incomplete;
  if (cut !== undefined) return fail(lacking(changes, cut));
  const missing = answer.lacking(changes);
  if (missing.length > 0)
    return fail(lacking(changes, `it broke off inside ${missing.join(', ')}, and the rest did not bring it`));
  if (changes.files.length === 0 && changes.unchanged.length > 0) return ok(changes);
  if (changes.files.length === 0) {
    return fail({ kind: 'answer-empty', detail: changes.notes.join('; ') || 'the answer names no file to write' });
  }
  const partial = changes.files.filter((file) => file.refusal?.kind === 'partial');
  if (partial.length > 0) return fail({ kind: 'answer-refused', detail: refusals(partial) });
  const refused = whollyRefused(changes);
  return refused === undefined ? ok(changes) : fail(refused);
}

function lacking(changes: ChangeSet, detail: string): Problem {
  return withKept({ kind: 'answer-cut', cause: 'lacking', detail }, changes);
}

/** Names the files that came whole. */
function withKept(problem: Problem, { files }: ChangeSet): Problem {
  const kept = files.filter(({ state, refusal }) => state === 'complete' && refusal === undefined);
  return problem.kind === 'answer-cut' && kept.length > 0
    ? { ...problem, kept: kept.map(({ name }) => name) }
    : problem;
}

/** The problem of an answer of which nothing can be accepted; undefined when something can, or nothing is there. */
export function whollyRefused({ files }: ChangeSet): Problem | undefined {
  if (files.length === 0 || files.some((file) => file.refusal === undefined)) return undefined;
  return { kind: 'answer-refused', detail: refusals(files) };
}

/** Whether a file can never be accepted, whatever its text. */
function isHopeless({ refusal }: ProposedFile): boolean {
  return refusal?.kind === 'path' || refusal?.kind === 'phase';
}

function whyStopped({ files }: ChangeSet): Problem {
  const detail = `${refusals(files.filter(isHopeless))}. It was stopped there, so that the rest costs nothing`;
  return { kind: 'answer-refused', detail };
}

function refusals(files: readonly ProposedFile[]): string {
  return files.map((file) => `${file.name}: ${file.refusal?.detail ?? ''}`).join('; ');
}
