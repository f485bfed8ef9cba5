import { ChangeCollector } from '../changes/changeCollector';
import type { ChangeSet } from '../changes/changeSet';
import type { Problem } from '../errors';
import type { Result } from '../lib/result';
import { fail, ok } from '../lib/result';
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
  readonly changes: Result<ChangeSet, Problem>;
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
      yield { kind: 'model-ended', usage: event.usage };
      const stopped = stopProblem(event, request.maxTokens);
      ended = stopped === undefined ? ok(undefined) : fail(stopped);
    } else {
      ended = fail(event.problem);
    }
  }
  const changes = await collector.add(parser.end());
  yield { kind: 'changes', changes };
  return { answer: pieces.join(''), modelName, changes: ended.ok ? usable(changes) : ended };
}

function usable(changes: ChangeSet): Result<ChangeSet, Problem> {
  const [cut] = changes.incomplete;
  if (cut !== undefined) return fail({ kind: 'answer-cut', detail: cut });
  if (changes.files.length === 0 && changes.unchanged.length > 0) return ok(changes);
  if (changes.files.length === 0) {
    return fail({ kind: 'answer-empty', detail: changes.notes.join('; ') || 'the answer names no file to write' });
  }
  if (changes.files.every((file) => file.refusal !== undefined)) {
    return fail({
      kind: 'answer-refused',
      detail: changes.files.map((file) => `${file.name}: ${file.refusal?.detail ?? ''}`).join('; '),
    });
  }
  return ok(changes);
}
