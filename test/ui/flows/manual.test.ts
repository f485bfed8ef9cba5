import assert from 'node:assert/strict';
import { recording, shopProject } from '../../cli/projects';
import { INTAKE } from '../../kit/sampleRequest';
import { GUIDANCE, sparcAnswer } from '../../kit/sparcAnswers';
import { WorkspaceBuilder } from '../../kit/workspaceBuilder';
import { startSession } from '../pages/startSession';
import { useScene } from '../pages/useScene';

describe('without a key, by copying the prompt and pasting the answer', () => {
  const scene = useScene({ project: shopProject, key: false });

  before(() => startSession(scene()));

  it('puts the prompt of one component on the clipboard, with its real paths', async () => {
    const { workbench, tree } = scene();
    await tree.row('cart', 'RED').inlineAction('Copy prompt of this phase');
    await workbench.notification(/The prompt for RED of cart is on the clipboard/).waitFor();
    await workbench.screenshot('manual 1 copied');
    const prompt = await workbench.readClipboard();
    assert.match(prompt, /name: cart/);
    assert.match(prompt, /The subtotal less the discount of the code/);
    assert.doesNotMatch(prompt, /name: receipt/);
    assert.ok(prompt.includes('test/cart.test.js') && prompt.includes('src/cart.js'));
  });

  it('takes the answer from the clipboard through diff, consent, tests and verdict', async () => {
    const { workbench, tree, project } = scene();
    await workbench.writeClipboard(recording('red'));
    await workbench.notification(/The prompt for RED of cart/).button('Paste response');
    await workbench
      .notification(/does not name the prompt .* taken for RED of cart, whose prompt was copied last/)
      .waitFor();
    await workbench.diff().waitForRight('gives a cart that holds the item');
    await project.assertUntouched();
    await workbench.notification(/RED of cart.*1 proposed file/).link('Accept all');
    await workbench.notification(/RED reached/).waitFor();
    await tree.row('cart', 'RED').waitForIcon('testing-passed-icon');
    assert.match(await project.text('test/cart.test.js'), /^\/\/ Model: manual/m);
  });

  it('takes the answer from an open document that was never saved', async () => {
    const { workbench, tree } = scene();
    await tree.row('cart', 'GREEN').inlineAction('Copy prompt of this phase');
    await workbench.notification(/The prompt for GREEN of cart/).waitFor();
    await workbench.writeClipboard(recording('green'));
    await workbench.runCommand('File: New Untitled Text File');
    await workbench.page.keyboard.press('ControlOrMeta+V');
    await workbench.editorText('unknown code').waitFor();
    await workbench.writeClipboard('no answer yet');
    await workbench.runCommand('AgentForge: Paste response');
    await workbench.diff().waitForRight('quantity must be a positive whole number');
    await workbench.notification(/GREEN of cart.*1 proposed file/).link('Accept all');
    await workbench.notification(/GREEN reached: 11 tests pass/).waitFor();
  });

  it('says so when there is no answer to paste', async () => {
    const { workbench, api } = scene();
    await workbench.openFile('money.js');
    await workbench.runCommand('AgentForge: Paste response');
    await workbench.notification(/Neither the clipboard nor the open document holds an answer/).waitFor();
    assert.equal(api.requests.length, 0);
  });
});

/** The line by which an answer names its prompt. */
const idOf = (prompt: string) => /AgentForge prompt [0-9a-f]{12}/.exec(prompt)?.[0] ?? '';

describe('documents without a key, by copying each prompt and pasting its answer', () => {
  const scene = useScene({ project: () => WorkspaceBuilder.build({}), key: false });

  async function paste(answer: string): Promise<void> {
    await scene().workbench.writeClipboard(answer);
    await scene().workbench.runCommand('AgentForge: Paste response');
  }

  it('has the guidance written from a sentence', async () => {
    const { workbench, project } = scene();
    await workbench.openActivity('AgentForge');
    await workbench.runCommand('AgentForge: Architect (SPARC)');
    await workbench.quickInput().enter('A cart that adds up amounts of money');
    await workbench.quickInput().choose('Copy prompt');
    await workbench.notification(/The prompt for guidance is on the clipboard/).waitFor();
    const prompt = await workbench.readClipboard();
    assert.match(prompt, /A cart that adds up amounts of money/);
    await workbench.writeClipboard(`${idOf(prompt)}\n\`\`\`toml:guidance.toml\n${GUIDANCE}\`\`\`\n`);
    await workbench.notification(/The prompt for guidance is on the clipboard/).button('Paste response');
    await workbench.notification(/SPARC guidance: 1 proposed file/).link('Accept all');
    await workbench.notification('guidance.toml written.').waitFor();
    assert.equal(await project.text('guidance.toml'), GUIDANCE);
  });

  it('asks for one document at a time, and tells answers apart by the prompt that they name', async () => {
    const { workbench, project, api } = scene();
    await workbench.notification('guidance.toml written.').button('Copy next prompt');
    await workbench.quickInput().choose('Architecture');
    await workbench.notification(/The prompt for Architecture is on the clipboard/).waitFor();
    await workbench.screenshot('manual 2 document copied');
    const architecture = await workbench.readClipboard();
    await workbench.runCommand('AgentForge: Architect (SPARC)');
    await workbench.quickInput().choose('Specification');
    await workbench.notification(/The prompt for Specification is on the clipboard/).waitFor();
    const specification = await workbench.readClipboard();
    assert.notEqual(idOf(architecture), idOf(specification));
    await paste(`${idOf(architecture)}\n${sparcAnswer(architecture)}`);
    await workbench.notification(/SPARC documents: 1 proposed file/).link('Accept all');
    await workbench.notification('architecture/Architecture.md written.').waitFor();
    await workbench.screenshot('manual 3 document written');
    assert.match(await project.text('architecture/Architecture.md'), /^## Component: cart$/m);
    await paste(`${idOf(specification)}\n${sparcAnswer(specification)}`);
    await workbench.notification(/SPARC documents: 1 proposed file/).link('Accept all');
    await workbench.notification('architecture/Specification.md written.').button('Copy next prompt');
    await workbench.quickInput().waitFor('Pseudocode');
    await workbench.quickInput().cancel();
    await project.write('guidance.toml', GUIDANCE.replaceAll('money', 'euros'));
    await paste(`${idOf(specification)}\n${sparcAnswer(specification)}`);
    await workbench.notification(/has changed since.* Copy the prompt once more/).waitFor();
    assert.equal(api.requests.length, 0);
  });

  it('takes up a request, step by step', async () => {
    const { workbench, project } = scene();
    await workbench.runCommand('AgentForge: New specification');
    await workbench.quickInput().enter('Let visitors put articles into a cart');
    await workbench.notification(/The prompt for Request is on the clipboard/).waitFor();
    const prompt = await workbench.readClipboard();
    await paste(`${idOf(prompt)}\n\`\`\`\`\`yaml:outputs/intake_record.yaml\n${INTAKE}\`\`\`\`\`\n`);
    await workbench.notification(/Request: 1 proposed file/).link('Accept all');
    await workbench.notification(/Next: Answer questions/).waitFor();
    assert.match(await project.text('outputs/intake_record.yaml'), /raw_request: Let visitors put articles/);
    assert.equal(scene().api.requests.length, 0);
  });
});
