import { isTestPath } from '../changes/phaseLock';
import type { Frame, TestFailure, TestResult } from '../testrun/report';
import type { Subject } from './subject';

/** Whose code a failure comes from. `project`: other code of the project, which is neither test nor subject. */
export type Place =
  | { readonly kind: 'subject' | 'test' | 'library' | 'project'; readonly frame: Frame }
  | { readonly kind: 'unknown' };

const THIRD_PARTY = /(?:^|\/)(?:site-packages|dist-packages|node_modules|vendor|pkg\/mod|registry\/src)\//;

/**
 * The code that a failure is put down to: an installed package when it was raised there; else, past the frames of the language's
 * own library, whoever comes first of the subject and the tests. What the project's other code raises while the subject calls it
 * is the subject's.
 */
export function placeOf(failure: TestFailure, test: TestResult, subject: Subject): Place {
  const frames = failure.frames ?? [];
  const [top] = frames;
  if (top === undefined) return { kind: 'unknown' };
  if (isThirdParty(top)) return { kind: 'library', frame: top };
  const known = frames.find((frame) => isOf(frame, subject) || isTest(frame, test, subject));
  const first = frames.find((frame) => !frame.library);
  if (known !== undefined && isOf(known, subject)) return { kind: 'subject', frame: known };
  if (known !== undefined && (first === undefined || first === known)) return { kind: 'test', frame: known };
  return first === undefined ? { kind: 'unknown' } : { kind: 'project', frame: first };
}

/** Where in the test's own file the failure happened, from 1. */
export function lineInTest(test: TestResult): number | undefined {
  return test.failure?.frames?.find((frame) => frame.file === test.file)?.line;
}

function isThirdParty({ file, library }: Frame): boolean {
  return (library || file.includes('node_modules/')) && THIRD_PARTY.test(file);
}

function isOf({ file }: Frame, { implementationPath }: Subject): boolean {
  return file === implementationPath;
}

function isTest({ file, library }: Frame, test: TestResult, { implementationPath }: Subject): boolean {
  return !library && (file === test.file || isTestPath(file, { testPath: test.file, implementationPath }));
}
