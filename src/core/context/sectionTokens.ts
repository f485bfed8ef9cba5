import type { Section } from './section';
import { renderPiece } from './section';
import type { TokenCounter } from './tokenCounter';

/** Room for the two lines of a tag, which the pieces of one kind share. */
export const TAG_TOKENS = 24;

/** Upper count of a piece as it is sent, with the line end after it. */
export function pieceTokens(section: Section, count: TokenCounter): number {
  return count(`${renderPiece(section)}\n`);
}
