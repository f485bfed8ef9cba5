import type { Problem } from '../errors';
import type { Result } from '../lib/result';
import type { WritingWork } from '../phase';
import type { Prompt } from '../prompt/prompt';
import type { Strength } from '../proof/mutation/strength';
import type { SavedReview } from '../review/savedReview';
import type { TestContract } from '../testcontract/testContract';
import type { Verdict } from '../verdict/verdict';
import type { Waiver } from '../verdict/waiver';
import type { CheckedPath } from '../workspace/checkedPath';
import type { CopiedPrompt } from './copiedPrompt';
import type { DocumentSource } from './documentSource';
import type { Session } from './session';

/** Keeps sessions in their files. */
export interface SessionStore {
  /** All sessions, the last touched first; a file that cannot be read is a problem of its own and hides no other. */
  list(): Promise<{ readonly sessions: readonly Session[]; readonly problems: readonly Problem[] }>;
  read(id: string): Promise<Result<Session, Problem>>;
  /** Stores a session; keeps what the file holds beyond our own keys. */
  write(session: Session): Promise<Result<undefined, Problem>>;
  /** Changes the session as it is in its file now, or the given one when it has none yet: another face may have written since. */
  update(session: Session, change: (current: Session) => Session): Promise<Result<Session, Problem>>;
}

/** Files of an attempt that people open. */
export type PageFile = 'prompt.md' | 'answer.md' | 'output.txt' | 'report.md' | 'strength.md';

/** What one attempt leaves behind for people and for the next prompt; never in git's sight. */
export interface AttemptStore {
  /** Makes a folder such as `003-green-cart`, which no one else gets; numbers rise within the session. */
  open(sessionId: string, phase: string, component: string): Promise<Result<string, Problem>>;
  /** Forgets an attempt that was cancelled before it changed anything. */
  discard(sessionId: string, attempt: string): Promise<void>;
  savePrompt(sessionId: string, attempt: string, prompt: Prompt): Promise<Result<undefined, Problem>>;
  /** Keeps what the model answered, also when it was cut. */
  saveAnswer(sessionId: string, attempt: string, answer: string): Promise<Result<undefined, Problem>>;
  /** Keeps what was proposed, as a unified diff. */
  saveProposal(sessionId: string, attempt: string, diff: string): Promise<Result<undefined, Problem>>;
  readProposal(sessionId: string, attempt: string): Promise<string | undefined>;
  /** A plain copy of a file as it was before the attempt. */
  saveOriginal(
    sessionId: string,
    attempt: string,
    path: CheckedPath,
    bytes: Uint8Array,
  ): Promise<Result<undefined, Problem>>;
  /** A plain copy of a file that a rollback of the attempt is about to replace; gives its path, which no other copy has. */
  saveReplaced(
    sessionId: string,
    attempt: string,
    path: CheckedPath,
    bytes: Uint8Array,
  ): Promise<Result<string, Problem>>;
  /** Keeps what the tests promised when they were accepted. */
  saveContract(sessionId: string, attempt: string, contract: TestContract): Promise<Result<undefined, Problem>>;
  readContract(sessionId: string, attempt: string): Promise<TestContract | undefined>;
  /** Keeps what the test run printed. */
  saveOutput(sessionId: string, attempt: string, output: string): Promise<Result<undefined, Problem>>;
  /** Keeps a verdict for people, as Markdown. */
  saveReport(sessionId: string, attempt: string, report: string): Promise<Result<undefined, Problem>>;
  saveVerdict(sessionId: string, attempt: string, saved: SavedVerdict): Promise<Result<undefined, Problem>>;
  readVerdict(sessionId: string, attempt: string): Promise<SavedVerdict | undefined>;
  /** Keeps how strong the tests are that the attempt made pass; `page` is the same for people, as Markdown. */
  saveStrength(
    sessionId: string,
    attempt: string,
    found: { readonly strength: Strength; readonly page: string },
  ): Promise<Result<undefined, Problem>>;
  /** `not ours`: there is one, and this user did not write it on this machine. */
  readStrength(sessionId: string, attempt: string): Promise<Strength | 'not ours' | undefined>;
  /** Workspace-relative path of a saved file, for messages and for opening it. */
  pathOf(sessionId: string, attempt: string, file: PageFile): string;
}

/** Remembers prompts that a person may carry to a model: what comes back is matched to them. */
export interface PromptStore {
  save(prompt: CopiedPrompt): Promise<Result<undefined, Problem>>;
}

/** An answer whose review was begun. */
export interface AnsweredAttempt {
  readonly attempt: string;
  readonly model: string;
  /** In US dollars at most; undefined when it is not known. */
  readonly cost: number | undefined;
}

/** A review that is open, or that a closed window left open. */
export interface OpenReview extends AnsweredAttempt {
  /** The component, or what the documents are. */
  readonly component: string;
  readonly phase: WritingWork;
  readonly review: SavedReview;
  /** Of documents. */
  readonly source?: DocumentSource;
}

/** A review of documents that was left open, and the session that they were written in. */
export interface LeftDocuments extends OpenReview {
  readonly sessionId: string;
}

/** Keeps reviews while they are open; only what this user wrote on this machine is in it. */
export interface ReviewStore {
  /** `held` as long as this process has it open, `left` for the next one. */
  save(sessionId: string, open: OpenReview, by: 'held' | 'left'): Promise<Result<undefined, Problem>>;
  /** Those of a session that no running process holds, the newest first. */
  list(sessionId: string): Promise<readonly OpenReview[]>;
  /** Those of documents, whatever the session, that no running process holds, the newest first. */
  listDocuments(): Promise<readonly LeftDocuments[]>;
  remove(sessionId: string, attempt: string): Promise<void>;
}

/** Keeps what a person waived; only what this user wrote on this machine is in it. */
export interface WaiverStore {
  /** The oldest first. */
  list(): Promise<readonly Waiver[]>;
  /** Takes the place of an earlier one for the same thing. */
  add(waiver: Waiver): Promise<Result<undefined, Problem>>;
}

/** A verdict with what the next prompt needs of the run it came from. */
export interface SavedVerdict {
  readonly component: string;
  readonly verdict: Verdict;
  /** What the runner said of each test that did not pass. */
  readonly failures: string;
}
