import type { Problem } from '../../../core/errors';
import type { Result } from '../../../core/lib/result';
import { fail, ok } from '../../../core/lib/result';
import type { ModelEvent } from '../../../core/model/provider';
import type { ProcessEnd, ProcessRequest } from '../../processes';
import { startProcess } from '../../processes';
import { describeEnd } from '../../runners/describeEnd';
import { ProgramOutput } from './programOutput';

export interface ProgramRun {
  readonly request: ProcessRequest;
  /** For people. */
  readonly name: string;
  readonly limitMinutes: number;
  /** Values that are never in what is told of its output. */
  readonly secrets: readonly string[];
  onStarted(): void;
}

const MINUTE = 60_000;

/**
 * Runs a program and tells what it prints; it ends, with all that it started, when the time is up, the signal aborts, or nobody listens
 * any more. A problem unless it ended well.
 */
export async function* runProgram(
  { request, name, limitMinutes, secrets, onStarted }: ProgramRun,
  signal: AbortSignal,
): AsyncGenerator<ModelEvent, Result<undefined, Problem>> {
  if (signal.aborted) return fail({ kind: 'cancelled' });
  const output = new ProgramOutput(secrets, request.cwd);
  let wake = (): void => {};
  let isOver = false;
  let isTimeUp = false;
  const running = startProcess(request, (text, stream) => {
    output.add(text, stream);
    wake();
  });
  onStarted();
  const cancel = (): void => running.kill();
  const limit = setTimeout(() => {
    isTimeUp = true;
    running.kill();
  }, limitMinutes * MINUTE);
  signal.addEventListener('abort', cancel, { once: true });
  const ended = running.ended.then(async (end): Promise<ProcessEnd> => {
    await output.finish();
    isOver = true;
    wake();
    return end;
  });
  try {
    for (;;) {
      const text = output.take();
      if (text !== '') yield { kind: 'text', text };
      else if (isOver) break;
      else
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    }
  } finally {
    clearTimeout(limit);
    signal.removeEventListener('abort', cancel);
    running.kill();
    await ended;
  }
  const end = await ended;
  if (signal.aborted) return fail({ kind: 'cancelled' });
  if (isTimeUp) {
    return failed(
      `${name} was ended after ${limitMinutes} minutes`,
      output,
      'Raise agentforge.external.timeoutMinutes',
    );
  }
  if (end.kind === 'exited' && end.code === 0) return ok(undefined);
  return failed(`${name} ${describeEnd(end)}`, output, 'Try the command of agentforge.external.command in a terminal');
}

function failed(what: string, output: ProgramOutput, remedy: string): Result<never, Problem> {
  return fail({ kind: 'writer-failed', detail: `${what}${output.lastWords}`, remedy });
}
