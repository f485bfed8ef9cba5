import { Worker } from 'node:worker_threads';
import type { Problem } from '../../core/errors';
import type { Result } from '../../core/lib/result';
import { fail } from '../../core/lib/result';
import { childEnvironment } from '../childEnvironment';
import { describeCause } from '../describeCause';
import type { Environment } from '../environment';
import type { Analysis, AnalysisMessage, AnalysisResults, AnalysisSetup } from './analysisThread';

/** Where the user's own folder is, beside what every program is told. */
const PLACES = ['XDG_STATE_HOME', 'LOCALAPPDATA'];

/** So long it may take to see that nobody waits any more; one file can hold it up. */
const PATIENCE_MS = 500;

interface Asked {
  /** Absolute. */
  readonly root: string;
  /** The file of the thread, which is shipped with the product. */
  readonly program: string;
  readonly environment: Environment;
  readonly onProgress?: (done: number, all: number) => void;
}

/** Analyses a folder in a thread that ends with it. */
export function analyseInThread<A extends Analysis>(
  analysis: A,
  { root, program, environment, onProgress }: Asked,
  signal: AbortSignal,
): Promise<Result<AnalysisResults[A['kind']], Problem>> {
  const places = PLACES.flatMap((name) => (environment[name] === undefined ? [] : [[name, environment[name]]]));
  const settings = childEnvironment(environment, Object.fromEntries(places));
  const cancelled = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const setup: AnalysisSetup = { analyses: root, analysis, settings, cancelled };
  const worker = new Worker(program, {
    workerData: setup,
    env: childEnvironment(settings),
    stdout: true,
    stderr: true,
  });
  return new Promise((resolve) => {
    const cancel = (): void => {
      Atomics.store(cancelled, 0, 1);
      patience = setTimeout(() => end(fail({ kind: 'cancelled' })), PATIENCE_MS);
    };
    let patience: NodeJS.Timeout | undefined;
    const end = (result: Result<AnalysisResults[A['kind']], Problem>): void => {
      clearTimeout(patience);
      signal.removeEventListener('abort', cancel);
      resolve(result);
      void worker.terminate();
    };
    const failed = (why: string): void =>
      end(fail({ kind: 'file-unreadable', path: root, detail: `its analysis failed: ${why}` }));
    worker.on('message', (message: AnalysisMessage) => {
      // The thread answers what it was asked.
      if ('result' in message) end(message.result as Result<AnalysisResults[A['kind']], Problem>);
      else onProgress?.(message.done, message.all);
    });
    worker.on('error', (error) => failed(describeCause(error)));
    worker.on('exit', (code) => failed(`its thread ended with ${code}`));
    signal.addEventListener('abort', cancel);
    if (signal.aborted) cancel();
  });
}
