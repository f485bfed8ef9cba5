import assert from 'node:assert/strict';
import { discoverInThread } from '../../../../src/node/codebase/discoverInThread';
import { WorkspaceBuilder } from '../../../kit/workspaceBuilder';

describe('an analysis in a thread', () => {
  it('that hangs over a file ends when nobody wants it any more', async () => {
    const project = await WorkspaceBuilder.build({ 'hangs.cjs': 'for (;;);\n' });
    try {
      const asked = { root: project.root, program: project.path('hangs.cjs'), environment: process.env };
      assert.deepEqual(await discoverInThread(asked, AbortSignal.abort()), {
        ok: false,
        problem: { kind: 'cancelled' },
      });
    } finally {
      await project.dispose();
    }
  });
});
