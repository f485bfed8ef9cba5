import { access } from 'node:fs/promises';

/** Whether there is a file or folder; one that cannot be looked at is not there for us. */
export async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
