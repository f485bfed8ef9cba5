import type { JournalEntry } from '../apply/journal';
import type { Generation } from '../tdflow/history';
import { writtenIn } from '../tdflow/history';

/** Documents that were written together, and can be compared and taken back together. */
export interface WrittenDocuments extends Pick<Generation, 'files' | 'state'> {
  readonly entry: JournalEntry;
}

/** The documents that a journal tells of, the newest first; they belong to no session. */
export function writtenDocuments(entries: readonly JournalEntry[]): readonly WrittenDocuments[] {
  const found = entries.filter(({ phase }) => phase === 'documents');
  return found.toReversed().map((entry) => ({ entry, ...writtenIn(entry) }));
}
