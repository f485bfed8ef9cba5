import { isAbsolute } from 'node:path';
import type { Frame, TestFailure } from '../../../core/testrun/report';
import { workspacePath } from '../workspacePath';

/** xUnit and NUnit write `Type : message`, MSTest says it in a sentence. */
const EXCEPTION =
  /^(?:Test method .* threw exception: *\r?\n)?(?:[\w`]+\.)*(\w+(?:Exception|Error)) ?: (?<message>[\s\S]*)$/;
const SET_UP =
  /^(?:OneTime)?SetUp : |^(?:Initialization method|Class Initialization method|Assembly Initialization method) /;
const FRAME = /^\s*at (.+?)(?:\(.*\))? in (.+):line (\d+)\s*$/;

/** The failure that the message and the stack trace of a trx report tell of; `root` is absolute, links resolved. */
export function csharpFailure(message: string, stack: string, root: string): TestFailure {
  const said = message.replace(SET_UP, '');
  const [, exception = ''] = EXCEPTION.exec(said) ?? [];
  const text = (EXCEPTION.exec(said)?.groups?.['message'] ?? message).trim();
  const frames = stack.split('\n').flatMap((line): readonly Frame[] => {
    const [, name = '', path = '', number] = FRAME.exec(line) ?? [];
    // Without a file it is the language's own, the runner's or a package's.
    if (number === undefined) return [];
    const file = workspacePath(path, root, root);
    return [{ file, line: Number(number), function: name, library: isAbsolute(file) }];
  });
  return { exception, message: text, details: `${message}\n${stack}`.trim(), ...comparedIn(text), frames };
}

/** Whether what failed was not the test but what is done before it: a method for that, or the making of its class. */
export function isSetUp(
  message: string,
  stack: string,
  test: { readonly className: string; readonly method: string },
): boolean {
  const isMade = stack.includes(`${test.className}..ctor(`);
  return SET_UP.test(message) || (isMade && !stack.includes(`${test.className}.${test.method}(`));
}

const COMPARED: readonly RegExp[] = [
  // xUnit, NUnit
  /^ *Expected: (?<expected>.*)\n *(?:Actual:|But was:) +(?<actual>.*)$/m,
  // MSTest
  /Expected:<(?<expected>[\s\S]*?)>\. Actual:<(?<actual>[\s\S]*?)>\./,
];

function comparedIn(message: string): { readonly expected?: string; readonly actual?: string } {
  const text = message.replaceAll('\r', '');
  const found = COMPARED.map((pattern) => pattern.exec(text)?.groups).find((groups) => groups !== undefined);
  const [expected, actual] = [found?.['expected'], found?.['actual']];
  return expected === undefined || actual === undefined ? {} : { expected: expected.trim(), actual: actual.trim() };
}
