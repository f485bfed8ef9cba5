import { workspace } from 'vscode';
import type { Budget, CapScope, Config } from '../../core/config/config';
import { CAP_SCOPES } from '../../core/config/config';
import { lowestCaps } from '../../core/config/lowestCaps';
import type { Problem } from '../../core/errors';
import type { Result } from '../../core/lib/result';
import { fail, ok } from '../../core/lib/result';
import { SETTING } from '../manifest';

const CAP_SETTING: Readonly<Record<CapScope, string>> = {
  generation: SETTING.capPerGeneration,
  session: SETTING.capPerSession,
  day: SETTING.capPerDay,
};

/**
 * The configuration with what the settings of the machine say: the user's own model wins over all others, and a cap over higher ones. Only
 * what somebody set counts, for a default cap does not hold where a price is not known. A problem when a cap is no amount.
 */
export function withEditorSettings(config: Config): Result<Config, Problem> {
  const editor = workspace.getConfiguration();
  const set: [CapScope, number | 'none'][] = [];
  for (const scope of CAP_SCOPES) {
    const name = CAP_SETTING[scope];
    // The editor hands on whatever stands in its settings file.
    const cap = editor.get<unknown>(name);
    const isSet = cap === null || editor.inspect(name)?.globalValue !== undefined;
    if (!isSet) continue;
    if (cap === null) set.push([scope, 'none']);
    else if (typeof cap === 'number' && cap >= 0) set.push([scope, cap]);
    else {
      const detail = `The setting ${name} is ${JSON.stringify(cap)} but must be an amount in US dollars, such as 0.50, or null for no cap.`;
      return fail({ kind: 'input-invalid', detail });
    }
  }
  const caps: Budget['user'] = Object.fromEntries(set);
  const budget = { ...config.budget, user: lowestCaps(config.budget.user, caps) };
  const model = editor.get<string>(SETTING.model) ?? '';
  return ok({ ...config, budget, ...(model !== '' && { model, modelFrom: 'user' }) });
}
