import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { printSession } from '../../../src/core/tdflow/sessionFile';
import { shopProject } from '../../cli/projects';
import { eventually } from '../../kit/eventually';
import { must } from '../../kit/must';
import { sampleSession } from '../../kit/sampleSession';
import { useScene } from '../pages/useScene';
import { useWorkbench } from '../pages/useWorkbench';

describe('a window without a folder', () => {
  const workbench = useWorkbench({ folder: 'none' });

  it('offers RED and what leads there in the palette, before anything of the extension was opened', async () => {
    const offered = await workbench().commandsFor('AgentForge: ');
    assert.deepEqual(ours(offered), [
      'AgentForge: Choose model',
      'AgentForge: Generate RED tests',
      'AgentForge: Open interaction log',
      'AgentForge: Open sample',
      'AgentForge: Open specification',
      'AgentForge: Remove API key',
      'AgentForge: Set API key',
      'AgentForge: Show costs',
      'AgentForge: Show log',
    ]);
  });

  it('opens the sample, whose RED works with the recorded answer', async () => {
    await workbench().openActivity('AgentForge');
    await workbench().tree('TDFLOW').welcomeButton('Open the sample').click();
    const folder = await workbench().waitForFolder();
    assert.match(folder, /agentforge-sample-/);
    await workbench().tab('Preview README.md').waitFor();
    await workbench().tree('TDFLOW').welcomeButton('Start a session').waitFor();
    await workbench().screenshot('start 0 sample');
    await workbench().runCommand('AgentForge: Generate RED tests');
    await workbench().quickInput().choose('specs/shop.yaml');
    await workbench().quickInput().choose('cart');
    await workbench().quickInput().choose('Use the recorded answer');
    await workbench()
      .notification(/1 proposed file/)
      .link('Accept all');
    await workbench()
      .notification(/RED reached/)
      .waitFor();
    await rm(folder, { recursive: true, force: true });
  });
});

describe('a folder without a session and without a key', () => {
  const scene = useScene({ project: shopProject, key: false });

  it('offers what can be done', async () => {
    const { workbench } = scene();
    assert.deepEqual(ours(await workbench.commandsFor('AgentForge: ')), [
      'AgentForge: Analyse codebase',
      'AgentForge: Architect (SPARC)',
      'AgentForge: Check conformance',
      'AgentForge: Choose model',
      'AgentForge: Customise instructions of a phase',
      'AgentForge: Generate RED tests',
      'AgentForge: Implement all components',
      'AgentForge: New specification',
      'AgentForge: Open interaction log',
      'AgentForge: Open sample',
      'AgentForge: Open specification',
      'AgentForge: Paste response',
      'AgentForge: Propose contract from the codebase',
      'AgentForge: Remove API key',
      'AgentForge: Set API key',
      'AgentForge: Show costs',
      'AgentForge: Show log',
      'AgentForge: Start TDFLOW session',
      'AgentForge: Verify the ledger',
    ]);
  });

  it('opens the sample in a window of its own, as a fresh copy', async () => {
    const { workbench, tree, project } = scene();
    await workbench.openActivity('AgentForge');
    const other = await workbench.newWindow(() => tree.welcomeButton('Open the sample').click());
    assert.match(other.folder, /agentforge-sample-/);
    assert.notEqual(other.folder, project.root);
    await other.page.close();
    await rm(other.folder, { recursive: true, force: true });
  });

  it('opens a specification', async () => {
    const { workbench, tree } = scene();
    await tree.welcomeButton('Open a specification').click();
    await workbench.quickInput().choose('specs/shop.yaml');
    await workbench.tab('shop.yaml').waitFor();
  });

  it('starts a session from the open specification; without a key its rows offer the prompt', async () => {
    const { workbench, tree } = scene();
    await tree.welcomeButton('Start a session').click();
    const actions = ['Copy prompt of this phase', 'Run phase'];
    await eventually(async () => assert.deepEqual(await tree.row('cart', 'RED').inlineActions(), actions));
    assert.deepEqual(await tree.row('cart', 'GREEN').inlineActions(), []);
    const offered = ours(await workbench.commandsFor('AgentForge: '));
    assert.ok(offered.includes('AgentForge: Copy prompt') && offered.includes('AgentForge: Paste response'));
    assert.ok(
      !offered.some((title) => /GREEN|Refactor|Verify|Accept|Reject|Roll back|Cancel/.test(title)),
      offered.join(),
    );
  });

  it('keeps a key that is set, and then needs no prompt', async () => {
    const { workbench, tree } = scene();
    await workbench.runCommand('AgentForge: Set API key');
    await workbench.screenshot('start 1 key');
    await workbench.quickInput().enter('sk-ant-test-0123456789');
    await workbench.notification(/The API key is kept/).waitFor();
    await eventually(async () => assert.deepEqual(await tree.row('cart', 'RED').inlineActions(), ['Run phase']));
  });
});

describe('a folder that is not trusted', () => {
  const text = must(printSession(sampleSession({ specFile: 'specs/shop.yaml' }), undefined));
  const scene = useScene({
    project: () => shopProject({ [`.agentforge/tdflow/${sampleSession().id}.yaml`]: text }),
    trust: false,
  });

  it('shows the session and runs nothing', async () => {
    const { workbench, tree, project, api } = scene();
    await workbench.openActivity('AgentForge');
    await tree.row('cart', 'RED').inlineAction('Run phase');
    const problem = workbench.notification(/This workspace is not trusted/);
    await problem.waitFor();
    await workbench.screenshot('start 2 restricted');
    assert.ok((await problem.buttons()).includes('Manage trust'));
    await project.assertUntouched();
    assert.equal(api.requests.length, 0);
  });

  it('says the same in the palette’s RED', async () => {
    const { workbench } = scene();
    await workbench.notification(/This workspace is not trusted/).dismiss();
    await workbench.runCommand('AgentForge: Generate RED tests');
    await workbench.notification(/This workspace is not trusted/).waitFor();
  });
});

/** Without the editor's own command for the view. */
function ours(titles: readonly string[]): readonly string[] {
  return titles.filter((title) => title.startsWith('AgentForge: ') && !title.includes('Focus on')).sort();
}
