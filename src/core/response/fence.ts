/** A line that opens or closes a fenced block, by the rules of CommonMark. */
export interface Fence {
  readonly marker: '`' | '~';
  /** Number of marker characters, at least 3. */
  readonly length: number;
  /** Spaces before it, at most 3. */
  readonly indent: number;
  /** What follows the marker, trimmed; '' for a bare fence, the only kind that closes. */
  readonly info: string;
}

const MAX_INDENT = 3;
const MIN_LENGTH = 3;
/** An honest marker is far shorter; the bound keeps everything behind this door linear. */
const MAX_INFO = 1_000;

/** The fence that a line of Markdown is; undefined for any other line. */
export function readFence(line: string): Fence | undefined {
  let indent = 0;
  while (indent <= MAX_INDENT && line[indent] === ' ') indent++;
  const marker = line[indent];
  if (indent > MAX_INDENT || (marker !== '`' && marker !== '~')) return undefined;
  let end = indent;
  while (line[end] === marker) end++;
  const length = end - indent;
  if (length < MIN_LENGTH || line.length - end > MAX_INFO) return undefined;
  const info = line.slice(end).trim();
  // Text between backticks on one line is inline code, not a block.
  if (marker === '`' && info.includes('`')) return undefined;
  return { marker, length, indent, info };
}
