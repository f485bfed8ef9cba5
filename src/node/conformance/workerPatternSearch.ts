import { Worker } from 'node:worker_threads';
import type { Found, PatternSearch } from '../../core/conformance/evaluate/evaluationPorts';
import type { PythonPattern } from '../../core/conformance/pythonRegex/translatePattern';
import { childEnvironment } from '../childEnvironment';
import { describeCause } from '../describeCause';
import type { PatternThreadSetup, SearchAnswer, SearchRequest } from './patternThread';

/** So long one pattern may take in one text, and at most twice as long. */
const LIMIT_MS = 2_000;
/** After so many texts a pattern is not tried any more. */
const PATIENCE = 3;

interface Running {
  readonly worker: Worker;
  readonly begun: Int32Array;
  /** The numbers of the patterns that the thread knows, by their source. */
  readonly numbers: Map<string, number>;
}

/** What came of a request: answers in its order, or the place of the pattern during which the thread ended. */
type Outcome = readonly SearchAnswer[] | 'cancelled' | { readonly endedAt: number; readonly why: string };

const CANCELLED: Found = { kind: 'not searched', why: 'it was cancelled' };

/** Looks for patterns in a thread that is ended when one of them takes too long. One text at a time; it ends with `dispose`. */
export class WorkerPatternSearch implements PatternSearch {
  private running: Running | undefined;
  private last: Promise<unknown> = Promise.resolve();
  private isOver = false;
  /** By the source of the pattern. */
  private readonly overruns = new Map<string, number>();

  /** @param program the file of the thread, which is shipped with the product */
  constructor(
    private readonly program: string,
    private readonly limitMs = LIMIT_MS,
  ) {}

  search(text: string, patterns: readonly PythonPattern[], signal: AbortSignal): Promise<readonly Found[]> {
    const found = this.last.then(() => this.searchNow(text, patterns, signal));
    this.last = found.catch(() => undefined);
    return found;
  }

  /** What is still looked for counts as cancelled. */
  async dispose(): Promise<void> {
    this.isOver = true;
    const { running } = this;
    this.running = undefined;
    await running?.worker.terminate();
  }

  private async searchNow(
    text: string,
    patterns: readonly PythonPattern[],
    signal: AbortSignal,
  ): Promise<readonly Found[]> {
    // By the source of the pattern: the same may be written in several places.
    const found = new Map<string, Found>();
    for (;;) {
      if (signal.aborted || this.isOver) return patterns.map(() => CANCELLED);
      for (const pattern of patterns) {
        if ((this.overruns.get(pattern.source) ?? 0) >= PATIENCE)
          found.set(pattern.source, {
            kind: 'not searched',
            why: `its pattern takes too long: it did in ${PATIENCE} files`,
          });
      }
      const wanted = patterns.filter((pattern) => !found.has(pattern.source));
      if (wanted.length === 0) break;
      const outcome = await this.ask(text, wanted, signal);
      if (outcome === 'cancelled') continue;
      if ('endedAt' in outcome) {
        // The others are looked for again: what was found before the end went with the thread.
        const pattern = wanted[outcome.endedAt];
        if (pattern === undefined) throw new Error('the thread ended before it began');
        this.overruns.set(pattern.source, (this.overruns.get(pattern.source) ?? 0) + 1);
        found.set(pattern.source, { kind: 'not searched', why: outcome.why });
        continue;
      }
      for (const [index, pattern] of wanted.entries()) found.set(pattern.source, foundBy(outcome[index]));
    }
    return patterns.map((pattern) => found.get(pattern.source) ?? foundBy(undefined));
  }

  private ask(text: string, wanted: readonly PythonPattern[], signal: AbortSignal): Promise<Outcome> {
    this.running ??= this.start();
    const { worker, begun, numbers } = this.running;
    const added: PythonPattern[] = [];
    for (const pattern of wanted) {
      if (numbers.has(pattern.source)) continue;
      numbers.set(pattern.source, numbers.size);
      added.push(pattern);
    }
    const before = Atomics.load(begun, 0);
    return new Promise((resolve) => {
      let seen = before;
      const watch = setInterval(() => {
        const now = Atomics.load(begun, 0);
        if (now > before && now === seen) end(`its pattern takes longer than ${this.limitMs / 1_000} s in this file`);
        seen = now;
      }, this.limitMs);
      const settle = (outcome: Outcome): void => {
        clearInterval(watch);
        worker.off('message', answered).off('error', failed).off('exit', ended);
        signal.removeEventListener('abort', cancelled);
        resolve(outcome);
      };
      const stop = (outcome: Outcome): void => {
        this.running = undefined;
        settle(outcome);
        void worker.terminate();
      };
      const end = (why: string): void => stop({ endedAt: Math.max(0, Atomics.load(begun, 0) - before - 1), why });
      const cancelled = (): void => stop('cancelled');
      const answered = (answers: readonly SearchAnswer[]): void => settle(answers);
      const failed = (error: unknown): void => end(`its search failed: ${describeCause(error)}`);
      const ended = (): void => end('its search ended early');
      worker.on('message', answered).on('error', failed).on('exit', ended);
      signal.addEventListener('abort', cancelled);
      const request: SearchRequest = {
        text,
        added,
        wanted: wanted.map((pattern) => numbers.get(pattern.source) ?? -1),
      };
      worker.postMessage(request);
    });
  }

  private start(): Running {
    const begun = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
    const setup: PatternThreadSetup = { begun };
    const worker = new Worker(this.program, {
      workerData: setup,
      env: childEnvironment({}),
      stdout: true,
      stderr: true,
    });
    // It may be ended while nobody listens; whatever it says then is nobody's concern.
    worker.on('error', () => undefined);
    return { worker, begun, numbers: new Map() };
  }
}

function foundBy(answer: SearchAnswer | undefined): Found {
  if (answer === undefined) return { kind: 'not searched', why: 'it was not looked for' };
  return 'lines' in answer
    ? { kind: 'lines', lines: answer.lines }
    : { kind: 'not searched', why: `the engine refuses its pattern: ${answer.refused}` };
}
