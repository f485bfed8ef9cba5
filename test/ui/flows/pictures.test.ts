import { recording, SHOP, shopProject } from '../../cli/projects';
import { reachPhases } from '../pages/startSession';
import { useScene } from '../pages/useScene';

const SECOND_TEST =
  "```javascript:test/cart.more.test.js\nimport { it } from 'node:test';\n\nit('holds', () => {});\n```\n";

/** Pictures for a person to look at; each state is waited for, so that they show what they say. */
describe('pictures of every state in light, dark and high contrast', () => {
  const scene = useScene({ project: shopProject });

  async function picture(name: string): Promise<void> {
    const { workbench } = scene();
    for (const theme of ['light', 'high contrast', 'high contrast light', 'dark'] as const) {
      await workbench.useTheme(theme);
      await workbench.screenshot(`state ${name} ${theme}`);
    }
  }

  it('empty', async () => {
    const { workbench, tree } = scene();
    await workbench.openActivity('AgentForge');
    await tree.welcomeButton('Open the sample').waitFor();
    await picture('1 empty');
  });

  it('streaming', async () => {
    const { workbench, api, tree } = scene();
    await tree.welcomeButton('Start a session').click();
    await workbench.quickInput().choose(SHOP);
    const exchange = api.answer(`${recording('red')}\n${SECOND_TEST}`, { gates: [900] });
    await tree.row('cart', 'RED').inlineAction('Run phase');
    await exchange.paused();
    await workbench.diff().waitForRight('gives a cart that holds the item');
    await picture('2 streaming');
    exchange.open();
  });

  it('review of two files', async () => {
    const { workbench } = scene();
    await workbench.notification(/2 proposed files/).waitFor();
    await picture('3 review');
  });

  it('not reached', async () => {
    const { workbench, tree } = scene();
    await workbench.runCommand('AgentForge: Accept all');
    await workbench.notification(/attempt 1 of 3 failed/).waitFor();
    await tree.row('cart', 'RED', 'holds').waitFor();
    await picture('4 attempt failed');
    await workbench.notification(/attempt 1 of 3 failed/).link('keep files');
    await workbench.notification(/RED not reached/).waitFor();
    await picture('5 not reached');
    await workbench.notification(/RED not reached/).button('Roll back');
    await workbench.notification(/RED of cart rolled back/).waitFor();
  });

  it('RED reached', async () => {
    const { tree } = scene();
    await reachPhases(scene(), 'RED');
    await tree.row('cart', 'RED', 'subtotal > is 0 for an empty cart').waitFor();
    await picture('6 RED reached');
  });

  it('VERIFY reached', async () => {
    const { workbench, tree } = scene();
    await reachPhases(scene(), 'GREEN');
    await tree.row('cart', 'RED').collapse();
    await tree.row('cart', 'GREEN').collapse();
    await tree.row('cart', 'VERIFY').inlineAction('Run phase');
    await workbench.notification(/VERIFY reached/).waitFor();
    await tree.row('cart', 'VERIFY').expand();
    await picture('7 verify');
  });

  it('the report of VERIFY, as a page', async () => {
    const { workbench, tree } = scene();
    await tree.row('cart', 'VERIFY').menu('Show report');
    await workbench.tab('Preview report.md').waitFor();
    const page = workbench.page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
    await page.getByRole('heading', { name: 'VERIFY of cart: reached' }).waitFor();
    await picture('8 report');
  });
});
