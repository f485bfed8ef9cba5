import type { ProposedFile } from '../changes/changeSet';
import type { Problem } from '../errors';
import type { Result } from '../lib/result';
import { fail, ok } from '../lib/result';
import { languageOf } from '../response/languages';
import type { Review } from '../review/review';
import { restoreReview } from '../review/savedReview';
import type { Ports } from '../tdflow/ports';
import type { OpenReview } from '../tdflow/stores';
import { checkPath } from '../workspace/checkedPath';
import { checkSource } from './checkSource';
import type { DocumentPiece, DocumentWork } from './documentPiece';
import type { WrittenPiece } from './writePiece';

/** A review as it was left, and the answers that it is about, as if they had just come. */
export interface LeftAnswers {
  readonly opened: Review;
  readonly written: readonly WrittenPiece[];
}

/** Refused where the documents would be written from something else by now. */
export async function leftAnswers(
  work: DocumentWork,
  left: OpenReview,
  { links }: Pick<Ports, 'links'>,
): Promise<Result<LeftAnswers, Problem>> {
  const changed = checkSource(work, left.source, 'Ask anew.');
  if (changed !== undefined) return fail(changed);
  const opened = await restoreReview(left.review, async (path) => {
    const checked = await checkPath(path, links);
    return checked.ok ? checked.value : undefined;
  });
  const { attempt, model, cost } = left;
  const [first, ...others] = work.pieces.flatMap((piece) => writtenOf(piece, opened));
  return ok({
    opened,
    written: first === undefined ? [] : [{ ...first, attempt: { attempt, model, cost } }, ...others],
  });
}

function writtenOf(piece: DocumentPiece, { changes }: Review): readonly WrittenPiece[] {
  const paths = new Set(piece.documents.map(({ relative }) => relative));
  const files = changes.files.filter(({ name }) => paths.has(name));
  if (files.length === 0) return [];
  const proposal = { files, explanation: '', unchanged: [], notes: [], incomplete: [] };
  const text = files.map(blockOf).join('\n');
  return [{ piece, attempt: undefined, turns: [{ role: 'assistant', text }], changes: ok(proposal) }];
}

/** As the model was told to write it: a further question speaks of it. */
function blockOf({ name, text }: ProposedFile): string {
  const fence = '`'.repeat(5);
  return `${fence}${languageOf(name)}:${name}\n${text.replace(/\n?$/, '\n')}${fence}\n`;
}
