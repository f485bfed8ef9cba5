import type { Project } from '../project';
import type { Workspace } from '../workspace';

/** What a contender is asked with. */
export type QueryKind = 'test file' | 'description';

export interface Question {
  readonly kind: QueryKind;
  /** Path of the module that is to be written; it is in no contender's files. */
  readonly implementation: string;
  /** Path of its test file, which is in the prompt already; undefined where there is none yet. */
  readonly test: string | undefined;
  readonly text: string;
  /** The workspace without the implementation, and without its test where there is none yet. */
  readonly files: ReadonlyMap<string, string>;
}

/** A file as a contender would put it into the prompt. */
export interface Shown {
  readonly path: string;
  readonly text: string;
}

export interface Contender {
  readonly name: string;
  /** Kept answers are given again as long as it stays the same; undefined for one that is asked each time. */
  readonly version: string | undefined;
  /** Whether it fits its answer into the budget itself; else what is over is cut. */
  readonly keepsBudget: boolean;
  open(project: Project, workspace: Workspace): Promise<OpenContender>;
}

export interface OpenContender {
  /** Best first; what is beyond the budget, in tokens, is not looked at. */
  ask(question: Question, budget: number): Promise<readonly Shown[]>;
  close(): Promise<void>;
}
