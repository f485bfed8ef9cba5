import type { OwnKeys } from '../../model/ownKeys';
import type { ProposedFile } from '../changeSet';
import type { FileCheck } from './fileCheck';

/** Where a proposed file would hold a key of the user that it does not hold yet. */
export function checkOwnKeys({ text, base }: ProposedFile, ownKeys: OwnKeys): readonly FileCheck[] {
  const lines = ownKeys.linesIn(text, { butNotIn: base?.text ?? '' });
  return lines.map((line) => ({ kind: 'own-key', weight: 'warning', line, detail: 'this holds your own API key' }));
}
