import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Budget } from '../../src/core/config/config';
import { DEFAULT_CONFIG } from '../../src/core/config/config';
import { keyTarget } from '../../src/vscode/keyTarget';
import { COMMAND, SETTING } from '../../src/vscode/manifest';
import { userWish } from '../../src/vscode/models/userWish';
import { withEditorSettings } from '../../src/vscode/models/withEditorSettings';
import { must } from '../kit/must';

const { Global, Workspace } = vscode.ConfigurationTarget;

describe('models and money in the editor', () => {
  const settings = () => vscode.workspace.getConfiguration();
  const touched = [SETTING.model, SETTING.capPerDay, SETTING.capPerSession, SETTING.effort, SETTING.modelsAllowed];
  const doors = [SETTING.provider, SETTING.openaiBaseUrl];

  afterEach(async () => {
    for (const name of [...touched, ...doors]) await settings().update(name, undefined, Global);
  });

  it('offers the models of Claude, and keeps the chosen one in the own setting', async () => {
    let isDone = false;
    const choosing = vscode.commands.executeCommand(COMMAND.chooseModel).then(() => {
      isDone = true;
    });
    // The list fills itself: the second of it is taken once it is there.
    while (!isDone) {
      await vscode.commands.executeCommand('workbench.action.quickOpenSelectNext');
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    }
    await choosing;
    assert.match(settings().inspect<string>(SETTING.model)?.globalValue ?? '', /^claude-[a-z]+-[\d-]+$/);
  });

  it('shows what was spent, and can be left', async () => {
    let isDone = false;
    const showing = vscode.commands.executeCommand(COMMAND.showCosts).then(() => {
      isDone = true;
    });
    while (!isDone) await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    await showing;
  });

  it('takes from no workspace which model is asked and what may be spent', async () => {
    for (const name of [...touched, SETTING.capPerGeneration]) {
      await assert.rejects(async () => settings().update(name, settings().get(name), Workspace), name);
    }
  });

  it('knows what somebody set from what is usual', async () => {
    const capsOf = (user: Budget['user'] = {}) => {
      const config = withEditorSettings({ ...DEFAULT_CONFIG, budget: { user, repository: {} } });
      return must(config).budget.user;
    };
    assert.deepEqual([userWish({}), capsOf()], [{ allowed: [], effort: undefined }, {}]);
    await settings().update(SETTING.capPerDay, 5, Global);
    await settings().update(SETTING.capPerSession, null, Global);
    await settings().update(SETTING.modelsAllowed, ['claude-fable-5-1'], Global);
    assert.deepEqual(userWish({ AGENTFORGE_EFFORT: 'low' }), { allowed: ['claude-fable-5-1'], effort: 'low' });
    assert.deepEqual(capsOf({ generation: 0.1, day: 7 }), { generation: 0.1, session: 'none', day: 5 });
    assert.deepEqual(capsOf({ session: 3, day: 4 }), { session: 3, day: 4 });
  });

  it('stops at a cap that is no amount, rather than to spend without it', async () => {
    await settings().update(SETTING.capPerDay, '$1', Global);
    const config = withEditorSettings(DEFAULT_CONFIG);
    assert.ok(!config.ok && config.problem.kind === 'input-invalid');
    assert.match(config.problem.detail, /^The setting agentforge\.budget\.perDay is "\$1" but must be an amount/);
  });

  it("lets the user's own model win over the project's", async () => {
    const named = { ...DEFAULT_CONFIG, model: 'claude-opus-5-5', modelFrom: 'repository' } as const;
    assert.equal(must(withEditorSettings(named)).model, 'claude-opus-5-5');
    await settings().update(SETTING.model, 'claude-haiku-5-5', Global);
    const { model, modelFrom } = must(withEditorSettings(named));
    assert.deepEqual([model, modelFrom], ['claude-haiku-5-5', 'user']);
  });

  it('keeps a key for one service and one address, whatever is set while the user is asked', async () => {
    const own = keyTarget({});
    await settings().update(SETTING.provider, 'openai', Global);
    const openai = keyTarget({});
    await settings().update(SETTING.openaiBaseUrl, 'http://localhost:4000/v1', Global);
    const local = keyTarget({});
    const proxy = keyTarget({ AGENTFORGE_PROVIDER: 'anthropic', ANTHROPIC_BASE_URL: 'https://proxy.example/claude' });
    assert.deepEqual(
      [own, openai, local, proxy].map(({ service }) => service),
      ['anthropic', 'openai', 'openai', 'anthropic'],
    );
    assert.equal(new Set([own, openai, local, proxy].map(({ secret }) => secret)).size, 4);
    assert.match(local.words, /localhost:4000/);
    assert.match(proxy.words, /proxy\.example/);
    assert.equal(own.words, 'Anthropic API key');
  });
});
