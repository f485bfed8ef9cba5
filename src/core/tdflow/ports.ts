import type { JournalStore } from '../apply/journal';
import type { WorkspaceWriter } from '../apply/workspaceWriter';
import type { SyntaxTrees } from '../codebase/syntaxTrees';
import type { Conformance } from '../conformance/conformance';
import type { CodebaseSearch } from '../context/codebaseSearch';
import type { TokenCounter } from '../context/tokenCounter';
import type { Clock } from '../lib/clock';
import type { SecretFinder } from '../model/findSecrets';
import type { OwnKeys } from '../model/ownKeys';
import type { ProofLedger } from '../proof/ledger/proofLedger';
import type { TestRunners } from '../testrun/runner';
import type { LinkProbe } from '../workspace/linkProbe';
import type { WorkspaceReader } from '../workspace/workspace';
import type { AttemptStore, PromptStore, ReviewStore, SessionStore, WaiverStore } from './stores';

/** Everything outside that a phase needs; each face puts its own together by hand. */
export interface Ports {
  readonly reader: WorkspaceReader;
  readonly links: LinkProbe;
  readonly writer: WorkspaceWriter;
  readonly journal: JournalStore;
  readonly sessions: SessionStore;
  readonly attempts: AttemptStore;
  readonly prompts: PromptStore;
  readonly reviews: ReviewStore;
  readonly waivers: WaiverStore;
  readonly runners: TestRunners;
  readonly trees: SyntaxTrees;
  /** Undefined where nobody looks into the codebase: prompts are made without. */
  readonly codebase?: CodebaseSearch;
  /** Undefined where nobody looks at contracts. */
  readonly conformance?: Conformance;
  /** Undefined where no proofs are kept for others. */
  readonly proofs?: ProofLedger;
  /** More rules for what is a secret than our own; undefined where nobody has any. */
  readonly findSecrets?: SecretFinder;
  /** Which paths rules in the way of `.gitignore` name. */
  readonly ignoring: (rules: string) => (path: string) => boolean;
  /** Those that were found by now: none is kept in a text. */
  readonly ownKeys: OwnKeys;
  readonly countTokens: TokenCounter;
  readonly clock: Clock;
  /** Lower-case hex SHA-256. */
  readonly hash: (bytes: Uint8Array) => string;
}
