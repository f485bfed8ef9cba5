import { looksLikeTest } from '../codebase/looksLikeTest';
import type { WritingPhase } from '../phase';
import { PHASE_LABEL } from '../phase';
import { foldCase } from '../workspace/foldCase';

/** The files of the component at work; workspace-relative with forward slashes. */
export interface ComponentFiles {
  readonly testPath: string;
  readonly implementationPath: string;
}

/** Whether a file belongs to the tests: by the component's own word, else by its folder or name. */
export function isTestPath(path: string, own?: ComponentFiles): boolean {
  if (own !== undefined && isSame(path, own.implementationPath)) return false;
  if (own !== undefined && isSame(path, own.testPath)) return true;
  return looksLikeTest(path);
}

/** One sentence when the phase may not touch the file: RED writes tests only. Tests in a later phase are the contract's concern. */
export function phaseViolation(phase: WritingPhase, path: string, own: ComponentFiles): string | undefined {
  return phase === 'red' && !isTestPath(path, own) ? `RED writes tests only, and ${path} is not one` : undefined;
}

/** Why a test file that keeps its promise is not changed after RED. */
export function testsOnlyInRed(phase: WritingPhase, path: string): string {
  return `${PHASE_LABEL[phase]} does not change tests, and ${path} is one`;
}

/** Some file systems know no letter case: there, another case is the same file. */
function isSame(path: string, other: string): boolean {
  return foldCase(path) === foldCase(other);
}
