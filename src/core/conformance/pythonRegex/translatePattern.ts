import type { Result } from '../../lib/result';
import { fail, ok } from '../../lib/result';
import { checkReferences } from './checkReferences';
import { parsePattern } from './parsePattern';
import { PatternError } from './patternError';
import { sizeOf } from './sizeOf';
import { writePattern } from './writePattern';

/** A pattern of Python's `re` as sources of JavaScript, for the flags `v` and `g`. */
export interface PythonPattern {
  /** For every text. */
  readonly source: string;
  /** For texts that `isPlainText` holds of, on which it means the same and is faster. */
  readonly plainSource: string;
}

export interface PatternProblem {
  /** `invalid`: Python refuses it, too. `untranslatable`: it means something that cannot be said here. */
  readonly kind: 'invalid' | 'untranslatable';
  /** A clause about the pattern. */
  readonly message: string;
}

/** What Python is told beside the pattern. */
export interface PatternOptions {
  readonly ignoreCase: boolean;
  /** MULTILINE and DOTALL, which contracts set together. */
  readonly multiline: boolean;
}

/** More than this is no pattern that somebody wrote by hand. */
const LARGEST = 100_000;
const NOT_PLAIN = /[^\n\t\v\f\x20-\x7e]/;

/** Whether a text is ASCII that the classes of both languages divide alike. */
export function isPlainText(text: string): boolean {
  return !NOT_PLAIN.test(text);
}

/** Says a pattern of Python's `re` (as of Python 3.11) in JavaScript so that it finds the same, or says why it cannot. */
export function translatePattern(pattern: string, options: PatternOptions): Result<PythonPattern, PatternProblem> {
  const { ignoreCase, multiline } = options;
  try {
    const tree = parsePattern(pattern, { ignoreCase, multiline, dotAll: multiline, ascii: false, verbose: false });
    checkReferences(tree);
    if (sizeOf(tree) > LARGEST) return fail({ kind: 'untranslatable', message: 'it is too large' });
    const written = { source: writePattern(tree, 'any'), plainSource: writePattern(tree, 'plain') };
    return ok(written);
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    return fail({ kind: error.kind, message: error.message });
  }
}
