import { ChangeCollector } from '../changes/changeCollector';
import type { ChangeSet } from '../changes/changeSet';
import type { Contradiction } from '../changes/contradiction';
import { contradictionsIn } from '../changes/contradiction';
import type { Problem } from '../errors';
import type { Result } from '../lib/result';
import { fail, ok } from '../lib/result';
import { costOf } from '../model/price';
import type { ModelProvider, ModelRequest, Usage } from '../model/provider';
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
  /** In US dollars at most; undefined when it is not known. */
  readonly cost: number | undefined;
}

/** Sends the prompt and turns the answer into a growing change set, line by line as it arrives. Touches no file. */
export async function* generate(
  { task, prompt, provider }: Generation,
  ports: Pick<Ports, 'reader' | 'links'>,
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
    ports.reader,
    ports.links,
  );
  const pieces: string[] = [];
  let modelName = provider.modelName;
  let usage: Usage | undefined;
  let cost: number | undefined;
  let isWhole = false;
  let ended: Result<undefined, Problem> = fail({ kind: 'answer-cut', detail: 'the answer ended without its end mark' });
  for await (const event of provider.stream(request, signal)) {
    if (event.kind === 'started') {
      modelName = event.model;
      yield { kind: 'model-started', label: provider.label, model: event.model };
    } else if (event.kind === 'retrying') {
      yield { ...event, kind: 'model-retrying' };
    } else if (event.kind === 'text') {
      pieces.push(event.text);
      const parsed = parser.push(event.text);
      if (parsed.length > 0) yield { kind: 'changes', changes: await collector.add(parsed) };
    } else if (event.kind === 'completed') {
      usage = event.usage;
      cost = usage === undefined ? undefined : costOf(modelName, usage);
      yield { kind: 'model-ended', usage, cost };
      const stopped = stopProblem(event, request.maxTokens);
      isWhole = stopped === undefined;
      ended = stopped === undefined ? ok(undefined) : fail(stopped);
    } else {
      ended = fail(event.problem);
    }
  }
  const changes = await collector.add(parser.end());
  yield { kind: 'changes', changes };
  return {
    answer: pieces.join(''),
    modelName,
    changeSet: changes,
    changes: ended.ok ? usable(changes) : ended,
    isRepairable: isWhole,
    claims: isWhole ? contradictionsIn(changes.explanation) : [],
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
  const refused = whollyRefused(changes);
  return refused === undefined ? ok(changes) : fail(refused);
}

/** The problem of an answer of which nothing can be accepted; undefined when something can, or nothing is there. */
export function whollyRefused({ files }: ChangeSet): Problem | undefined {
  if (files.length === 0 || files.some((file) => file.refusal === undefined)) return undefined;
  const detail = files.map((file) => `${file.name}: ${file.refusal?.detail ?? ''}`).join('; ');
  return { kind: 'answer-refused', detail };
}
