/** Room for what is said around a part. */
const AROUND = 400;
/** A part shorter than this would be mostly what is said around it. */
export const SHORTEST_PART = 1_000;

/**
 * The prompt in parts of at most so many characters, for a chat that takes no longer message: each says which part it is, and all but
 * the last tell the model to wait. Cut at line ends where there are any. The prompt itself when it is short enough, or the limit is 0.
 */
export function splitPrompt(text: string, limit: number): readonly string[] {
  if (limit === 0 || text.length <= limit) return [text];
  const room = Math.max(limit, SHORTEST_PART) - AROUND;
  const pieces: string[] = [];
  for (let from = 0; from < text.length; ) {
    const to = endOfPiece(text, from, room);
    pieces.push(text.slice(from, to));
    from = to;
  }
  return pieces.map((piece, index) => framed(piece, index + 1, pieces.length));
}

function endOfPiece(text: string, from: number, room: number): number {
  const most = from + room;
  if (most >= text.length) return text.length;
  const line = text.lastIndexOf('\n', most - 1) + 1;
  if (line > from + room / 2) return line;
  // No surrogate pair is torn apart.
  return /[\uD800-\uDBFF]/.test(text.charAt(most - 1)) ? most - 1 : most;
}

function framed(piece: string, number: number, of: number): string {
  const title = `[Part ${number} of ${of} of one message]`;
  return number < of
    ? `${title}\nThe message is sent in ${of} parts. Do not answer yet: say only "Ready for part ${number + 1}".\n\n${piece}\n[End of part ${number} of ${of}: wait for part ${number + 1}]\n`
    : `${title}\nThis is the last part. Join all parts as they are, and answer the whole message now.\n\n${piece}`;
}
