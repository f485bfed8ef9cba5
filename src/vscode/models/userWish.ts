import { workspace } from 'vscode';
import type { Effort } from '../../core/config/effort';
import { readModelWish } from '../../core/config/readModelWish';
import type { ModelWish } from '../../core/model/settleModel';
import type { Environment } from '../../node/environment';
import { SETTING } from '../manifest';

/** What the user may choose: the settings, which are of the machine, then the environment. */
export function userWish(env: Environment): ModelWish {
  const editor = workspace.getConfiguration();
  const fromEnvironment = readModelWish(env);
  const allowed = editor.get<readonly string[]>(SETTING.modelsAllowed) ?? [];
  const effort = editor.get<Effort | ''>(SETTING.effort) || undefined;
  return {
    allowed: allowed.length > 0 ? allowed : (fromEnvironment.allowed ?? []),
    effort: effort ?? fromEnvironment.effort,
  };
}
