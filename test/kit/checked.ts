import assert from 'node:assert/strict';
import type { CheckedPath } from '../../src/core/workspace/checkedPath';
import { checkPath } from '../../src/core/workspace/checkedPath';

/** A path that the test knows to be harmless. */
export async function checked(relative: string): Promise<CheckedPath> {
  const path = await checkPath(relative, { probe: async () => 'inside' });
  assert.ok(path.ok, relative);
  return path.value;
}
