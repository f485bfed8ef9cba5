import type { JournalStore } from '../apply/journal';
import type { WorkspaceWriter } from '../apply/workspaceWriter';
import type { SyntaxTrees } from '../codebase/syntaxTrees';
import type { TokenCounter } from '../context/tokenCounter';
import type { Clock } from '../lib/clock';
import type { TestRunners } from '../testrun/runner';
import type { LinkProbe } from '../workspace/linkProbe';
import type { WorkspaceReader } from '../workspace/workspace';
import type { AttemptStore, ReviewStore, SessionStore, WaiverStore } from './stores';

/** Everything outside that a phase needs; each face puts its own together by hand. */
export interface Ports {
  readonly reader: WorkspaceReader;
  readonly links: LinkProbe;
  readonly writer: WorkspaceWriter;
  readonly journal: JournalStore;
  readonly sessions: SessionStore;
  readonly attempts: AttemptStore;
  readonly reviews: ReviewStore;
  readonly waivers: WaiverStore;
  readonly runners: TestRunners;
  readonly trees: SyntaxTrees;
  readonly countTokens: TokenCounter;
  readonly clock: Clock;
  /** Lower-case hex SHA-256. */
  readonly hash: (bytes: Uint8Array) => string;
}
