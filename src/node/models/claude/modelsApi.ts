import type { Result } from '../../../core/lib/result';
import { fail, ok } from '../../../core/lib/result';
import type { ListedModel } from '../../../core/model/catalogue/modelCatalogue';
import { readModels } from '../../../core/model/catalogue/readModels';
import type { ClaudeAccess } from './claudeAccess';
import { usableAccess } from './claudeAccess';

/** A list of names is not worth a longer wait. */
const TIME_LIMIT_MS = 5_000;

/** Asks the service which models it has; a problem is a clause that repeats nothing of the key. */
export async function askForModels(
  access: ClaudeAccess,
  signal: AbortSignal,
): Promise<Result<readonly ListedModel[], string>> {
  const at = usableAccess(access);
  if (!at.ok) return fail('the key or the address is none');
  const { listModels } = await import('./anthropicSdk');
  const asked = await listModels(at.value, AbortSignal.any([signal, AbortSignal.timeout(TIME_LIMIT_MS)]));
  if (!asked.ok) return asked;
  const { value } = asked;
  const models = readModels(typeof value === 'object' && value !== null && 'data' in value ? value.data : undefined);
  return models.length === 0 ? fail('its answer is no list of models') : ok(models);
}
