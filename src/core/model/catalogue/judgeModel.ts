import type { Problem } from '../../errors';
import { editDistance } from '../../lib/editDistance';
import type { ModelInfo } from '../modelInfo';
import type { ModelCatalogue } from './modelCatalogue';
import { findModel } from './modelCatalogue';

/** The model that is asked when nothing else is said, and the one for complex work. */
export const USUAL_MODEL = 'claude-sonnet-5-5';
export const STRONG_MODEL = 'claude-opus-5-5';
const SMALL_MODEL = 'claude-haiku-5-5';

/** Names that differ by more letters are not taken for a slip. */
const NEAR = 4;
const MOST_SUGGESTIONS = 3;

/** What is known of a model before anything is sent. `info` is undefined for one that is newer than what was shipped. */
export type JudgedModel =
  | { readonly kind: 'usable'; readonly info: ModelInfo | undefined; readonly warning: string | undefined }
  | { readonly kind: 'unavailable'; readonly problem: Extract<Problem, { kind: 'model-unavailable' }> };

/**
 * Whether Claude answers under a name. A retired model does not; an unknown one does not when the service's own list is at hand. With
 * the shipped list alone it may be newer than that list, or a name of a gateway's own, so it is sent with a warning.
 */
export function judgeModel(model: string, catalogue: ModelCatalogue, today: string): JudgedModel {
  const info = findModel(catalogue, model);
  if (info === undefined) {
    const similar = similarModels(model, catalogue);
    if (catalogue.from === 'service') {
      const successor = similar[0] ?? USUAL_MODEL;
      return { kind: 'unavailable', problem: { kind: 'model-unavailable', model, why: 'unknown', similar, successor } };
    }
    const meant = similar.length === 0 ? '' : ` Did you mean ${similar.join(' or ')}?`;
    const warning = `The model ${model} is not among those known on ${catalogue.asOf}, and the service's own list is not at hand.${meant}`;
    return { kind: 'usable', info, warning };
  }
  const successor = successorOf(info, catalogue);
  if (info.lifecycle === 'retired') {
    const { retiresAt: retiredAt } = info;
    return {
      kind: 'unavailable',
      problem: { kind: 'model-unavailable', model, why: 'retired', retiredAt, similar: [], successor },
    };
  }
  return { kind: 'usable', info, warning: lifeWarning(info, successor, today) };
}

function lifeWarning({ id, lifecycle, retiresAt }: ModelInfo, successor: string, today: string): string | undefined {
  if (lifecycle !== 'deprecated' && retiresAt === undefined) return undefined;
  const end =
    retiresAt === undefined
      ? 'is deprecated'
      : retiresAt < today
        ? `was to end on ${retiresAt} and may answer no more`
        : `ends on ${retiresAt}`;
  return `The model ${id} ${end}. Its successor is ${successor}.`;
}

/** The newest of the same line, else the usual one. */
function successorOf({ id }: ModelInfo, catalogue: ModelCatalogue): string {
  const wanted = id.includes('opus') ? STRONG_MODEL : id.includes('haiku') ? SMALL_MODEL : USUAL_MODEL;
  return findModel(catalogue, wanted)?.lifecycle === 'active' && wanted !== id ? wanted : USUAL_MODEL;
}

/** The nearest first. */
function similarModels(model: string, { models }: ModelCatalogue): readonly string[] {
  return models
    .filter(({ lifecycle }) => lifecycle !== 'retired')
    .map(({ id }) => ({ id, distance: editDistance(model.toLowerCase(), id, NEAR) }))
    .filter(({ distance }) => distance < NEAR)
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, MOST_SUGGESTIONS)
    .map(({ id }) => id);
}
