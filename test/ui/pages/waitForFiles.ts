import assert from 'node:assert/strict';
import { eventually } from '../../kit/eventually';
import type { Tree } from './tree';

/** Waits until a review has these files in this order: while they arrive, their rows move away from who would click on one. */
export async function waitForFiles(review: Tree, files: readonly string[]): Promise<void> {
  await eventually(async () =>
    assert.deepEqual(
      (await review.outline()).filter((row) => !row.startsWith(' ')),
      files,
    ),
  );
}
