import type { TestOutcome, TestResult } from '../../../core/testrun/report';
import type { XmlElement } from '../readXml';
import { childNamed, elementsNamed } from '../readXml';
import type { ClassFile } from '../scanClassTests';
import { classTestId } from '../scanClassTests';
import type { JavaPlaces } from './javaFailure';
import { isSetUp, javaFailure } from './javaFailure';

/** The tests of the asked files in JUnit XML, as Surefire, Gradle and others write it. Of other classes nothing. */
export function readJunitReport(
  report: XmlElement,
  files: readonly ClassFile[],
  places: JavaPlaces,
): readonly TestResult[] {
  return elementsNamed('testcase', report).flatMap((each) => {
    const className = each.attributes['classname'] ?? '';
    const [outermost = '', ...inner] = withoutPackage(className).split('$');
    const packageName = className.slice(0, className.length - withoutPackage(className).length).replace(/\.$/, '');
    const file = files.find((one) => one.namespace === packageName && one.classes.includes(outermost));
    if (file === undefined) return [];
    // JUnit 5's own name for a method without parameters, which Gradle writes.
    const name = (each.attributes['name'] ?? '').replace(/\(\)$/, '');
    const durationMs = Number(each.attributes['time'] ?? 0) * 1000 || 0;
    const [outcome, failure] = outcomeOf(each, { className, name, file, places });
    if (OF_CLASS.has(name)) return classResults(file, [outermost, ...inner], failure);
    const method = /^[^([]*/.exec(name)?.[0].trim() ?? name;
    const declared = file.declared.find((test) => test.id === classTestId(file.path, [outermost, ...inner, method]));
    const id = classTestId(file.path, [outermost, ...inner, name]);
    return [{ id, name, file: file.path, line: declared?.line, outcome, durationMs, failure }];
  });
}

/** What stands in the place of a test when its class could not be made ready. */
const OF_CLASS = new Set(['', 'initializationError', 'classMethod', 'executionError']);

function classResults(
  file: ClassFile,
  names: readonly string[],
  failure: TestResult['failure'],
): readonly TestResult[] {
  const above = `${classTestId(file.path, names)}::`;
  const tests = file.declared.filter((test) => test.id.startsWith(above));
  const known = tests.length > 0 ? tests : [{ id: file.path, name: file.path, line: undefined }];
  return known.map(({ id, name, line }) => {
    return { id, name, file: file.path, line, outcome: 'setup-error', durationMs: 0, failure };
  });
}

interface Case {
  readonly className: string;
  readonly name: string;
  readonly file: ClassFile;
  readonly places: JavaPlaces;
}

function outcomeOf(each: XmlElement, { className, name, file, places }: Case): [TestOutcome, TestResult['failure']] {
  const skipped = childNamed('skipped', each);
  if (skipped !== undefined) {
    const message = skipped.attributes['message'] ?? '';
    return ['skipped', message === '' ? undefined : { exception: '', message, details: '' }];
  }
  const error = childNamed('failure', each) ?? childNamed('error', each);
  if (error === undefined) {
    // It failed, was run again, and passed.
    const before = childNamed('flakyFailure', each) ?? childNamed('flakyError', each);
    return before === undefined ? ['passed', undefined] : ['flaky', failureOf(before, places)];
  }
  const failure = failureOf(error, places);
  if (/TimeoutException$|TestTimedOutException$/.test(failure.exception)) return ['timed-out', failure];
  const isMethod = file.declared.some((test) => test.name === name);
  return [isMethod && isSetUp(error.text, className, name) ? 'setup-error' : 'failed', failure];
}

function failureOf({ attributes, text }: XmlElement, places: JavaPlaces): NonNullable<TestResult['failure']> {
  return javaFailure({ type: attributes['type'] ?? '', message: attributes['message'] ?? '', text }, places);
}

function withoutPackage(className: string): string {
  return className.slice(className.lastIndexOf('.') + 1);
}
