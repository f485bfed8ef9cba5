import type { ChangeSet } from '../changes/changeSet';
import type { Result } from '../lib/result';
import { ok } from '../lib/result';
import { languageOf } from '../response/languages';
import type { Generated } from '../tdflow/generate';
import { GrowingAnswer } from '../tdflow/growingAnswer';
import type { DocumentPiece } from './documentPiece';
import type { PiecePorts } from './piecePorts';

const FENCE = '~'.repeat(12);
const NAMED_BLOCK = /^ {0,3}(?:`{3,}|~{3,})[ \t]*[\w+#-]{1,30}:\S/m;

/**
 * The answer taken as the document itself, where it is a Markdown document from its first line on and names no file: models forget
 * the block around a document that has blocks of its own. Undefined when it is no such answer.
 */
export async function wholeAnswer(
  { answer }: Pick<Generated, 'answer'>,
  { documents }: Pick<DocumentPiece, 'documents'>,
  ports: PiecePorts,
): Promise<Result<ChangeSet, never> | undefined> {
  const [only, second] = documents;
  if (only === undefined || second !== undefined || languageOf(only.relative) !== 'markdown') return undefined;
  if (!/^\s*# \S/.test(answer) || NAMED_BLOCK.test(answer)) return undefined;
  const growing = new GrowingAnswer({ documents }, ports);
  await growing.take(`${FENCE}markdown:${only.relative}\n${answer.trim()}\n${FENCE}\n`);
  const changes = await growing.finish(undefined);
  if (changes.incomplete.length > 0 || changes.files.some(({ refusal }) => refusal !== undefined)) return undefined;
  return ok({ ...changes, notes: [...changes.notes, `${only.relative}: the whole answer is taken as the document`] });
}
