import assert from 'node:assert/strict';
import { eventually } from '../../kit/eventually';
import { WEAK_SPECIFICATION, writeWeakSession } from '../../kit/weakSession';
import { WorkspaceBuilder } from '../../kit/workspaceBuilder';
import { useScene } from '../pages/useScene';

const TAKEN = 'Given total is exactly 100 when Cart.total is used';

/** Every line of the component is run by a test, and hardly anything of it is looked at. */
describe('how strong tests are', () => {
  const scene = useScene({
    project: async () => {
      const project = await WorkspaceBuilder.build({});
      await writeWeakSession(project.root);
      await project.commit();
      return project;
    },
  });
  const page = () =>
    scene().workbench.page.frameLocator('iframe.webview.ready:visible').frameLocator('iframe#active-frame');
  const card = () => page().locator('.card').filter({ hasText: TAKEN });
  const editorWith = (words: string) => scene().workbench.page.locator('.monaco-editor .view-line', { hasText: words });

  async function picture(name: string): Promise<void> {
    const { workbench } = scene();
    for (const theme of ['light', 'high contrast', 'dark'] as const) {
      await workbench.useTheme(theme);
      await workbench.screenshot(`strength ${name} ${theme}`);
    }
  }

  it('says of a component of which nobody looked that nobody did', async () => {
    const { workbench, tree } = scene();
    await workbench.openActivity('AgentForge');
    await tree.row('cart').menu('Show strength of the tests');
    await page().getByText('Nobody looked yet').waitFor();
    await workbench.screenshot('strength 1 nobody looked');
  });

  it('is looked at from the row of a component, and shown as weak with the missing criteria named', async () => {
    const { workbench, tree } = scene();
    await tree.row('cart').menu('Check strength of the tests');
    await workbench.notification(/The tests of cart are weak/).waitFor();
    await workbench.notification(/The tests of cart are weak/).button('Open report');
    await page().locator('.grade', { hasText: 'weak' }).waitFor();
    await card().waitFor();
    await picture('2 report');
    await card().scrollIntoViewIfNeeded();
    await workbench.screenshot('strength 3 suggestion');
  });

  it('leads to the line of a fault, which is marked there', async () => {
    const { workbench } = scene();
    await card().getByRole('link', { name: 'src/cart.js:11' }).first().click();
    await workbench.tab('cart.js').waitFor();
    await workbench.cursorAt(11);
    await workbench.page.locator('.monaco-editor .squiggly-info').first().waitFor();
    await picture('4 marks');
  });

  it('adds a suggestion to the specification, where what is wanted is typed', async () => {
    const { workbench } = scene();
    await workbench.runCommand('AgentForge: Show strength of the tests');
    await card().getByRole('button', { name: 'Add to the specification' }).click();
    await editorWith('GIVEN total is exactly 100').waitFor();
    await workbench.screenshot('strength 5 added');
    await workbench.page.keyboard.type('nothing is off');
    await editorWith('nothing is off').waitFor();
    await card().getByText('In the specification').waitFor();
    await picture('6 said');
    await workbench.runCommand('File: Save');
    await eventually(async () =>
      assert.match(
        await scene().project.text(WEAK_SPECIFICATION),
        /\*\*FR-003\*\*.*\n {2}- GIVEN total is exactly 100 WHEN Cart\.total is used THEN nothing is off\n/,
      ),
    );
  });

  it('offers others where the requirement stands', async () => {
    const { workbench } = scene();
    await workbench.page.keyboard.press('Control+G');
    await workbench.quickInput().enter(':9:1');
    await workbench.cursorAt(9);
    const menu = workbench.page.locator('.action-widget:not(.action-list-submenu-panel)');
    await eventually(async () => {
      if (!(await menu.isVisible())) await workbench.page.keyboard.press('ControlOrMeta+.');
      await menu.getByText('Add criterion: ').first().waitFor({ timeout: 5_000 });
    });
    await workbench.screenshot('strength 7 light bulb');
  });
});
