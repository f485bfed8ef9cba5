import type { BlockAction } from '../response/events';
import type { ContractChange } from '../testcontract/contractChange';
import type { Workaround } from '../testcontract/workaround';
import type { CheckedPath } from '../workspace/checkedPath';
import type { FileText } from '../workspace/fileText';
import type { FileCheck } from './checks/fileCheck';

/** Why a proposed file cannot be accepted at all. */
export type Refusal =
  | { readonly kind: 'path'; readonly detail: string }
  | { readonly kind: 'phase'; readonly detail: string }
  | { readonly kind: 'unreadable'; readonly detail: string }
  | { readonly kind: 'target'; readonly detail: string }
  /** It leaves out parts of the file, and where they go is not certain. */
  | { readonly kind: 'partial'; readonly detail: string };

/** What a person must weigh before accepting a file. */
export interface Concerns {
  /** What the tests would promise otherwise. */
  readonly contract: readonly ContractChange[];
  readonly workarounds: readonly Workaround[];
}

export const NO_CONCERNS: Concerns = { contract: [], workarounds: [] };

/** Where a proposal does not fit what has become of its file since the prompt. */
export interface FileConflict {
  /** The file as the model saw it; '' when there was none. */
  readonly ancestor: string;
  /** The file as it was proposed. */
  readonly proposed: string;
  /** One sentence for each place; not empty. */
  readonly places: readonly string[];
}

/** One file that the answer wants to create, modify, delete or rename. */
export interface ProposedFile {
  /** As the answer wrote it; for people. Equal to `path.relative` once that is known. */
  readonly name: string;
  readonly action: BlockAction;
  /** Undefined exactly when `refusal` is of kind `path`. */
  readonly path: CheckedPath | undefined;
  /** For `rename`: the new place. */
  readonly to: CheckedPath | undefined;
  /** What is there now, undefined when nothing is. */
  readonly base: FileText | undefined;
  /** The whole text after the change, lines ended by LF; '' for `delete`. Grows while streaming. */
  readonly text: string;
  readonly state: 'streaming' | 'complete';
  /** While streaming: how many of its lines so far its base does not have. */
  readonly newLines?: number | undefined;
  readonly refusal: Refusal | undefined;
  /** A file that configures what runs: needs its own consent, which `--yes` is not. */
  readonly protected: boolean;
  /** Known once the whole answer is there; undefined for none. */
  readonly concerns?: Concerns | undefined;
  /** Set when the file changed since the prompt in a way that the proposal does not fit. */
  readonly conflict?: FileConflict;
  /** Known soon after the file is complete, while others still stream; undefined until then. */
  readonly checks?: readonly FileCheck[] | undefined;
}

/** Why a file is accepted by a decision of its own only, which accepting all is not; undefined when it need not be. */
export function ownDecision({
  protected: isGuarded,
  concerns,
  conflict,
  checks,
}: ProposedFile): 'conflict' | 'contract' | 'own-key' | 'workaround' | 'protected' | undefined {
  if (conflict !== undefined) return 'conflict';
  if (concerns !== undefined && concerns.contract.length > 0) return 'contract';
  if (checks?.some(({ kind }) => kind === 'own-key') === true) return 'own-key';
  if (concerns?.workarounds.some((each) => each.weight === 'decide') === true) return 'workaround';
  return isGuarded ? 'protected' : undefined;
}

/** What an answer proposes; immutable, a new one for each step of the stream. */
export interface ChangeSet {
  readonly files: readonly ProposedFile[];
  /** The answer's prose, one paragraph after the other. */
  readonly explanation: string;
  /** Files that the answer gives back just as they are: nothing to write, and yet an answer. */
  readonly unchanged: readonly string[];
  /** What was understood although it was not written as asked ("path taken from the line before"). */
  readonly notes: readonly string[];
  /** What was cut off, one sentence each; such blocks are in no file. */
  readonly incomplete: readonly string[];
}
