import { isAbsolute } from 'node:path';
import type { Frame, TestFailure } from '../../../core/testrun/report';
import { workspacePath } from '../workspacePath';

export interface RustPlaces {
  /** The workspace folder; absolute, links resolved. */
  readonly root: string;
  /** From here the compiler counts its paths; absolute. */
  readonly workspaceRoot: string;
}

const PANIC = /^thread '.*' (?:\(\d+\) )?panicked at (.+):(\d+):\d+:$/;
/** After the message of a panic. */
const TRACE = /^(?:stack backtrace:|note: run with `RUST_BACKTRACE=|note: Some details are omitted)/;

/** The failure that the captured output of a test tells of. */
export function rustFailure(output: string, places: RustPlaces): TestFailure {
  const lines = output.split('\n');
  const details = output.trim();
  // A test may catch a panic and fail by a later one.
  const at = lines.findLastIndex((line) => PANIC.test(line));
  if (at < 0) return withoutPanic(lines, details, places);
  const [, path = '', line] = PANIC.exec(lines[at] ?? '') ?? [];
  const after = lines.slice(at + 1);
  const end = after.findIndex((each) => TRACE.test(each));
  const message = after
    .slice(0, end < 0 ? undefined : end)
    .join('\n')
    .trim();
  const place = frameOf(path, Number(line), '', places);
  const trace = readBacktrace(after, places);
  const named = trace.findIndex((frame) => frame.file === place.file && frame.line === place.line);
  const frames = named < 0 ? [place, ...trace] : trace.slice(named);
  return { exception: message.startsWith('assertion') ? '' : 'panic', message, details, ...compared(message), frames };
}

function withoutPanic(lines: readonly string[], details: string, places: RustPlaces): TestFailure {
  const returned = lines.findIndex((line) => line.startsWith('Error: '));
  if (returned >= 0) {
    const message = lines.slice(returned).join('\n').trim().slice('Error: '.length);
    return { exception: 'Error', message, details };
  }
  const [, message, path, line] =
    /^note: (test did not panic as expected)(?: at (.+):(\d+):\d+)?$/m.exec(details) ?? [];
  if (message === undefined) return { exception: '', message: details.split('\n', 1)[0] ?? '', details };
  const frames = path === undefined ? {} : { frames: [frameOf(path, Number(line), '', places)] };
  return { exception: '', message, details, ...frames };
}

/** What `assert_eq!` compares, and what `#[should_panic(expected = ..)]` waits for. */
function compared(message: string): { readonly actual?: string; readonly expected?: string } {
  const [, left, right] = /^ *left: (.*)\n *right: (.*)$/m.exec(message) ?? [];
  return left === undefined || right === undefined ? {} : { actual: left, expected: right };
}

/** The project's own frames and those of other crates; the standard library's say nothing of a test. */
function readBacktrace(lines: readonly string[], places: RustPlaces): readonly Frame[] {
  const frames = lines.flatMap((line, index): readonly Frame[] => {
    const name = /^ +\d+: (.+)$/.exec(line)?.[1];
    const [, path = '', number] = /^ +at (.+?):(\d+)(?::\d+)?$/.exec(lines[index + 1] ?? '') ?? [];
    // Outside a function of the test's own, `{{closure}}` is the shell that the harness calls.
    if (name === undefined || number === undefined || path.startsWith('/rustc/')) return [];
    return [frameOf(path, Number(number), name, places)];
  });
  const isShell = frames.length > 1 && frames.at(-1)?.function.endsWith('::{{closure}}') === true;
  return isShell ? frames.slice(0, -1) : frames;
}

function frameOf(path: string, line: number, name: string, { root, workspaceRoot }: RustPlaces): Frame {
  const file = workspacePath(path, workspaceRoot, root);
  return { file, line, function: name, library: isAbsolute(file) };
}

/** Whether the output of a test that failed tells why: it panicked, gave an error back, or did not panic as it had to. */
export function saysWhy(output: string): boolean {
  return /^(?:thread '.*' (?:\(\d+\) )?panicked at |Error: |note: test did not panic as expected)/m.test(output);
}
