import type { SyntaxTrees } from '../../codebase/syntaxTrees';
import type { OwnKeys } from '../../model/ownKeys';
import type { ProposedFile } from '../changeSet';
import { checkHiddenCharacters } from './checkHiddenCharacters';
import { checkOwnKeys } from './checkOwnKeys';
import { checkRunsCode } from './checkRunsCode';
import { checkSyntax } from './checkSyntax';
import type { FileCheck } from './fileCheck';

/** What the checks need to know beside the file. */
export interface CheckPorts {
  readonly trees: SyntaxTrees;
  readonly ownKeys: OwnKeys;
}

/** All that the checks find in a complete file, warnings first. A file that is refused, or goes, is not looked at. */
export async function checkFile(file: ProposedFile, { trees, ownKeys }: CheckPorts): Promise<readonly FileCheck[]> {
  if (file.refusal !== undefined || file.action === 'delete') return [];
  const found = [
    ...checkOwnKeys(file, ownKeys),
    ...(await checkSyntax(file, trees)),
    ...checkHiddenCharacters(file),
    ...checkRunsCode(file),
  ];
  return [...found.filter(isWarning), ...found.filter((check) => !isWarning(check))];
}

function isWarning({ weight }: FileCheck): boolean {
  return weight === 'warning';
}
