import { sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { TestFailure, TestResult } from '../../core/testrun/report';

/** Paths in the workspace as workspace-relative ones: shorter to read, and the same wherever the project lies. */
export function shortenPaths(result: TestResult, root: string): TestResult {
  if (result.failure === undefined) return result;
  const prefixes = [`${pathToFileURL(root).href}/`, root.endsWith(sep) ? root : root + sep];
  const shorten = (text: string): string => prefixes.reduce((rest, prefix) => rest.replaceAll(prefix, ''), text);
  const { message, details } = result.failure;
  const failure: TestFailure = { ...result.failure, message: shorten(message), details: shorten(details) };
  return { ...result, failure };
}
