import { whatRuns } from '../../workspace/protectedPaths';
import type { ProposedFile } from '../changeSet';
import { checkPackageScripts } from './checkPackageScripts';
import type { FileCheck } from './fileCheck';

/** What a proposed file makes run by being there, and when. */
export function checkRunsCode(file: ProposedFile): readonly FileCheck[] {
  const path = (file.to ?? file.path)?.relative ?? '';
  if (/(?:^|\/)package\.json$/i.test(path)) {
    const known = checkPackageScripts(file);
    if (known !== undefined) return known;
  }
  const runs = whatRuns(path);
  if (runs !== undefined) {
    const weight = runs.unasked ? 'warning' : 'note';
    return [{ kind: 'runs-code', weight, line: undefined, detail: `this file ${runs.what}` }];
  }
  return [];
}
