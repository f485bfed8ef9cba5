import assert from 'node:assert/strict';
import { appendFile, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { COMMAND } from '../../src/vscode/manifest';
import { processIsGone } from '../kit/cliRunnerProcessGone';
import { eventually } from '../kit/eventually';
import { fileAppears } from '../kit/workspaceBuilderFile';

const PAGE = '.agentforge/reports/ledger.md';
const LEDGER = '.agentforge/ledger';

describe('the ledger in the editor', () => {
  let root: string;

  before(async () => {
    root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
    await vscode.extensions.all.find((each) => each.packageJSON.name === 'agentforge')?.activate();
  });

  const read = (file: string) => readFile(path.join(root, file), 'utf8');
  const scratch = async () =>
    (await readdir(path.join(root, 'tmp'))).filter((name) => name.startsWith('agentforge-writer-'));
  const tabs = () => vscode.window.tabGroups.all.flatMap((group) => group.tabs.map(({ label }) => label));

  async function page(): Promise<string> {
    await rm(path.join(root, PAGE), { force: true });
    await vscode.commands.executeCommand(COMMAND.verifyLedger);
    return read(PAGE);
  }

  it('that is cancelled leaves nothing behind: no process, no copy of the project, no page', async () => {
    await writeFile(path.join(root, 'hang'), '');
    const cancel = new vscode.CancellationTokenSource();
    const running = vscode.commands.executeCommand(COMMAND.verifyLedger, cancel.token);
    await fileAppears(path.join(root, 'pid'));
    const pid = Number(await read('pid'));
    assert.ok(!processIsGone(pid), 'the tests run');
    assert.equal((await scratch()).length, 1);
    cancel.cancel();
    await running;
    await eventually(() => assert.ok(processIsGone(pid)));
    assert.deepEqual(await scratch(), []);
    await assert.rejects(read(PAGE), { code: 'ENOENT' });
    assert.ok(!tabs().some((label) => label.includes('ledger')), tabs().join());
    await rm(path.join(root, 'hang'));
  });

  it('is run again, and the page says what was found, with links to what it speaks of', async () => {
    const text = await page();
    assert.match(text, /^# The ledger holds\n/);
    const entry = String.raw`\(\.\.\/\.\.\/\.agentforge\/ledger\/[0-9a-f]{64}\.json\)`;
    const row = String.raw`^\| cart \| \[specs\/shop\.yaml:9\]\(\.\.\/\.\.\/specs\/shop\.yaml#L9\) \| \[RED\]${entry}, \[GREEN\]${entry} \| holds \| 11 \| 11 \|$`;
    assert.match(text, new RegExp(row, 'm'));
    assert.match(text, /^Code: \[src\/cart\.js\]\(\.\.\/\.\.\/src\/cart\.js\) · Tests: \[test\/cart\.test\.js\]/m);
    assert.match(
      text,
      /^\| \[cart\.subtotal\]\(\.\.\/\.\.\/specs\/shop\.yaml#L\d+\) \| proven \| \[subtotal \\> is 0/m,
    );
    assert.match(
      text,
      /^\| \[subtotal \\> is 0 for an empty cart\]\(\.\.\/\.\.\/test\/cart\.test\.js#L\d+\) \| what it calls is missing \| passed \|$/m,
    );
    assert.match(text, /^## Worth knowing\n/m);
    assert.doesNotMatch(text, /^## What is wrong/m);
    await eventually(() => assert.ok(tabs().includes('Preview ledger.md'), tabs().join()));
    assert.deepEqual(await scratch(), []);
  });

  it('what changed since is named, in the same page', async () => {
    await appendFile(path.join(root, 'src/cart.js'), '// one more line\n');
    const text = await page();
    assert.match(text, /^# The ledger does not hold\n/);
    assert.match(text, /^## What is wrong\n\n.*\n.*\n\| \[src\/cart\.js\]\(.*\) \| .* \| code-changed \|$/m);
    assert.match(text, /^\| \[cart\.subtotal\]\(.*\) \| \*\*not proven\*\* \|/m);
    assert.equal(tabs().filter((label) => label === 'Preview ledger.md').length, 1);
  });

  it('that is not there yet says what to do', async () => {
    await rename(path.join(root, LEDGER), path.join(root, 'ledger-away'));
    await rm(path.join(root, '.agentforge/tdflow'), { recursive: true });
    const text = await page();
    assert.match(text, /^# There is no ledger yet\n/);
    assert.match(text, /^1\. Reach RED and GREEN of a component/m);
  });
});
