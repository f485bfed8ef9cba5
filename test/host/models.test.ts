import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { COMMAND, SETTING } from '../../src/vscode/manifest';
import { userWish } from '../../src/vscode/models/userWish';

const { Global, Workspace } = vscode.ConfigurationTarget;

describe('models and money in the editor', () => {
  const settings = () => vscode.workspace.getConfiguration();
  const touched = [SETTING.model, SETTING.capPerDay, SETTING.capPerSession, SETTING.effort, SETTING.modelsAllowed];

  afterEach(async () => {
    for (const name of touched) await settings().update(name, undefined, Global);
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
    assert.deepEqual(userWish({}), { allowed: [], effort: undefined, caps: {} });
    await settings().update(SETTING.capPerDay, 5, Global);
    await settings().update(SETTING.capPerSession, null, Global);
    await settings().update(SETTING.modelsAllowed, ['claude-fable-5-1'], Global);
    const env = {
      AGENTFORGE_MAX_COST_PER_DAY: '7',
      AGENTFORGE_MAX_COST_PER_GENERATION: '0.1',
      AGENTFORGE_EFFORT: 'low',
    };
    assert.deepEqual(userWish(env), {
      allowed: ['claude-fable-5-1'],
      effort: 'low',
      caps: { generation: 0.1, session: 'none', day: 5 },
    });
  });
});
