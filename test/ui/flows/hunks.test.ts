import assert from 'node:assert/strict';
import { recording, shopProject } from '../../cli/projects';
import { eventually } from '../../kit/eventually';
import { reachPhases, startSession } from '../pages/startSession';
import { useScene } from '../pages/useScene';

/** What the recorded refactoring changes, by the first words of each change. */
const TABLE = /^\/\*\* What remains to be paid/;
const KNOWN = /^const known = /;
const SUM = /^return cart\.items\.reduce/;

describe('deciding hunk by hunk', () => {
  const scene = useScene({ project: shopProject });

  before(async () => {
    await startSession(scene());
    await reachPhases(scene(), 'RED', 'GREEN');
  });

  async function refactor(): Promise<void> {
    const { workbench, api, tree } = scene();
    api.answer(recording('refactor'));
    await tree.row('cart', 'REFACTOR').inlineAction('Run phase');
    await workbench.notification(/REFACTOR of cart: 1 proposed file/).waitFor();
  }

  async function hunk(words: RegExp) {
    const { review } = scene();
    const label = await eventually(async () => {
      const rows = (await review.outline()).map((row) => row.trim());
      const found = rows.find((row) => words.test(row));
      assert.ok(found, `no change begins with ${words}: ${rows.join(' | ')}`);
      return found;
    });
    return review.row('src/cart.js', label);
  }

  it('asks for another answer, which is told what should be different', async () => {
    const { workbench, api, review } = scene();
    await refactor();
    await (await hunk(SUM)).inlineAction('Reject change');
    api.answer(recording('refactor'));
    await workbench.runCommand('AgentForge: Regenerate with feedback');
    await workbench.quickInput().enter('Keep the loop.');
    await eventually(() => assert.equal(api.requests.length, 4));
    await review.row('src/cart.js').waitForDescription(/^\+16 -20$/);
    assert.match(
      api.request().prompt,
      /What should be different: Keep the loop\.\nRejected:\n- src\/cart\.js, the change at line 41:/,
    );
  });

  it('leaves out what is not checked, and says so', async () => {
    const { workbench, review } = scene();
    await (await hunk(SUM)).check({ checked: false });
    await review.row('src/cart.js').waitForDescription('1 of 6 changes left out');
    await workbench.screenshot('hunks 1 one left out');
  });

  it('opens all changes in one editor', async () => {
    const { workbench } = scene();
    await workbench.runCommand('AgentForge: Open all changes');
    await workbench.tab('REFACTOR of cart (1 file)').waitFor();
    await workbench.diff('cart.js').waitForRight('PERCENT_TO_PAY');
    await workbench.screenshot('hunks 3 all changes');
  });

  it('goes from change to change by keyboard, and accepts and rejects the one at the cursor', async () => {
    const { workbench, review } = scene();
    const { keyboard } = workbench.page;
    await workbench.tab('src/cart.js (proposed)').click();
    await workbench.diff().focusRight();
    await keyboard.press('ControlOrMeta+Home');
    for (const change of [/^\/\/ Phase/, /^\/\/ Date/, TABLE, KNOWN]) {
      const [, line] = /^line (\d+)/.exec(await (await hunk(change)).description()) ?? [];
      await keyboard.press('ControlOrMeta+Alt+J');
      await workbench.cursorAt(Number(line));
    }
    await keyboard.press('ControlOrMeta+Alt+N');
    await (await hunk(KNOWN)).waitForIcon('close');
    await review.row('src/cart.js').waitForDescription('2 of 6 changes left out');
    await workbench.screenshot('hunks 2 one rejected by keyboard');
  });

  it('takes a change back by the arrow between the sides', async () => {
    const { workbench, review } = scene();
    const rows = () => review.outline();
    const before = (await rows()).length;
    await workbench.tab('src/cart.js (proposed)').click();
    await workbench.diff().revertHunk('What remains to be paid');
    await eventually(async () => assert.equal((await rows()).length, before - 1));
    await review.row('src/cart.js').waitForDescription('edited');
  });

  it('writes what the user typed into the proposal, and nothing of what was left out', async () => {
    const { workbench, project } = scene();
    const before = await project.text('src/cart.js');
    await workbench.diff().focusRight();
    await workbench.page.keyboard.press('ControlOrMeta+End');
    await workbench.page.keyboard.type('// Looked at by a person.\n');
    await scene().review.row('src/cart.js').waitForDescription('edited');
    assert.equal(await project.text('src/cart.js'), before, 'nothing of it is on disk');
    await workbench.runCommand('AgentForge: Accept file');
    await workbench.notification(/REFACTOR (?:reached|of cart: attempt 1 of 3 failed)/).waitFor();
    assert.deepEqual(
      (await workbench.tabs()).filter((tab) => tab.startsWith('REFACTOR of cart')),
      [],
    );
    const after = await project.text('src/cart.js');
    assert.match(after, /\/\/ Looked at by a person\.\n$/);
    assert.match(after, /PERCENT_TO_PAY\.get/, 'what was taken');
    assert.doesNotMatch(after, /What remains to be paid/, 'not what the arrow took back');
    assert.ok(!after.includes('const known = ') && !after.includes('.reduce('), 'not what was left out');
    assert.deepEqual(await workbench.errors(), []);
  });
});
