import { rangesAsText, rangeWords } from '../../lib/lineRanges';
import type { LinesRun, TestLines, TestsTogether } from '../testLines';
import type { LineProof, ReachedLines, UnrequestedLines } from './joinLines';

/** Lines of a file as `3,7-9`. */
interface FileRanges {
  readonly path: string;
  readonly lines: string;
}

interface ReachedRanges {
  readonly id: string;
  readonly tests: readonly string[];
  readonly lines: readonly FileRanges[];
  readonly unmeasured: readonly string[];
}

/** A proof for machines: short, and with lines as ranges. */
export interface ProofRanges {
  readonly requirements: readonly (ReachedRanges & { readonly criteria: readonly ReachedRanges[] })[];
  readonly unrequested: readonly {
    readonly path: string;
    readonly notRun: string;
    readonly unnamed: string;
    readonly unknown: string;
  }[];
}

export function proofRanges({ requirements, unrequested }: LineProof): ProofRanges {
  return {
    requirements: requirements.map((each) => ({ ...reachedRanges(each), criteria: each.criteria.map(reachedRanges) })),
    unrequested: unrequested.map(({ path, notRun, unnamed, unknown }) => ({
      path,
      notRun: rangesAsText(notRun),
      unnamed: rangesAsText(unnamed),
      unknown: rangesAsText(unknown),
    })),
  };
}

function reachedRanges({ id, tests, files, unmeasured }: ReachedLines): ReachedRanges {
  const lines = files.map((file) => ({ path: file.path, lines: rangesAsText(file.lines) }));
  return { id, tests, lines, unmeasured };
}

const MOST_RANGES = 8;
const MOST_FILES = 5;

/** For people, a line each: `FR-001: src/cart.py 3, 7-9 (2 tests)`; then what no requirement reaches. */
export function proofLines({ requirements, unrequested }: LineProof): readonly string[] {
  const named = requirements.flatMap((each) => [each, ...each.criteria]).filter(({ tests }) => tests.length > 0);
  return [...named.map((each) => `${each.id}: ${reachedWords(each)}`), ...unrequestedLines(unrequested)];
}

/** `src/cart.py 3, 7-9 (2 tests)`. */
function reachedWords({ files, tests, unmeasured }: ReachedLines): string {
  const count = `${tests.length} ${tests.length === 1 ? 'test' : 'tests'}`;
  if (unmeasured.length === tests.length) return `nobody could measure which lines (${count})`;
  const left = unmeasured.length === 0 ? '' : `, ${unmeasured.length} of them not measured`;
  const where = files.length === 0 ? 'no line beyond what loading runs' : filesWords(files);
  return `${where} (${count}${left})`;
}

/** One sentence for each kind of line that no requirement reaches. */
export function unrequestedLines(unrequested: readonly UnrequestedLines[]): readonly string[] {
  const of = (pick: (file: UnrequestedLines) => readonly number[]) =>
    filesWords(
      unrequested.map((file) => ({ path: file.path, lines: pick(file) })).filter(({ lines }) => lines.length > 0),
    );
  const [notRun, unnamed] = [of((file) => file.notRun), of((file) => file.unnamed)];
  return [
    ...(notRun === '' ? [] : [`No requirement reaches ${notRun}: no test runs them.`]),
    ...(unnamed === '' ? [] : [`No requirement reaches ${unnamed}: only tests that name none run them.`]),
  ];
}

const MOST_TESTS = 3;

/** A sentence for each reason for which lines of tests are not known. */
export function unknownNotes(unknown: TestLines['unknown']): readonly string[] {
  return [...new Set(unknown.map(({ why }) => why))].map((why) => {
    const ids = unknown.filter((each) => each.why === why).map(({ id }) => id);
    const more = ids.length > MOST_TESTS ? ` and ${ids.length - MOST_TESTS} more` : '';
    return `It is not known which lines ${ids.slice(0, MOST_TESTS).join(', ')}${more} ran: ${why}.`;
  });
}

/** One sentence about tests that only run together; nothing where there are none. */
export function togetherNotes(together: readonly Pick<TestsTogether, 'ids'>[] = []): readonly string[] {
  if (together.length === 0) return [];
  const more = together.length > MOST_TESTS ? `; and ${together.length - MOST_TESTS} more such groups` : '';
  const groups = together.slice(0, MOST_TESTS).map(({ ids }) => {
    const others = ids.length > MOST_TESTS ? ` and ${ids.length - MOST_TESTS} more` : '';
    return `${ids.slice(0, MOST_TESTS).join(', ')}${others}`;
  });
  return [
    `None of these runs alone, so their lines count only where all of a group name the same requirement: ${groups.join('; ')}${more}.`,
  ];
}

function filesWords(files: readonly LinesRun[]): string {
  const more = files.length > MOST_FILES ? `; and ${files.length - MOST_FILES} more files` : '';
  const shown = files.slice(0, MOST_FILES).map(({ path, lines }) => `${path} ${rangeWords(lines, MOST_RANGES)}`);
  return `${shown.join('; ')}${more}`;
}
