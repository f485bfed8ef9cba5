import type { CodebaseProfile } from '../../codebase/profile';
import type { Config } from '../../config/config';
import type { Problem } from '../../errors';
import type { Result } from '../../lib/result';
import type { ProofLedger } from '../../proof/ledger/proofLedger';
import type { Specification } from '../../spec/specification';
import type { CheckedPath } from '../../workspace/checkedPath';
import type { RedPorts } from '../judgeRedPhase';
import type { TaskRequest } from '../resolveTask';

/** A copy of the project in which tests are run; nothing of the project itself is written. */
export interface ScratchCopy {
  readonly ports: RedPorts;
  /** Gives a file of the copy this text; undefined removes it. */
  write(path: CheckedPath, text: string | undefined): Promise<Result<undefined, Problem>>;
  dispose(): Promise<void>;
}

/** What a check of a ledger needs beside the ports of the project. */
export interface LedgerCheck {
  readonly proofs: ProofLedger;
  readonly config: Config;
  readonly profile: CodebaseProfile | undefined;
  readonly conventions: TaskRequest<'red'>['conventions'];
  /** For each run. */
  readonly testTimeLimitMs: number;
  readonly readSpecification: (path: string) => Promise<Result<Specification, readonly Problem[]>>;
  readonly copy: (signal: AbortSignal) => Promise<Result<ScratchCopy, Problem>>;
}

/** What happens while a ledger is checked; `number` from 1. */
export type LedgerEvent =
  | {
      readonly kind: 'component';
      readonly specification: string;
      readonly component: string;
      readonly number: number;
      readonly of: number;
    }
  /** The tests run, without the code and then with it. */
  | { readonly kind: 'run'; readonly component: string; readonly which: 'red' | 'passing' };
