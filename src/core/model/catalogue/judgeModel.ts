import { DEFAULT_CONFIG } from '../../config/config';
import type { Problem } from '../../errors';
import { editDistance } from '../../lib/editDistance';
import type { ModelInfo } from '../modelInfo';
import type { ModelCatalogue } from './modelCatalogue';
import { findModel } from './modelCatalogue';

/** The model for complex work. */
export const STRONG_MODEL = 'claude-opus-5-5';
const SMALL_MODEL = 'claude-haiku-5-5';

/** Names that differ by more letters are not taken for a slip. */
const NEAR = 4;
const MOST_SUGGESTIONS = 3;
/** All names begin alike, so a shorter beginning says nothing. */
const LEAST_BEGINNING = 10;

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
      const successor = similar[0] ?? usualIn(catalogue);
      return { kind: 'unavailable', problem: { kind: 'model-unavailable', model, why: 'unknown', similar, successor } };
    }
    const meant = similar.length === 0 ? '' : ` Did you mean ${similar.join(' or ')}?`;
    const warning = `The model ${model} is not among those known on ${catalogue.asOf}, and the service's own list is not at hand.${meant}`;
    return { kind: 'usable', info, warning };
  }
  const successor = successorOf(info, catalogue);
  const { retiresAt: retiredAt } = info;
  // A model that the service lists today answers, whatever end was planned.
  const isOver = retiredAt !== undefined && retiredAt < today && catalogue.from !== 'service';
  if (info.lifecycle === 'retired' || isOver) {
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

/** The newest of the same line, else the usual one, if they answer. */
function successorOf({ id }: ModelInfo, catalogue: ModelCatalogue): string {
  const wanted = id.includes('opus') ? STRONG_MODEL : id.includes('haiku') ? SMALL_MODEL : usualIn(catalogue);
  return findModel(catalogue, wanted)?.lifecycle === 'active' && wanted !== id ? wanted : usualIn(catalogue);
}

function usualIn(catalogue: ModelCatalogue): string {
  const { model: usual } = DEFAULT_CONFIG;
  const answers = (model: ModelInfo | undefined): boolean => model?.lifecycle === 'active';
  return answers(findModel(catalogue, usual)) ? usual : (catalogue.models.find(answers)?.id ?? usual);
}

/** The nearest first; of models that are equally near the usual one, then in the order of the list, which has the newest first. */
function similarModels(model: string, catalogue: ModelCatalogue): readonly string[] {
  const meant = model.toLowerCase();
  const usual = usualIn(catalogue);
  return catalogue.models
    .filter(({ lifecycle }) => lifecycle !== 'retired')
    .map(({ id }) => ({ id, distance: distanceTo(id, meant) }))
    .filter(({ distance }) => distance < NEAR)
    .toSorted((a, b) => a.distance - b.distance || Number(b.id === usual) - Number(a.id === usual))
    .slice(0, MOST_SUGGESTIONS)
    .map(({ id }) => id);
}

/** Of a name that may have been left off before its end, such as one without its version. */
function distanceTo(id: string, meant: string): number {
  const beginning = meant.length < LEAST_BEGINNING ? NEAR : editDistance(meant, id.slice(0, meant.length), NEAR);
  return Math.min(editDistance(meant, id, NEAR), beginning);
}
