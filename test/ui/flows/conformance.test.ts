import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { eventually } from '../../kit/eventually';
import { WorkspaceBuilder } from '../../kit/workspaceBuilder';
import { useScene } from '../pages/useScene';

const CONTRACT = 'contracts/own.contract.yaml';
const TEXT = `schema_version: '1.0'
contract:
  name: own
  type: custom
  description: How this shop is written
checks:
  - id: no-print
    name: No print
    description: A library does not print
    type: regex
    severity: error
    fix_hint: Use the logger
    applies_to:
      paths: ['src/**']
    config:
      pattern: 'print[(]'
  - id: short-names
    type: regex
    severity: warning
    applies_to:
      paths: ['src/**']
    config:
      pattern: '(?P<a>x)(?(a)y|z)'
`;
const CART = "import os\n\n\ndef total(items):\n    print('total')\n    return sum(items)\n";

describe('conformance', () => {
  const scene = useScene({
    project: () =>
      WorkspaceBuilder.build({ [CONTRACT]: TEXT, 'src/cart.py': CART, 'src/money.py': "print('money')\n" }),
  });
  const problem = () => scene().workbench.page.locator('.markers-panel').getByText('A library does not print');
  const menu = () => scene().workbench.page.locator('.action-widget:not(.action-list-submenu-panel)');

  it('shows a violation in the file and in the Problems pane', async () => {
    const { workbench } = scene();
    await workbench.openFile('src/cart.py');
    await workbench.runCommand('Problems: Focus on Problems View');
    await problem().waitFor();
    await workbench.screenshot('conformance 1 problem');
  });

  it('exempts it with a reason, and the problem is gone', async () => {
    const { workbench, project } = scene();
    await workbench.openFile('src/cart.py');
    await goTo(5, 6);
    await eventually(async () => {
      if (!(await menu().isVisible())) await workbench.page.keyboard.press('ControlOrMeta+.');
      await menu().getByText('Exempt no-print with a reason').waitFor({ timeout: 5_000 });
    });
    await workbench.screenshot('conformance 2 light bulb');
    await eventually(async () => {
      if (await menu().isVisible()) await menu().getByText('Exempt no-print with a reason').click({ timeout: 5_000 });
      await workbench.quickInput().waitFor('Only this one');
    });
    await workbench.quickInput().choose('Only this one');
    await workbench.quickInput().waitFor('Why is this right as it is?');
    await workbench.quickInput().enter('It is a program for people.');
    await workbench.quickInput().waitFor('Who approves it?');
    await workbench.screenshot('conformance 3 asked');
    await workbench.quickInput().enter('Ada Lovelace');
    await workbench.quickInput().choose('In 90 days');
    await problem().waitFor({ state: 'hidden' });
    await workbench.screenshot('conformance 4 exempted');
    const [name = ''] = await readdir(project.path('.agentforge/exemptions'));
    const written = await readFile(project.path(`.agentforge/exemptions/${name}`), 'utf8');
    assert.match(
      written,
      /^contract_id: own\ncheck_ids:\n- no-print\nreason: It is a program for people\.\napproved_by: Ada/m,
    );
  });

  it('takes the exemption back when the user says so, and the problem is there again', async () => {
    const { workbench, project } = scene();
    await workbench.notification(/no-print is exempted until \d{4}-\d{2}-\d{2}/).button('Undo');
    await problem().waitFor();
    assert.deepEqual(await project.ownFiles('exemptions'), []);
  });

  it('says what may be written in a contract', async () => {
    const { workbench } = scene();
    await workbench.openFile(CONTRACT);
    await goTo(11, 15);
    const suggestions = workbench.page.locator('.suggest-widget');
    await eventually(async () => {
      if (!(await suggestions.isVisible())) await workbench.page.keyboard.press('Control+Space');
      await suggestions.getByText('warning').first().waitFor({ timeout: 5_000 });
    });
    await workbench.screenshot('conformance 5 completion');
    await workbench.page.keyboard.press('Escape');
  });

  it('tries a pattern, and says of another that it cannot', async () => {
    const { workbench } = scene();
    await workbench.openFile(CONTRACT);
    const lenses = workbench.page.locator('.codelens-decoration');
    await lenses.getByText(/Not evaluated/).waitFor();
    const question = workbench.page.locator('.quick-input-widget');
    await eventually(async () => {
      if (!(await question.isVisible())) await lenses.getByText('Try this pattern').first().click({ timeout: 5_000 });
      await question.waitFor({ timeout: 5_000 });
    });
    await workbench.quickInput().choose('All files that the check is about');
    await workbench.quickInput().waitFor('Found by no-print');
    await workbench.screenshot('conformance 6 found');
    await workbench.quickInput().choose('src/money.py:1');
    await workbench.tab('money.py').waitFor();
    await workbench.screenshot('conformance 7 marked');
  });

  it('holds the project against its contracts, and opens the report', async () => {
    const { workbench } = scene();
    await workbench.runCommand('AgentForge: Check conformance');
    await workbench.tab('Preview conformance.md').waitFor();
    const page = workbench.page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
    await page.getByText('own/no-print').first().waitFor();
    await workbench.screenshot('conformance 8 report');
  });

  async function goTo(line: number, column: number): Promise<void> {
    const { workbench } = scene();
    await workbench.page.keyboard.press('Control+G');
    await workbench.quickInput().enter(`:${line}:${column}`);
    await workbench.cursorAt(line);
  }
});
