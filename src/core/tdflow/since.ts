import type { JournalEntry } from '../apply/journal';
import type { TestReport } from '../testrun/report';

/** What happened before the tests are run. */
export interface Since {
  /** The run before the change, when there was one. */
  readonly baseline: TestReport | undefined;
  readonly entry: JournalEntry | undefined;
  /** Why changes of what the tests promise were accepted, by file. */
  readonly reasons: Readonly<Record<string, string>>;
}
