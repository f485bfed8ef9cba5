import { rangeWords } from '../lib/lineRanges';
import type { MeasuredLines } from '../proof/coverage/keepLines';
import { readKeptLines } from '../proof/coverage/keepLines';
import type { TestedLines } from '../verdict/testedLines';
import type { RequirementTests } from './proofByLines';
import { proofByLines } from './proofByLines';

const MOST_RANGES = 4;
/** They are asked for with each key that is pressed in a specification. */
const read = new WeakMap<TestedLines, { readonly lines: MeasuredLines | undefined }>();

/** `lines 4-19, 23`, those that the tests of a requirement ran beside what loading runs; '' where that was not measured. */
export function linesOfTests(named: RequirementTests, kept: TestedLines): string {
  const known = read.get(kept) ?? { lines: readKeptLines(kept) };
  read.set(kept, known);
  if (known.lines === undefined) return '';
  const [first, ...others] = proofByLines([named], known.lines).requirements.flatMap(({ files }) => files);
  if (first === undefined) return '';
  const lines = `${first.lines.length === 1 ? 'line' : 'lines'} ${rangeWords(first.lines, MOST_RANGES)}`;
  if (known.lines.files.length === 1) return lines;
  const more = others.length === 0 ? '' : ` and of ${others.length} more ${others.length === 1 ? 'file' : 'files'}`;
  return `${lines} of ${first.path}${more}`;
}
