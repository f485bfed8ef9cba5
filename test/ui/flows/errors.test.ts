import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { symlink } from 'node:fs/promises';
import path from 'node:path';
import { answer, ESCALATION, escalationProject, recording, shopProject } from '../../cli/projects';
import { agentforgeSample } from '../../kit/agentforgeSample';
import { scratchFolder } from '../../kit/editor/scratchFolder';
import { eventually } from '../../kit/eventually';
import { startSession } from '../pages/startSession';
import { useScene } from '../pages/useScene';

const PROVES_NOTHING =
  "```javascript:test/cart.test.js\nimport { it } from 'node:test';\n\nit('holds', () => {});\n```\n";

describe('what can go wrong', () => {
  const scene = useScene({ project: () => shopProject({ 'specs/broken.yaml': agentforgeSample('broken_spec.yaml') }) });

  before(() => startSession(scene()));

  beforeEach(() => scene().workbench.letToastsSettle());

  const run = (phase: 'RED' | 'GREEN') => scene().tree.row('cart', phase).inlineAction('Run phase');

  it('a model that is overloaded three times: the button tries again', async () => {
    const { workbench, api, project } = scene();
    for (let attempt = 1; attempt <= 3; attempt++) api.error(529);
    await run('RED');
    const problem = workbench.notification(/The model could not be reached \(asked 3 times\)/);
    assert.deepEqual(await problem.buttons(), ['Retry', 'Copy prompt', 'Show log']);
    await workbench.screenshot('errors 1 overloaded');
    await project.assertUntouched();
    api.answer(recording('red'));
    await problem.button('Retry');
    await workbench.notification(/1 proposed file/).link('reject all');
    await workbench.notification(/Nothing was accepted, so nothing was changed/).dismiss();
    await project.assertUntouched();
  });

  it('a key that is refused: the button asks for another', async () => {
    const { workbench, api, project, tree } = scene();
    api.error(401, { message: 'invalid x-api-key' });
    await run('RED');
    const problem = workbench.notification(/The API key was refused/);
    assert.deepEqual(await problem.buttons(), ['Set API key', 'Copy prompt', 'Show log']);
    assert.doesNotMatch(await problem.text(), /\.agentforge/);
    await tree.row('cart', 'RED').waitForDescription('The API key was refused');
    await tree.row('cart').waitForDescription('RED stopped: The API key was refused');
    await workbench.screenshot('errors 6 key refused');
    await problem.button('Set API key');
    await workbench.quickInput().waitFor('Your Anthropic API key');
    await workbench.page.keyboard.press('Escape');
    await workbench.quickInput().waitForEnd();
    await problem.waitForEnd();
    await project.assertUntouched();
  });

  it('a path that leads out of the folder: the answer is stopped, and its row says why it can never be accepted', async () => {
    const { workbench, api, project } = scene();
    const leadingOut = (name: string) => `${recording('red')}\n\`\`\`javascript:../${name}\nboom\n\`\`\`\n`;
    api.answer(leadingOut('cart.test.js'));
    api.answer(leadingOut('again.test.js'));
    await run('RED');
    const stopped = workbench.notification(
      /attempt 2 of 3 failed\..*leads out of its folder.*the rest costs nothing\./,
    );
    await stopped.waitFor();
    assert.match(
      api.request().prompt,
      /\.\.\/cart\.test\.js: .*leads out of its folder/,
      'it was asked once more, and told why',
    );
    const refused = scene().review.row('../again.test.js');
    await refused.waitForIcon('error');
    assert.match(await refused.description(), /refused: .*leads out of its folder/);
    assert.deepEqual(await refused.inlineActions(), []);
    await workbench.screenshot('errors 2 refused');
    await stopped.link('take back');
    await workbench.notification(/The answer was refused: .*Nothing was changed\./).dismiss();
    await project.assertUntouched();
  });

  it('an answer that is cut, and whose rest does not come either', async () => {
    const { workbench, api, project } = scene();
    for (let time = 0; time < 3; time++) api.cut(recording('red').slice(0, 900));
    await run('RED');
    const problem = workbench.notification(/The answer is not whole/);
    assert.deepEqual(await problem.buttons(), ['Retry', 'Copy prompt', 'Show log']);
    await problem.dismiss();
    assert.deepEqual(await workbench.tabs(), []);
    await project.assertUntouched();
  });

  it('a specification that is not YAML: the message has the line', async () => {
    const { workbench, project } = scene();
    await workbench.openFile('broken.yaml');
    await workbench.runCommand('AgentForge: Generate RED tests');
    const problem = workbench.notification(
      /specs\/broken\.yaml:\d+:\d+: not valid YAML: .*\. The log has \d+ more problems\./,
    );
    await problem.waitFor();
    await workbench.screenshot('errors 3 broken specification');
    await problem.dismiss();
    await workbench.runCommand('View: Close Editor');
    await project.assertUntouched();
  });

  it('tests that pass at once: RED is not reached, and the button takes them back', async () => {
    const { workbench, api, tree, project } = scene();
    api.answer(PROVES_NOTHING);
    await run('RED');
    await workbench.notification(/1 proposed file/).link('Accept all');
    await workbench.notification(/attempt 1 of 3 failed\. 1 of 1 test does not fail/).link('keep files');
    const verdict = workbench.notification(/RED not reached: 1 of 1 test does not fail for the right reason/);
    assert.deepEqual(await verdict.buttons(), ['Roll back', 'Show log']);
    await tree.row('cart', 'RED').waitForIcon('testing-failed-icon');
    assert.match(await tree.row('cart', 'RED', 'holds').description(), /asserts nothing/);
    await workbench.screenshot('errors 4 not reached');
    await verdict.button('Roll back');
    await workbench.notification(/RED of cart rolled back/).waitFor();
    await project.assertUntouched();
  });

  it('GREEN that writes a test: the answer is stopped there, and asked for again', async () => {
    const { workbench, api } = scene();
    api.answer(recording('red'));
    await run('RED');
    await workbench.notification(/1 proposed file/).link('Accept all');
    await workbench.notification(/RED reached/).waitFor();
    api.answer(`${recording('green')}\n${recording('red').replace('() => {\n', '() => {\n\n')}`);
    api.answer(recording('green'));
    await run('GREEN');
    await workbench.notification(/GREEN of cart: 1 proposed file/).waitFor();
    assert.match(api.request().prompt, /test\/cart\.test\.js: GREEN does not change tests/);
    await workbench.runCommand('AgentForge: Reject all');
    await workbench.notification(/Nothing was accepted/).waitFor();
  });
});

