import { posix } from 'node:path';
import type { Frame, TestFailure } from '../../../core/testrun/report';

/** Where the project's classes stand. */
export interface JavaPlaces {
  /** The file of the project that holds a class, by its package's path and the name of the file; undefined for a library's. */
  sourceOf(path: string): string | undefined;
}

/** One failure of a JUnit report. */
export interface JavaError {
  /** The class of the exception, with its package; '' when unknown. */
  readonly type: string;
  readonly message: string;
  /** The stack trace. */
  readonly text: string;
}

const FRAME = /^\s*at (?:[\w.$@+-]*\/+)*((?:[\w$]+\.)*)([\w$]+)\.([^(]+)\(([^:()]+)(?::(\d+))?\)$/;
/** Nothing that a test's author wrote: the language, the runners, the libraries of assertions. */
const RUNNER =
  /^(?:java|javax|jdk|sun|kotlin|kotlinx\.coroutines|org\.junit|junit|org\.opentest4j|org\.testng|org\.assertj|org\.hamcrest|com\.google\.common\.truth|org\.gradle|org\.apache\.maven|worker)\./;

/** The failure that an exception in a test is. */
export function javaFailure({ type, message, text }: JavaError, places: JavaPlaces): TestFailure {
  const exception = type.slice(type.search(/[^.$]*$/));
  // Gradle puts the exception before its message.
  const said = message.startsWith(`${type}: `) && type !== '' ? message.slice(type.length + 2) : message;
  return {
    exception,
    message: said || (text.split('\n', 1)[0] ?? ''),
    details: text.trim(),
    ...comparedIn(said),
    frames: readFrames(text, places),
  };
}

/**
 * Whether what failed was not the test but what is done before it: the stack goes through the test's class, and not through the
 * method of the test.
 */
export function isSetUp(text: string, className: string, method: string): boolean {
  const own = text.split('\n').flatMap((line) => {
    const [, path = '', name = '', called = ''] = FRAME.exec(line) ?? [];
    return `${path}${name}` === className ? [called] : [];
  });
  return own.length > 0 && !own.some((called) => called === method || called.startsWith(`lambda$${method}$`));
}

function readFrames(text: string, places: JavaPlaces): readonly Frame[] {
  const frames: Frame[] = [];
  for (const line of text.split('\n')) {
    // What follows is where the exception came from that this one was made of.
    if (/^Caused by: /.test(line) && frames.length > 0) break;
    const [, path = '', name = '', called = '', file = '', number] = FRAME.exec(line) ?? [];
    if (number === undefined || RUNNER.test(path)) continue;
    const source = posix.join(path.replaceAll('.', '/'), file);
    const own = places.sourceOf(source);
    frames.push({
      file: own ?? source,
      line: Number(number),
      function: `${name}.${called}`,
      library: own === undefined,
    });
  }
  return frames;
}

const COMPARED: readonly RegExp[] = [
  // JUnit 5 and 4
  /expected: ?<(?<expected>[\s\S]*)> but was: ?<(?<actual>[\s\S]*)>/,
  // TestNG
  /expected \[(?<expected>[\s\S]*)\] but found \[(?<actual>[\s\S]*)\]/,
  // AssertJ, kotlin.test
  /expected: (?<expected>.*)\n\s*but was: (?<actual>.*)/i,
  /Expecting actual:\n\s*(?<actual>.*)\nto be equal to:\n\s*(?<expected>.*)/,
  // Hamcrest
  /Expected: (?<expected>.*)\n\s*but: was (?<actual>.*)/,
];

function comparedIn(message: string): { readonly expected?: string; readonly actual?: string } {
  const found = COMPARED.map((pattern) => pattern.exec(message)?.groups).find((groups) => groups !== undefined);
  const [expected, actual] = [found?.['expected'], found?.['actual']];
  return expected === undefined || actual === undefined ? {} : { expected, actual };
}
