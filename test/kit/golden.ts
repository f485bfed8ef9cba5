import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const FOLDER = join(__dirname, '../golden/files');

/** Compares a text with the one kept in `test/golden/files`; with `UPDATE=1` it is written there instead. */
export async function assertGolden(name: string, actual: string): Promise<void> {
  const path = join(FOLDER, name);
  if (process.env['UPDATE'] === '1') {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, actual);
    return;
  }
  const expected = await readFile(path, 'utf8').catch(() => assert.fail(`there is no ${name} yet: run with UPDATE=1`));
  assert.equal(actual, expected, `${name} differs: look at the difference, then run with UPDATE=1 when it is meant`);
}