describe('a Python project on a machine without Python', () => {
  let removePath = async (): Promise<void> => {};
  const scene = useScene({
    project: escalationProject,
    env: async () => {
      const { folder, remove } = await scratchFolder('no-python');
      removePath = remove;
      await symlink(process.execPath, path.join(folder, 'node'));
      await symlink(execFileSync('which', ['git'], { encoding: 'utf8' }).trim(), path.join(folder, 'git'));
      return { PATH: folder };
    },
  });
  after(() => removePath());

  it('says what is missing and how to install it, and takes back what was written', async () => {
    const { workbench, api, project } = scene();
    await workbench.openFile(path.basename(ESCALATION));
    api.answer(answer('escalation_domain.red'));
    await workbench.runCommand('AgentForge: Generate RED tests');
    await workbench.quickInput().choose('escalation_domain');
    await workbench.notification(/1 proposed file/).link('Accept all');
    const problem = workbench.notification(/The tests cannot run with pytest: no Python was found/);
    assert.deepEqual(await problem.buttons(), ['Copy command', 'Retry', 'Show log']);
    await workbench.screenshot('errors 5 no python');
    await problem.button('Copy command');
    await eventually(async () => assert.match(await workbench.readClipboard(), /python3 -m pip install pytest/));
    await project.assertUntouched();
  });
});
