import type { FileState } from '../../src/core/apply/fileChange';

/** What stands at a path that the test knows to be readable. */
export function readable(state: FileState | 'unreadable' | undefined): FileState | undefined {
  if (state === 'unreadable') throw new Error('unreadable where a file was needed');
  return state;
}
