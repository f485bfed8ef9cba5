import { isAbsolute, posix } from 'node:path';
import type { Frame, TestFailure } from '../../../core/testrun/report';
import { workspacePath } from '../workspacePath';

export interface GoFailurePlace {
  /** The workspace folder; absolute, links resolved. */
  readonly root: string;
  /** The workspace-relative folder of the package. */
  readonly folder: string;
}

/** Of a test that fails without a message. */
export const SAID_NOTHING: TestFailure = { exception: '', message: 'the test failed and said nothing', details: '' };

/** What `t.Error` and its like print: the name of the file, never its folder. */
const REPORTED = /^ *([^\s:/\\]+\.go):(\d+): ?(.*)$/;
const FRAMING = /^\s*(?:===|---) (?:RUN|PAUSE|CONT|NAME|PASS|FAIL|SKIP)\b/;
const PANIC = /^panic: (.*?)(?: \[recovered(?:, repanicked)?\])?$/;

/** The failure that the output of one test tells of; `output` is all that `go test` printed for it. */
export function goFailure(output: string, place: GoFailurePlace): TestFailure {
  const lines = output.split('\n').filter((line) => !FRAMING.test(line));
  const details = lines.join('\n').trim();
  return panicOf(lines, details, place) ?? exampleOf(lines, details) ?? reportedOf(lines, details, place);
}

/** The sentence of a `panic` in a test's output; undefined when there was none. */
export function panicMessage(output: string): string | undefined {
  return output
    .split('\n')
    .map((line) => PANIC.exec(line)?.[1])
    .find((message) => message !== undefined);
}

function panicOf(lines: readonly string[], details: string, place: GoFailurePlace): TestFailure | undefined {
  const message = panicMessage(details);
  if (message === undefined) return undefined;
  const start = lines.findIndex((line) => /^goroutine \d+ .*\[running/.test(line));
  return {
    exception: 'panic',
    message,
    details,
    frames: start < 0 ? [] : readFrames(lines.slice(start + 1), place.root),
  };
}

/** The frames of a goroutine that runs the named function, from where it stands; [] when none does. */
export function goroutineOf(name: string, output: string, root: string): readonly Frame[] {
  const goroutines = output.split(/\n\n(?=goroutine \d+ )/).slice(1);
  const own = goroutines.find((each) => new RegExp(`\\.${name}(?:\\.func\\d+)*\\(`).test(each));
  return own === undefined ? [] : readFrames(own.split('\n').slice(1), root);
}

/** Pairs of lines, a function and its place, until a line that is neither. */
function readFrames(lines: readonly string[], root: string): readonly Frame[] {
  const frames: Frame[] = [];
  for (let index = 0; index + 1 < lines.length; index += 2) {
    const name = /^(?:created by )?(.+?)(?:\(.*\)| in goroutine \d+)?$/.exec(lines[index] ?? '')?.[1];
    const [, path, line] = /^\t(.+\.go):(\d+)(?: \+0x[\da-f]+)?$/.exec(lines[index + 1] ?? '') ?? [];
    if (name === undefined || path === undefined) break;
    const file = workspacePath(path, root, root);
    const library = isAbsolute(file) || /(?:^|\/)vendor\//.test(file);
    frames.push({ file, line: Number(line), function: name, library });
  }
  // Above the call of panic stand the runner's own recoveries; below the test, the runner.
  const raised = frames.findLastIndex((frame) => frame.function === 'panic');
  const began = frames.findIndex((frame, index) => index > raised && frame.function.startsWith('testing.'));
  return frames.slice(raised + 1, began < 0 ? undefined : began);
}

function exampleOf(lines: readonly string[], details: string): TestFailure | undefined {
  const [got, want] = [lines.indexOf('got:'), lines.indexOf('want:')];
  if (got < 0 || want < got) return undefined;
  const actual = lines.slice(got + 1, want).join('\n');
  const expected = lines
    .slice(want + 1)
    .join('\n')
    .trimEnd();
  return { exception: '', message: 'the output of the example is not the wanted one', details, expected, actual };
}

function reportedOf(lines: readonly string[], details: string, place: GoFailurePlace): TestFailure {
  const reports: { file: string; line: number; text: string[] }[] = [];
  for (const line of lines) {
    const [, file, number, text] = REPORTED.exec(line) ?? [];
    if (file !== undefined) reports.push({ file, line: Number(number), text: [text ?? ''] });
    // What a message says beyond its first line is indented deeper than the place.
    else if (/^ {8}/.test(line)) reports.at(-1)?.text.push(line.slice(8));
  }
  const message = reports.map(({ text }) => text.join('\n').trim()).join('\n');
  const [first] = reports;
  return {
    exception: '',
    message: message === '' ? SAID_NOTHING.message : message,
    details,
    ...comparedIn(message),
    ...(first === undefined
      ? {}
      : { frames: [{ file: posix.join(place.folder, first.file), line: first.line, function: '', library: false }] }),
  };
}

/** testify's own lines, or the words that Go's style guide asks for: `F(x) = got, want wanted`. */
function comparedIn(message: string): { readonly expected: string; readonly actual: string } | undefined {
  const testify = /^\s*(?:Error:\s+Not equal:\s*)?expected\s*: (.*)\n\s*actual\s*: (.*)$/m.exec(message);
  if (testify !== null) return { expected: testify[1] ?? '', actual: testify[2] ?? '' };
  const [, actual, expected] = /^[^\n]*?(?:\bgot:? | = )([^\n]+?)[,;]? want:? ([^\n]+)$/i.exec(message) ?? [];
  return actual === undefined || expected === undefined ? undefined : { expected, actual };
}
