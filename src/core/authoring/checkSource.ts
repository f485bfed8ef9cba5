import type { Problem } from '../errors';
import type { DocumentSource } from '../tdflow/documentSource';
import type { DocumentWork } from './documentPiece';

/** Why an answer of another time is none for these documents: by now they would be written from something else. */
export function checkSource(
  { source: now }: Pick<DocumentWork, 'source'>,
  then: DocumentSource | undefined,
  remedy: string,
): Problem | undefined {
  if (then?.basis === now?.basis) return undefined;
  const detail = 'What these documents were written from has changed since: the request, its answers or the guidance.';
  return { kind: 'phase-out-of-order', detail, remedy };
}
