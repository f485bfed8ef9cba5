import { existsSync, watch } from 'node:fs';
import path from 'node:path';

/** Settles when the file is there; its folder must be. */
export function fileAppears(file: string): Promise<void> {
  return new Promise((resolve) => {
    const watcher = watch(path.dirname(file), () => look());
    const look = (): void => {
      if (!existsSync(file)) return;
      watcher.close();
      resolve();
    };
    look();
  });
}
