import { whatRuns } from '../../workspace/protectedPaths';
import type { ProposedFile } from '../changeSet';
import { checkPackageScripts } from './checkPackageScripts';
import type { FileCheck } from './fileCheck';

/** What a proposed file makes run by being there, and when. */
export function checkRunsCode(file: ProposedFile): readonly FileCheck[] {
  const { relative = '', names = [] } = file.to ?? file.path ?? {};
  for (const path of names) {
    if (/(?:^|\/)package\.json$/i.test(path)) {
      const known = checkPackageScripts(file);
      if (known !== undefined) return known;
    }
    const runs = whatRuns(path);
    if (runs !== undefined) {
      const weight = runs.unasked ? 'warning' : 'note';
      const name = path === relative ? 'this file' : `it leads to ${path} through a symbolic link, which`;
      return [{ kind: 'runs-code', weight, line: undefined, detail: `${name} ${runs.what}` }];
    }
  }
  return [];
}
