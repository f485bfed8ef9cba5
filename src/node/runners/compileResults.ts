import { isAbsolute, posix } from 'node:path';
import type { TestFailure, TestResult } from '../../core/testrun/report';
import type { KnownTest } from './runRecord';

/** One complaint of a compiler. */
export interface CompileError {
  /** Workspace-relative; absolute when it lies outside; '' when the compiler names none. */
  readonly file: string;
  /** From 1; undefined when the compiler names none. */
  readonly line: number | undefined;
  readonly message: string;
  /** What the compiler prints for it. */
  readonly details: string;
  /** The text cannot be parsed, as opposed to what it says being wrong. */
  readonly isSyntax: boolean;
  /** A file, folder or package that is not there: workspace-relative where it would lie in the workspace, else as imported. */
  readonly missingModule?: string | undefined;
  readonly missingSymbol?: string | undefined;
}

/** A test that stands in the text of a file. */
export interface DeclaredTest extends KnownTest {
  readonly line: number;
  /** The last line of it. */
  readonly endLine: number;
}

/**
 * What the tests of a file that does not compile came to: each fails by the first complaint about its own lines, else by one about
 * what it shares with others. Complaints about this file that no test took get a result of their own, so that none is lost.
 */
export function compileResults(
  file: string,
  tests: readonly DeclaredTest[],
  errors: readonly CompileError[],
): readonly TestResult[] {
  // What is wrong whatever the subject will be comes before what only misses it.
  const sorted = [...errors.filter((error) => !isMissing(error)), ...errors.filter(isMissing)];
  const ownOf = (test: DeclaredTest): readonly CompileError[] =>
    sorted.filter(({ file: at, line = 0 }) => at === file && line >= test.line && line <= test.endLine);
  const shared = sorted.filter((error) => !tests.some((test) => ownOf(test).includes(error)));
  const taken = new Set<string>();
  const results = tests.map((test): TestResult => {
    // A defect of another test is that one's; what it misses, this one may well miss, too.
    const error = ownOf(test)[0] ?? shared[0] ?? errors.find(isMissing) ?? sorted[0];
    if (error !== undefined) taken.add(error.message);
    const { id, name, line } = test;
    return resultOf({ id, name, line }, file, error);
  });
  for (const error of sorted.filter((each) => each.file === file && !taken.has(each.message))) {
    if (taken.has(error.message)) continue;
    taken.add(error.message);
    const words = `${file}::line ${error.line}: ${error.message.split('\n', 1)[0]}`;
    const same = results.filter(({ id }) => id === words || id.startsWith(`${words} (`)).length;
    const name = `${posix.basename(file)}:${error.line}`;
    results.push(resultOf({ id: same === 0 ? words : `${words} (${same + 1})`, name, line: error.line }, file, error));
  }
  if (results.length > 0) return results;
  return [resultOf({ id: file, name: posix.basename(file), line: undefined }, file, sorted[0])];
}

function resultOf(
  test: Pick<TestResult, 'id' | 'name' | 'line'>,
  file: string,
  error: CompileError | undefined,
): TestResult {
  return { ...test, file, outcome: 'collection-error', durationMs: 0, failure: compileFailure(error) };
}

function isMissing(error: CompileError): boolean {
  return error.missingModule !== undefined || error.missingSymbol !== undefined;
}

function compileFailure(error: CompileError | undefined): TestFailure {
  if (error === undefined) {
    return { exception: 'CompileError', message: 'it does not compile; the output says why', details: '' };
  }
  const { message, details, missingModule, missingSymbol, file, line } = error;
  return {
    exception: error.isSyntax ? 'SyntaxError' : 'CompileError',
    message,
    details,
    ...(missingModule === undefined ? {} : { missingModule }),
    ...(missingSymbol === undefined ? {} : { missingSymbol }),
    ...(file === '' || line === undefined ? {} : { frames: [{ file, line, function: '', library: isAbsolute(file) }] }),
  };
}
