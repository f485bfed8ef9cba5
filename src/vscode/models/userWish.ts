import { workspace } from 'vscode';
import type { CapScope } from '../../core/config/config';
import { readModelWish } from '../../core/config/readModelWish';
import type { Effort } from '../../core/model/modelInfo';
import { CAP_SCOPES } from '../../core/model/spending/caps';
import type { Environment } from '../../node/environment';
import type { UserWish } from '../../node/models/userModels';
import { SETTING } from '../manifest';

const CAP_SETTING: Readonly<Record<CapScope, string>> = {
  generation: SETTING.capPerGeneration,
  session: SETTING.capPerSession,
  day: SETTING.capPerDay,
};

/** What the user may choose and spend: the settings, which are of the machine, then the environment. */
export function userWish(env: Environment): UserWish {
  const editor = workspace.getConfiguration();
  const fromEnvironment = readModelWish(env);
  const allowed = editor.get<readonly string[]>(SETTING.modelsAllowed) ?? [];
  const effort = editor.get<Effort | ''>(SETTING.effort) || undefined;
  // Only what somebody set: a default one does not hold where a price is not known.
  const set = CAP_SCOPES.flatMap((scope): [CapScope, number | 'none'][] => {
    const cap = editor.get<number | null>(CAP_SETTING[scope]);
    if (cap === null) return [[scope, 'none']];
    const isSet = editor.inspect(CAP_SETTING[scope])?.globalValue !== undefined;
    return isSet && cap !== undefined ? [[scope, cap]] : [];
  });
  return {
    allowed: allowed.length > 0 ? allowed : (fromEnvironment.allowed ?? []),
    effort: effort ?? fromEnvironment.effort,
    caps: { ...fromEnvironment.caps, ...Object.fromEntries(set) },
  };
}
