import path from 'node:path';
import type { Breach } from './breach';

const LOOKS_LIKE_A_TEST = /[._-](?:test|spec)\.[cm]?[jt]sx?$/;

/** Files that look like tests and that no tier finds. Fixtures are projects of their own. */
export function strayTestBreaches(files: readonly string[], tiers: readonly string[]): readonly Breach[] {
  return files
    .filter((file) => LOOKS_LIKE_A_TEST.test(file) && !file.startsWith('test/fixtures/'))
    .flatMap((file) => {
      if (!tiers.includes(file.split('/')[1] ?? ''))
        return [{ file, line: 1, message: 'no tier runs it: move it to one' }];
      return file.endsWith('.test.ts') ? [] : [{ file, line: 1, message: 'name it *.test.ts, or no tier finds it' }];
    });
}

/** Unit tests in a folder that neither src nor test/kit has. */
export function mirrorPathBreaches(files: readonly string[], isThere: (file: string) => boolean): readonly Breach[] {
  return files
    .filter((file) => file.startsWith('test/unit/') && file.endsWith('.test.ts'))
    .flatMap((file) => {
      const place = path.posix.dirname(file.slice('test/unit/'.length));
      const original = place === 'kit' || place.startsWith('kit/') ? `test/${place}` : path.posix.join('src', place);
      return isThere(original)
        ? []
        : [{ file, line: 1, message: `${original} is not there: move the test to its subject` }];
    });
}
