import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { errorCode } from './describeSystemError';

/** Version of the product, as the package says it in which the plugins for test runners are shipped; '' where there is none. */
export function productVersion(assetsDir: string): string {
  for (let folder = assetsDir; dirname(folder) !== folder; folder = dirname(folder)) {
    try {
      const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
        readonly version?: unknown;
      };
      return typeof version === 'string' ? version : '';
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') throw error;
    }
  }
  return '';
}
