import type { TestReason } from '../../verdict/verdict';

/** SHA-256 of a text in UTF-8, lower-case hex. */
export type TextHash = string;

/** Texts of files by workspace-relative path; null: there was no file. */
export type FileTexts = Readonly<Record<string, TextHash | null>>;

/**
 * What every entry of the proof ledger says.
 *
 * The ledger is the folder `.agentforge/ledger`, to be committed with the code. It has one file for each of RED, GREEN and REFACTOR
 * that a component has reached; its name is the SHA-256 of its text. An entry has no time, no absolute path, no command and nothing
 * that a run printed: the same work gives the same bytes on every machine. Line ends and a byte order mark do not count, neither in the
 * hashes of files nor in the names of entries, since git may change them in a checkout.
 *
 * An entry only says what is to be found when the tests are run again. Nobody believes it: `agentforge verify --ledger` runs them.
 */
interface Entry {
  readonly version: 1;
  /** Workspace-relative path of the specification. */
  readonly specification: string;
  readonly component: string;
  /** The test files of the component. */
  readonly tests: Readonly<Record<string, TextHash>>;
  /** Other files with helpers, fixtures and hooks that they use. */
  readonly support: Readonly<Record<string, TextHash>>;
  /** Of what those promise, formatting and comments aside; null where nobody can read it. */
  readonly promise: TextHash | null;
  /** Of the runner's configuration, as far as it decides what the tests promise. */
  readonly settings: TextHash;
  /** Why each test counted, by its id. RED: why it failed. */
  readonly results: Readonly<Record<string, TestReason>>;
  /** What ran them; `tool` is what the interpreter or the build tool says of its version, '' when it said nothing. */
  readonly runner: { readonly name: string; readonly tool: string };
  /** Version of AgentForge. */
  readonly product: string;
}

/** The tests of a component failed, each for the named reason, while the files of `before` were as it says. */
export interface RedEntry extends Entry {
  readonly phase: 'red';
  /** Marks of what the specification demanded: of the text beside requirements, and a line for each requirement. */
  readonly demands: { readonly rest: string; readonly requirements: readonly string[] };
  /** Ids of requirements that changed since, at which a person looked; '' for the text beside them. Sorted. */
  readonly looked: readonly string[];
  /**
   * The component's code when RED was judged, and the code of other components that was not there. A text of an earlier code is kept
   * beside the entry as `HASH.txt`: a checkout does not have it.
   */
  readonly before: FileTexts;
}

/** The same tests passed with the code as it says. */
export interface PassingEntry extends Entry {
  readonly phase: 'green' | 'refactor';
  /** Name of the component's entry for the phase before. */
  readonly previous: TextHash;
  /** The component's code. */
  readonly code: Readonly<Record<string, TextHash>>;
  /** Other code that the phases after RED changed, as it was before them; kept like the code of RED. */
  readonly before: FileTexts;
  /** Why a person accepted changes of what the tests promise, by file. */
  readonly accepted: Readonly<Record<string, string>>;
}

export type ProofEntry = RedEntry | PassingEntry;

/** The phases that leave an entry, in their order. */
export const PROVEN_PHASES = ['red', 'green', 'refactor'] as const;

/** An entry with its name. */
export interface NamedEntry<E extends ProofEntry = ProofEntry> {
  readonly name: TextHash;
  readonly entry: E;
}
