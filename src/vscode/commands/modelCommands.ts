import type { Disposable } from 'vscode';
import { commands } from 'vscode';
import type { Log } from '../../core/lib/log';
import type { Environment } from '../../node/environment';
import { serviceSettings } from '../../node/models/services';
import type { UserModels } from '../../node/models/userModels';
import { readSettings } from '../../node/project';
import { showProblem } from '../errors';
import type { Flow } from '../flow';
import type { Keys } from '../keys';
import { claudeAddress } from '../keyTarget';
import { COMMAND, SETTING } from '../manifest';
import type { CostStatus } from '../models/costStatus';
import { doorName, readServiceSettings } from '../models/doorSettings';
import { chooseModel } from '../models/modelPicker';
import { chooseEditorModel } from '../models/pickEditorModel';
import { chooseServerModel } from '../models/serverModelPicker';
import { registerCommand } from './registerCommand';

/** The choice of the model, and what its answers cost. */
export function modelCommands(
  about: {
    readonly models: UserModels;
    readonly keys: Keys;
    readonly flow: Flow;
    readonly costs: CostStatus;
    readonly env: Environment;
  },
  log: Log,
): Disposable[] {
  const { models, keys, flow, costs, env } = about;
  return [
    registerCommand(COMMAND.chooseModel, log, async () => {
      const { project } = flow;
      const door = doorName(env);
      if (door === 'editor') return void (await chooseEditorModel());
      if (door === 'external') {
        // Which model answers there, the program's own settings say.
        return void (await commands.executeCommand('workbench.action.openSettings', `@id:${SETTING.externalCommand}`));
      }
      if (door === 'openai') {
        const { baseUrl } = serviceSettings(env, readServiceSettings()).openai;
        const chosen = await chooseServerModel({ baseUrl, apiKey: await keys.quietly(project) });
        return chosen.ok ? undefined : showProblem(chosen.problem, log);
      }
      const settings = project === undefined ? undefined : await readSettings(project, env);
      const config = settings?.ok === true ? settings.value.config : undefined;
      const named = config?.modelFrom === 'repository' ? config.model : undefined;
      const apiKey = await keys.quietly(project);
      await chooseModel({ models, access: { apiKey, baseUrl: claudeAddress(env) }, named });
    }),
    registerCommand(COMMAND.showCosts, log, () => costs.show()),
  ];
}
