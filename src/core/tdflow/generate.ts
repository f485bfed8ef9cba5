import { ChangeCollector } from '../changes/changeCollector';
import type { ChangeSet, ProposedFile } from '../changes/changeSet';
import { FileChecker } from '../changes/checks/fileChecker';
import type { Contradiction } from '../changes/contradiction';
import { contradictionsIn } from '../changes/contradiction';
import type { Problem } from '../errors';
import type { Result } from '../lib/result';
import { fail, ok } from '../lib/result';
import { costOf } from '../model/price';
import type { ModelProvider, ModelRequest } from '../model/provider';
import { stopProblem } from '../model/stopProblem';
import type { WritingPhase } from '../phase';
import type { Prompt } from '../prompt/prompt';
import { ResponseParser } from '../response/parser';
import type { PhaseEvent } from './phaseEvents';
import type { Ports } from './ports';
import type { Task } from './task';

export interface Generation {
  readonly task: Task<WritingPhase>;
  readonly prompt: Prompt;
  readonly provider: ModelProvider;
}

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

/** Sends the prompt and turns the answer into a growing change set, line by line as it arrives. Touches no file. */
export async function* generate(
  { task, prompt, provider }: Generation,
  ports: Pick<Ports, 'reader' | 'links' | 'trees'>,
  signal: AbortSignal,
): AsyncGenerator<PhaseEvent, Generated> {
  const request: ModelRequest = {
    model: task.config.model,
    system: prompt.system,
    user: prompt.user,
    maxTokens: task.config.maxResponseTokens,
    purpose: { component: task.component.name, phase: task.phase },
  };
  const parser = new ResponseParser();
  const collector = new ChangeCollector(
    {
      phase: task.phase,
      testPath: task.testPath.relative,
      implementationPath: task.implementationPath.relative,
      specificationPath: task.specification.path,
    },
    ports,
  );
  const checker = new FileChecker(ports.trees);
  const pieces: string[] = [];
  let modelName = provider.modelName;
  let cost: number | undefined;
  const stop = new AbortController();
  const cancel = (): void => stop.abort();
  if (signal.aborted) cancel();
  signal.addEventListener('abort', cancel, { once: true });
  let stopped: ChangeSet | undefined;
  let ended: Result<undefined, Problem> = fail({ kind: 'answer-cut', detail: 'the answer ended without its end mark' });
  for await (const event of provider.stream(request, stop.signal)) {
    if (event.kind === 'started') {
      modelName = event.model;
      yield { kind: 'model-started', label: provider.label, model: event.model };
    } else if (event.kind === 'retrying') {
      yield { ...event, kind: 'model-retrying' };
    } else if (event.kind === 'text') {
      if (stopped !== undefined) continue;
      pieces.push(event.text);
      const parsed = parser.push(event.text);
      if (parsed.length === 0) continue;
      const changes = checker.take(await collector.add(parsed));
      yield { kind: 'changes', changes };
      if (provider.isMetered && changes.files.some(isHopeless)) {
        stopped = collector.stop();
        stop.abort();
      }
    } else {
      const { usage } = event;
      cost = usage === undefined ? undefined : costOf(modelName, usage);
      if (event.kind === 'completed' || usage !== undefined) yield { kind: 'model-ended', usage, cost };
      const problem = event.kind === 'failed' ? event.problem : stopProblem(event, request.maxTokens);
      ended = problem === undefined ? ok(undefined) : fail(problem);
    }
  }
  signal.removeEventListener('abort', cancel);
  const changes = await checker.finish(stopped ?? (await collector.add(parser.end())));
  yield { kind: 'changes', changes };
  return {
    answer: pieces.join(''),
    modelName,
    changeSet: changes,
    changes: stopped !== undefined ? fail(whyStopped(stopped)) : ended.ok ? usable(changes) : ended,
    isRepairable: ended.ok || stopped !== undefined,
    claims: ended.ok && stopped === undefined ? contradictionsIn(changes.explanation) : [],
    cost,
  };
}

function usable(changes: ChangeSet): Result<ChangeSet, Problem> {
  const [cut] = changes.incomplete;
  if (cut !== undefined) return fail({ kind: 'answer-cut', detail: cut });
  if (changes.files.length === 0 && changes.unchanged.length > 0) return ok(changes);
  if (changes.files.length === 0) {
    return fail({ kind: 'answer-empty', detail: changes.notes.join('; ') || 'the answer names no file to write' });
  }
  const partial = changes.files.filter((file) => file.refusal?.kind === 'partial');
  if (partial.length > 0) return fail({ kind: 'answer-refused', detail: refusals(partial) });
  const refused = whollyRefused(changes);
  return refused === undefined ? ok(changes) : fail(refused);
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
