import { matchLines } from '../lib/lineMatch/matchLines';
import type { FileText } from './fileText';

const BOM = '\uFEFF';

/** The text of a file, or `binary` for what is no UTF-8 text: such files are never touched. */
export function decode(bytes: Uint8Array, mode: number | undefined, hash: string): FileText | 'binary' {
  const raw = utf8(bytes);
  if (raw === undefined || raw.includes('\0')) return 'binary';
  const bom = raw.startsWith(BOM);
  const lines = (bom ? raw.slice(1) : raw).split('\n');
  const last = lines.pop() ?? '';
  const crlf = lines.map((line) => line.endsWith('\r'));
  const crlfCount = crlf.filter(Boolean).length;
  const plain = lines.map((line, index) => (crlf[index] ? line.slice(0, -1) : line));
  const eol = crlfCount > lines.length / 2 ? '\r\n' : '\n';
  const about = { text: [...plain, last].join('\n'), eol, bom, mode, hash } as const;
  return crlfCount === 0 || crlfCount === lines.length ? about : { ...about, crlfLines: crlf };
}

/**
 * The bytes of a text, in the conventions of the file it changes: line ends, byte order mark; undefined for a new file (LF, none).
 * In a file that mixes line ends, each line that stays keeps its own, and new lines get the end of most lines.
 */
export function encode(text: string, base: FileText | undefined): Uint8Array {
  const body = base === undefined ? text : withLineEnds(text, base);
  return new TextEncoder().encode(base?.bom === true ? BOM + body : body);
}

function withLineEnds(text: string, base: FileText): string {
  if (base.crlfLines === undefined) return base.eol === '\n' ? text : text.replaceAll('\n', '\r\n');
  const lines = text.split('\n');
  const matches = matchLines(base.text.split('\n'), lines);
  const parts: string[] = [];
  for (const [index, line] of lines.entries()) {
    if (index === lines.length - 1) parts.push(line);
    else parts.push(line, (base.crlfLines[matches[index] ?? -1] ?? base.eol === '\r\n') ? '\r\n' : '\n');
  }
  return parts.join('');
}

function utf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
