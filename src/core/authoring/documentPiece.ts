import type { ProposedFile } from '../changes/changeSet';
import type { DocumentSource } from '../tdflow/documentSource';
import type { Work } from '../tdflow/task';
import type { CheckedPath } from '../workspace/checkedPath';

/** One question to the model, whose answer brings one document or several. */
export interface DocumentPiece {
  /** Short and the same from run to run, such as `Specification`: it names the folder of the attempt and a recorded answer. */
  readonly id: string;
  /** All that the answer may write. */
  readonly documents: readonly CheckedPath[];
  /** Who the model is to be; one sentence or a few. */
  readonly role: string;
  /** What there is to work from; never taken for orders, secrets are masked. */
  readonly material: readonly Material[];
  /** What is to be done; how the answer is written is added. */
  readonly instructions: string;
  /** Longest answer in tokens; left out: as long as the model and the settings allow. */
  readonly maxAnswerTokens?: number;
  /** What is wrong with the documents as they came, one sentence each: the model is told once, and people are told what stays. */
  faultsOf?(files: readonly ProposedFile[]): readonly string[];
  /** A document as it is proposed, from how it came; for what no model has to write. */
  finish?(text: string): string;
}

export interface Material {
  /** Such as a path, or `request`. */
  readonly name: string;
  readonly text: string;
}

/** Several documents that are written, reviewed and taken back together. */
export interface DocumentWork extends Omit<Work, 'phase' | 'component'> {
  /** What is written, for people and for the journal, such as `architecture`. */
  readonly name: string;
  readonly pieces: readonly DocumentPiece[];
  /** Where a review of them may be left, to go on another time. */
  readonly source?: DocumentSource;
}

/** One piece of the work as the model is asked for it. */
export function workOn(
  { session, config, fit }: DocumentWork,
  { id, documents, maxAnswerTokens }: DocumentPiece,
): Work {
  const files = { wanted: documents.map(({ relative }) => relative) };
  const work = { session, config, component: { name: id }, phase: 'documents' as const, files };
  if (fit === undefined) {
    const maxResponseTokens = Math.min(
      config.maxResponseTokens ?? Number.POSITIVE_INFINITY,
      maxAnswerTokens ?? Number.POSITIVE_INFINITY,
    );
    return Number.isFinite(maxResponseTokens) ? { ...work, config: { ...config, maxResponseTokens } } : work;
  }
  const maxTokens = Math.min(fit.parameters.maxTokens, maxAnswerTokens ?? fit.parameters.maxTokens);
  return { ...work, fit: { ...fit, parameters: { ...fit.parameters, maxTokens } } };
}
