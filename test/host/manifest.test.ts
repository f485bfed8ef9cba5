import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { COMMAND, SETTING, VIEW } from '../../src/vscode/manifest';
import { debugConfigurations } from '../../src/vscode/testing/debugConfiguration';

/** The view brings commands of the editor's own, such as the one that focuses it. */
/** The editor makes commands for each view. */
const isOfView = (id: string): boolean => Object.values(VIEW).some((view) => id.startsWith(`${view}.`));

describe('the extension in the editor', () => {
  let manifest: any;

  before(async () => {
    const extension = vscode.extensions.all.find((candidate) => candidate.packageJSON.name === 'agentforge');
    assert.ok(extension);
    manifest = extension.packageJSON;
    await extension.activate();
  });

  it('registers each declared command and no other', async () => {
    const registered = (await vscode.commands.getCommands(true)).filter(
      (id) => id.startsWith('agentforge.') && !isOfView(id),
    );
    const declared = manifest.contributes.commands.map((each: { command: string }) => each.command);
    assert.deepEqual(registered.sort(), declared.sort());
    assert.deepEqual(registered.sort(), Object.values(COMMAND).sort());
  });

  it('has the views, which can be shown', async () => {
    for (const view of Object.values(VIEW)) await vscode.commands.executeCommand(`${view}.focus`);
  });

  it('has each declared setting with its default, and no file of a repository can name the address', async () => {
    const properties: Record<string, { default: unknown; scope: string }> =
      manifest.contributes.configuration.properties;
    assert.deepEqual(Object.keys(properties).sort(), Object.values(SETTING).sort());
    for (const [name, { default: value }] of Object.entries(properties)) {
      assert.deepEqual(vscode.workspace.getConfiguration().inspect(name)?.defaultValue, value, name);
    }
    const toWorkspace = vscode.workspace
      .getConfiguration()
      .update(SETTING.baseUrl, 'https://evil.example', vscode.ConfigurationTarget.Workspace);
    await assert.rejects(async () => toWorkspace);
    assert.equal(vscode.workspace.getConfiguration().get(SETTING.baseUrl), '');
  });

  it('names the extension with a debugger that is not installed', () => {
    const command = { program: '/bin/python', args: ['-m', 'pytest', 'test_a.py'], cwd: '/', text: 'pytest test_a.py' };
    for (const [runner, extension] of [
      ['pytest', 'ms-python.debugpy'],
      ['go test', 'golang.go'],
    ] as const) {
      assert.deepEqual(debugConfigurations(runner, command), {
        ok: false,
        problem: { kind: 'debugger-missing', extension },
      });
    }
    assert.ok(debugConfigurations('mocha', command).ok, 'the editor brings one for JavaScript');
  });

  it('answers commands that came from a keyboard binding or a macro without their row: nothing happens', async () => {
    for (const id of [COMMAND.runPhase, COMMAND.provePhase, COMMAND.acceptFile, COMMAND.rejectFile, COMMAND.openRow]) {
      assert.equal(await vscode.commands.executeCommand(id), undefined, id);
    }
    for (const id of [COMMAND.acceptAll, COMMAND.rejectAll, COMMAND.cancel]) {
      assert.equal(await vscode.commands.executeCommand(id), undefined, id);
    }
  });
});
