import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { NodeProgram } from '../script/findNode';

/** `t.test(...)`: a test that stands in another one, which has to run too. */
const SUBTEST = /[\w$]\s*\.\s*(?:test|it)\s*\(/;
/** Before, a pattern was held against the name of a test alone. */
const FIRST_WITH_FULL_NAMES = 22;
/** The length of a command line has its limits. */
const MOST_TESTS = 200;

/**
 * Patterns for `--test-name-pattern` that match the tests with these ids and few others: in older versions those of the same
 * name too, and in a file with tests in tests whatever stands beside them. None when all tests are to run.
 */
export async function namePatterns(
  root: string,
  node: NodeProgram,
  tests: readonly string[],
): Promise<readonly string[]> {
  if (tests.length > MOST_TESTS) return [];
  const patterns = await Promise.all(
    tests.map(async (test) => {
      const [file = '', ...names] = test.split('::');
      const isNested = await hasSubtests(join(root, file));
      if (node.major < FIRST_WITH_FULL_NAMES) return isNested ? pieces(names) : names.map((_, at) => names.slice(at));
      return isNested ? names.map((_, at) => names.slice(0, at + 1)) : [names];
    }),
  );
  const isWholeFile = patterns.some((each) => each.flat().length === 0);
  return isWholeFile ? [] : [...new Set(patterns.flat().map(pattern))];
}

/** A name may hold the sign that divides the names of an id, so any run of them may be one name. */
function pieces(names: readonly string[]): readonly (readonly string[])[] {
  return names.flatMap((_, from) => names.slice(from).map((_each, more) => names.slice(from, from + more + 1)));
}

function pattern(names: readonly string[]): string {
  return `^${names.map(namePattern).join('(?: |::)')}$`;
}

/** Of tests with the same name the later ones have a number in their id. */
function namePattern(name: string): string {
  const [, base = name, number] = /^(.*) \((\d+)\)$/s.exec(name) ?? [];
  return number === undefined ? escaped(name) : `${escaped(base)}(?: \\(${number}\\))?`;
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

async function hasSubtests(path: string): Promise<boolean> {
  try {
    return SUBTEST.test(await readFile(path, 'utf8'));
  } catch {
    return false;
  }
}
