import assert from 'node:assert/strict';
import { appendFile } from 'node:fs/promises';
import { shopProject } from '../../cli/projects';
import { reachPhases, startSession } from '../pages/startSession';
import { useScene } from '../pages/useScene';

const CODE = 'src/cart.js';
const TESTS = 'test/cart.test.js';

describe('the history of a session', () => {
  const scene = useScene({ project: shopProject });

  it('has each generation with its files, the newest first', async () => {
    const { workbench, history } = scene();
    await startSession(scene());
    await reachPhases(scene(), 'RED', 'GREEN');
    await history.open();
    await history.row('2 GREEN of cart').waitForDescription('in place');
    const rows = (await history.outline()).filter((row) => !row.startsWith(' '));
    assert.deepEqual(rows, ['2 GREEN of cart', '1 RED of cart']);
    await history.row('2 GREEN of cart').expand();
    await workbench.screenshot('history 1 generations');
  });

  it('opens all that a generation changed in one editor', async () => {
    const { workbench, history } = scene();
    await history.row('2 GREEN of cart').click();
    await workbench.tab('2 GREEN of cart (1 file)').waitFor();
    await workbench.diff('cart.js').waitForRight('export function subtotal');
    await workbench.screenshot('history 2 all changes');
  });

  it('goes back to a point, and asks first about what the user changed since', async () => {
    const { workbench, history, project } = scene();
    const generated = await project.text(CODE);
    await project.write(CODE, generated.replace('export function subtotal', '/* mine */ export function subtotal'));
    await history.row('1 RED of cart').inlineAction('Roll back to here');
    await workbench.quickInput().waitFor(`Rolling back GREEN of cart: ${CODE} (1 of 1)`);
    await workbench.tab(`${CODE} (yours since)`).waitFor();
    await workbench.screenshot('history 2b conflict on the way');
    await workbench.quickInput().choose('Give back the original');
    await workbench.notification(/GREEN of cart rolled back: src\/cart\.js as before\./).waitFor();
    await history.row('2 GREEN of cart').waitForDescription('rolled back');
    await history.row('1 RED of cart').waitForDescription('in place');
  });

  it('shows what the user changed since from both sides, and does with it as the user says', async () => {
    const { workbench, history, project } = scene();
    await appendFile(project.path(TESTS), '// mine\n');
    await history.row('1 RED of cart').inlineAction('Roll back this generation');
    await workbench.quickInput().waitFor(`Rolling back ${TESTS} (1 of 1)`);
    await workbench.quickInput().cancel();
    await history.row('1 RED of cart').waitForDescription('in place');
    assert.deepEqual(await workbench.errors(), [], 'who decides nothing is told nothing');
    await history.row('1 RED of cart').inlineAction('Roll back this generation');
    await workbench.quickInput().waitFor(`Rolling back ${TESTS} (1 of 1)`);
    await workbench.tab(`${TESTS} (yours since)`).waitFor();
    await workbench.tab(`${TESTS} (what the rollback takes back)`).waitFor();
    await workbench.screenshot('history 3 conflict');
    await workbench.quickInput().choose('Give back the original');
    await workbench.notification(/RED of cart rolled back: test\/cart\.test\.js as before\./).waitFor();
    await history.row('1 RED of cart').waitForDescription('rolled back');
    await project.assertUntouched();
    assert.deepEqual(await workbench.errors(), []);
  });
});
