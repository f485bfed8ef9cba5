import type { CodebaseQuery, Finding } from '../../core/context/codebaseSearch';
import type { Environment } from '../environment';

/** What the worker is started with. */
export interface WorkerSetup {
  /** Absolute. */
  readonly root: string;
  readonly settings: Environment;
  /** Whether what is kept on the disk is not to be used, because a worker ended over it. */
  readonly isFresh: boolean;
}

export interface WorkerRequest {
  readonly id: number;
  readonly queries: readonly CodebaseQuery[];
  /** Texts of editors that are not saved, by path. */
  readonly texts: ReadonlyMap<string, string>;
  /** One number, which is no longer 0 when nobody waits for the answer any more; seen while the worker is busy, too. */
  readonly cancelled: Int32Array;
}

/** What the worker says: an answer, or that it has kept what it found and has nothing to do. */
export type WorkerMessage = WorkerAnswer | 'idle';

/** In the order of the questions; undefined: it was cancelled. */
export interface WorkerAnswer {
  readonly id: number;
  readonly findings: readonly (readonly Finding[])[] | undefined;
}
