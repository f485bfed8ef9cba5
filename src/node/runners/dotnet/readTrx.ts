import type { TestFailure, TestOutcome, TestResult } from '../../../core/testrun/report';
import type { XmlElement } from '../readXml';
import { childNamed, elementsNamed } from '../readXml';
import type { ClassFile } from '../scanClassTests';
import { classTestId } from '../scanClassTests';
import { csharpFailure, isSetUp } from './csharpFailure';

/** The tests of the asked files in a trx report; of other classes nothing. `root` is absolute, links resolved. */
export function readTrx(report: XmlElement, files: readonly ClassFile[], root: string): readonly TestResult[] {
  const methods = new Map(
    elementsNamed('UnitTest', report).flatMap((test) => {
      const method = childNamed('TestMethod', test);
      return method === undefined ? [] : [[test.attributes['id'] ?? '', method.attributes] as const];
    }),
  );
  return elementsNamed('UnitTestResult', report).flatMap((each): readonly TestResult[] => {
    const method = methods.get(each.attributes['testId'] ?? '');
    // Some adapters add the assembly.
    const className = method?.['className']?.split(',', 1)[0] ?? '';
    const found = locate(className, files);
    if (found === undefined) return [];
    const { file, names } = found;
    const whole = each.attributes['testName'] ?? '';
    const name = whole.startsWith(`${className}.`) ? whole.slice(className.length + 1) : whole;
    const short = /^\w+/.exec(method?.['name'] ?? name)?.[0] ?? name;
    const line = file.declared.find((test) => test.id === classTestId(file.path, [...names, short]))?.line;
    const [outcome, failure] = whatHappened(each, { className, method: short }, root);
    const durationMs = durationOf(each.attributes['duration'] ?? '');
    const id = classTestId(file.path, [...names, name]);
    return [{ id, name, file: file.path, line, outcome, durationMs, failure }];
  });
}

/** The sentences by which the report says that the run was cut short. */
export function abortedBecause(report: XmlElement): readonly string[] {
  return elementsNamed('RunInfo', report)
    .map((info) => childNamed('Text', info)?.text.trim() ?? '')
    .filter((text) => /\b(?:aborted|crashed)\b/i.test(text));
}

function locate(
  className: string,
  files: readonly ClassFile[],
): { readonly file: ClassFile; readonly names: readonly string[] } | undefined {
  for (const file of files) {
    const prefix = file.namespace === '' ? '' : `${file.namespace}.`;
    const names = className.slice(prefix.length).split('+');
    if (className.startsWith(prefix) && file.classes.includes(names[0] ?? '')) return { file, names };
  }
  return undefined;
}

function whatHappened(
  each: XmlElement,
  test: { readonly className: string; readonly method: string },
  root: string,
): readonly [TestOutcome, TestFailure | undefined] {
  const error = childNamed('ErrorInfo', childNamed('Output', each));
  const message = childNamed('Message', error)?.text ?? '';
  const stack = childNamed('StackTrace', error)?.text ?? '';
  const failure = error === undefined ? undefined : csharpFailure(message, stack, root);
  switch (each.attributes['outcome']) {
    case 'Passed':
    case 'PassedButRunAborted':
    case 'Warning':
      return ['passed', undefined];
    case 'NotExecuted':
    case 'Inconclusive':
    case 'NotRunnable':
      return ['skipped', failure === undefined || message === '' ? undefined : { ...failure, exception: '' }];
    case 'Timeout':
      return ['timed-out', failure];
    case 'Failed':
      return [isSetUp(message, stack, test) ? 'setup-error' : 'failed', failure];
    default:
      return ['crashed', failure];
  }
}

/** `00:00:01.2345678` in milliseconds. */
function durationOf(text: string): number {
  const [, hours, minutes, seconds] = /^(\d+):(\d+):([\d.]+)$/.exec(text) ?? [];
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 || 0;
}
