import assert from 'node:assert/strict';
import { stat } from 'node:fs/promises';
import { useWorkbench } from './pages/useWorkbench';

for (const theme of ['dark', 'light', 'high contrast'] as const) {
  describe(`the packaged extension in a ${theme} window`, () => {
    const workbench = useWorkbench({ theme });

    it('shows the TDFLOW view behind its icon in the activity bar', async () => {
      await workbench().openActivity('AgentForge');
      await workbench().tree('TDFLOW').waitFor();
      const picture = await workbench().screenshot(`smoke ${theme}`);
      assert.ok((await stat(picture)).size > 0);
    });
  });
}
