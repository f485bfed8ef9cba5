import type { TestImport } from '../testrun/report';
import type { Subject } from './subject';
import type { TestReason } from './verdict';

/** Why a test counts for or against RED. */
export interface Judgement {
  readonly reason: TestReason;
  /** One sentence without its full stop. */
  readonly explanation: string;
}

/** What failures are held against. */
export interface CauseContext {
  readonly subject: Subject;
  readonly imports: readonly TestImport[];
  /** Whether a stand-in was in the place of the module under test. */
  readonly hasStandIn: boolean;
}

/** The reasons for which a test of RED may fail. */
export const RIGHT_REASONS: ReadonlySet<TestReason> = new Set([
  'assertion',
  'not-implemented',
  'symbol-missing',
  'subject-missing',
  'subject-error',
]);
