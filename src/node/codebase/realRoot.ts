import { realpathSync } from 'node:fs';
import { errorCode } from '../describeSystemError';

/** One name for a folder, by whichever link it is reached; the given one for what is not there. */
export function realRoot(root: string): string {
  try {
    return realpathSync.native(root);
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return root;
  }
}
