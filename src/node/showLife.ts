import type { OwnPath } from '../core/workspace/ownPath';
import type { OwnFiles } from './ownFiles';

const EVERY_MS = 60_000;

/** What cannot be asked whether it is at work is believed as long as its file was touched in this time. */
export const BELIEVED_MS = 10 * EVERY_MS;

/** Touches a file from time to time while somebody is at work on what it stands for. Gives what ends that. */
export function showLife(files: OwnFiles, path: OwnPath): () => void {
  const timer = setInterval(() => void files.touch(path), EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
