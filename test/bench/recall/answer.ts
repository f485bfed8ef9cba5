import type { Contender, QueryKind, Shown } from './contenders/contender';
import type { Project } from './project';
import type { RecallCase } from './recallCase';
import type { Workspace } from './workspace';

/** In tokens. */
export const BUDGETS = [8_000, 32_000] as const;

/** Who is asked about what. */
export interface Asked {
  readonly contender: Contender;
  readonly project: Project;
  readonly workspace: Workspace;
  readonly cases: readonly RecallCase[];
}

/** What a question was answered with. */
export interface Answer {
  readonly implementation: string;
  readonly kind: QueryKind;
  readonly budget: number;
  /** Of what is shown within the budget, the true files. */
  readonly shown: readonly Shown[];
}
