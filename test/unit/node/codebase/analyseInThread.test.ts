import assert from 'node:assert/strict';
import { analyseInThread } from '../../../../src/node/codebase/analyseInThread';
import { WorkspaceBuilder } from '../../../kit/workspaceBuilder';

describe('an analysis in a thread', () => {
  it('that hangs over a file ends when nobody wants it any more', async () => {
    const project = await WorkspaceBuilder.build({ 'hangs.cjs': 'for (;;);\n' });
    try {
      const asked = { root: project.root, program: project.path('hangs.cjs'), environment: process.env };
      assert.deepEqual(await analyseInThread({ kind: 'discover' }, asked, AbortSignal.abort()), {
        ok: false,
        problem: { kind: 'cancelled' },
      });
    } finally {
      await project.dispose();
    }
  });
});
