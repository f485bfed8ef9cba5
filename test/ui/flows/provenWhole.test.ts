import assert from 'node:assert/strict';
import { recording, shopProject } from '../../cli/projects';
import { reachPhases, startSession } from '../pages/startSession';
import { useScene } from '../pages/useScene';

const CODE = 'src/cart.js';
const TESTS = 'test/cart.test.js';
const CONTRACT = 'contracts/own.contract.yaml';
const contract = (id: string, pattern: string, hint: string) => `contract:
  name: own
  type: custom
  applies_to: {paths: ['src/**']}
checks:
  - id: ${id}
    name: A flag is told to be found
    type: regex
    severity: error
    fix_hint: ${hint}
    config: {pattern: '${pattern}'}
`;
const NO_LET = contract('no-let', 'let found', 'Name what is looked for.');
const NO_FLAG = contract('no-flag', 'isThere', 'Ask the list.');
const WITH_FLAG = recording('green')
  .replace('let found', 'let isThere')
  .replaceAll(/\bfound\b/g, 'isThere');
const WITHOUT = recording('green')
  .replace('let found = false;', 'const known = cart.items.some(({ name }) => name === item.name);')
  .replace('      found = true;\n', '')
  .replace('!found', '!known');

describe('a component that is proven, from its contract to its ledger', () => {
  const scene = useScene({
    project: async () => {
      const project = await shopProject({ [CONTRACT]: NO_LET });
      await project.commit();
      return project;
    },
  });
  const proposed = () => scene().workbench.notification(/GREEN of cart.*: 1 proposed file/);

  /** Waits for a message and closes it, so that the next one of its kind is another. */
  async function told(text: RegExp): Promise<string> {
    const message = scene().workbench.notification(text);
    await message.waitFor();
    const words = await message.text();
    await message.dismiss();
    return words;
  }

  async function inLight(name: string): Promise<void> {
    const { workbench } = scene();
    await workbench.screenshot(`proven ${name}`);
    await workbench.useTheme('light');
    await workbench.screenshot(`proven ${name} light`);
    await workbench.useTheme('dark');
  }

  it('begins without a ledger, and the page says what to do', async () => {
    const { workbench, tree } = scene();
    await startSession(scene());
    await tree.row('cart', 'RED').waitFor();
    await workbench.runCommand('AgentForge: Verify the ledger');
    await workbench.report().waitForHeading('There is no ledger yet');
    await told(/The ledger is empty: nothing is proven/);
    await workbench.screenshot('proven 1 no ledger');
  });

  it('GREEN fails by a contract, says so, and the next attempt is told exactly that', async () => {
    const { workbench, api } = scene();
    await reachPhases(scene(), 'RED');
    api.answer(recording('green'));
    await scene().tree.row('cart', 'GREEN').inlineAction('Run phase');
    await proposed().link('Accept all');
    const failed = workbench.notification(
      /attempt 1 of 3 failed\. Contracts of the project are broken: src\/cart\.js:\d+/,
    );
    assert.match(await failed.text(), /A flag is told to be found\. Name what is looked for\. \(own\/no-let V-/);
    await workbench.screenshot('proven 2 contract broken');
    api.answer(WITH_FLAG);
    await failed.link('Try again');
    await proposed().waitFor();
    assert.match(
      api.request().prompt,
      /GREEN not reached: Contracts of the project are broken: src\/cart\.js:\d+: A flag/,
    );
    await proposed().link('Accept all');
    assert.match(
      await told(/GREEN reached: 11 tests pass/),
      /promise what RED accepted\. No contract that was checked is newly broken\.$/,
    );
  });

  it('VERIFY shows what is proven: in its report, in the tree, above the specification and in the gutter', async () => {
    const { workbench, tree } = scene();
    await tree.row('cart', 'VERIFY').inlineAction('Run phase');
    const reached = workbench.notification(/VERIFY reached: Passed: .*conformance/);
    await reached.button('Show report');
    await workbench.report().waitForHeading('VERIFY of cart: reached');
    await workbench.report().row('cart.subtotal').getByText('proven').waitFor();
    await inLight('3 report');
    await workbench.report().follow('cart.subtotal');
    await workbench.tab('shop.yaml').waitFor();
    await workbench.editorText('- name: subtotal').waitFor();
    await workbench.page.locator('.codelens-decoration').getByText('4 of 4 proven').waitFor();
    await tree.row('Requirements').waitForDescription('4 of 4 proven');
    await workbench.screenshot('proven 4 specification');
    await workbench.openFile(CODE);
    await workbench.page.locator('.glyph-margin-widgets .cgmr').first().waitFor();
    await inLight('5 gutter');
  });

  it('VERIFY fails by a contract that came later; "fix" is told exactly that, and VERIFY passes', async () => {
    const { workbench, api, tree, project } = scene();
    await project.write(CONTRACT, NO_FLAG);
    await tree.row('cart', 'VERIFY').inlineAction('Run phase');
    const failed = workbench.notification(/VERIFY not reached: Failed: conformance/);
    await failed.waitFor();
    await tree.row('cart', 'VERIFY').waitForIcon('testing-failed-icon');
    await workbench.screenshot('proven 6 verify fails');
    api.answer(WITHOUT);
    await failed.button('Fix with AgentForge');
    await proposed().waitFor();
    const { prompt } = api.request();
    assert.match(prompt, /VERIFY not reached: Failed: conformance\.\n/);
    assert.match(prompt, /- src\/cart\.js:\d+: A flag is told to be found\. Ask the list\. \(error of own\/no-flag\)/);
    await proposed().link('Accept all');
    await told(/GREEN reached: 11 tests pass/);
    await tree.row('cart', 'VERIFY').inlineAction('Run phase');
    await told(/VERIFY reached: Passed: .*conformance/);
  });

  it('a contract that cannot be read leaves conformance unchecked, and the report leads to it', async () => {
    const { workbench, tree, project } = scene();
    await project.write(CONTRACT, `${NO_FLAG}  - {id: [}\n`);
    await tree.row('cart', 'VERIFY').inlineAction('Run phase');
    const open = workbench.notification(/VERIFY reached: .* Not checked: (?:.*, )?conformance\./);
    await open.button('Show report');
    await workbench.report().row('conformance').getByText('not checked').waitFor();
    await inLight('7 not checked');
    await workbench.report().follow(`${CONTRACT}:12`);
    await workbench.tab('own.contract.yaml').waitFor();
    await workbench.cursorAt(12);
    await project.write(CONTRACT, NO_FLAG);
  });

  it('the ledger holds, and its page leads to requirements, tests, code and entries', async () => {
    const { workbench } = scene();
    await workbench.runCommand('AgentForge: Verify the ledger');
    await told(/The ledger holds: 1 of 1 component, each run again/);
    await workbench.report().waitForHeading('The ledger holds');
    await workbench.report().row('cart.subtotal').getByText('proven', { exact: true }).waitFor();
    await inLight('8 ledger holds');
    await workbench.report().follow('cart.subtotal');
    await workbench.tab('shop.yaml').waitFor();
    assert.ok((await scene().project.ownFiles('ledger')).length >= 2);
  });

  it('a test that changed on the disk is found, and the ledger does not hold', async () => {
    const { workbench, project } = scene();
    const text = await project.text(TESTS);
    await project.write(TESTS, text.replace('425', '424'));
    await workbench.runCommand('AgentForge: Verify the ledger');
    await told(/The ledger does not hold: 0 of 1 component, 1 error/);
    await workbench.report().waitForHeading('The ledger does not hold');
    await workbench.report().row('tests-changed').waitFor();
    await inLight('9 ledger stale');
    await workbench.report().follow(TESTS);
    await workbench.tab('cart.test.js').waitFor();
  });
});
