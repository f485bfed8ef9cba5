import { isTestPath } from '../changes/phaseLock';
import type { Frame, TestFailure, TestResult } from '../testrun/report';
import type { Subject } from './subject';

/** Whose code a failure comes from. `project`: other code of the project, which is neither test nor subject. */
export type Place =
  | { readonly kind: 'subject' | 'test' | 'library' | 'project'; readonly frame: Frame }
  | { readonly kind: 'unknown' };

/**
 * The code that a failure is put down to. What other code raises while the subject calls it is the subject's: it was handed what it
 * could not take. Otherwise the innermost frame decides, the language's own library counting as a library.
 */
export function placeOf(failure: TestFailure, test: TestResult, subject: Subject): Place {
  const frames = failure.frames ?? [];
  const [top] = frames;
  if (top === undefined) return { kind: 'unknown' };
  const known = frames.find((frame) => isOf(frame, subject) || isTest(frame, test, subject));
  if (known !== undefined && isOf(known, subject)) return { kind: 'subject', frame: known };
  if (isLibrary(top)) return { kind: 'library', frame: top };
  return { kind: known === top ? 'test' : 'project', frame: top };
}

/** Where in the test's own file the failure happened, from 1. */
export function lineInTest(test: TestResult): number | undefined {
  return test.failure?.frames?.find((frame) => frame.file === test.file)?.line;
}

function isLibrary({ file, library }: Frame): boolean {
  return library || /(?:^|\/)node_modules\//.test(file);
}

function isOf({ file }: Frame, { implementationPath }: Subject): boolean {
  return file === implementationPath;
}

function isTest({ file, library }: Frame, test: TestResult, { implementationPath }: Subject): boolean {
  return !library && (file === test.file || isTestPath(file, { testPath: test.file, implementationPath }));
}
