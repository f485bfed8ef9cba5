import type { ModelInfo } from '../modelInfo';
import { SNAPSHOT, SNAPSHOT_AS_OF } from './snapshot';
import { undated } from './undated';

/** The models of a service, and from whom we know. */
export interface ModelCatalogue {
  /** In the order in which they are shown. */
  readonly models: readonly ModelInfo[];
  /** `service`: its own list of today, which is whole; `kept`: an older one; `snapshot`: what was shipped. */
  readonly from: 'service' | 'kept' | 'snapshot';
  /** ISO date of what it says. */
  readonly asOf: string;
}

export const SHIPPED_CATALOGUE: ModelCatalogue = { models: SNAPSHOT, from: 'snapshot', asOf: SNAPSHOT_AS_OF };

/** A model as the service lists it; undefined where it says nothing. */
export type ListedModel = {
  readonly [Key in keyof ModelInfo]: Key extends 'thinking' | 'effort' ? ModelInfo[Key] | undefined : ModelInfo[Key];
};

/**
 * What the service says over what was shipped: its own words win, what it leaves open is filled in. What its list of today leaves out does
 * not answer, so of that only the models that are gone stay known; beside an older list all of them do.
 */
export function mergeCatalogue(
  listed: readonly ListedModel[],
  about: Pick<ModelCatalogue, 'from' | 'asOf'>,
): ModelCatalogue {
  const filled = listed.map(filledIn);
  const isListed = ({ id }: ModelInfo) => filled.some((model) => undated(model.id) === undated(id));
  const isKnown = ({ lifecycle }: ModelInfo) => about.from !== 'service' || lifecycle === 'retired';
  const models = [...filled, ...SNAPSHOT.filter((model) => isKnown(model) && !isListed(model))];
  return { models: models.toSorted((a, b) => place(a) - place(b)), ...about };
}

/** By its id as it is, else without the date of its release. */
export function findModel({ models }: ModelCatalogue, model: string): ModelInfo | undefined {
  return models.find(({ id }) => id === model) ?? models.find(({ id }) => undated(id) === undated(model));
}

function filledIn(model: ListedModel): ModelInfo {
  const known = findModel(SHIPPED_CATALOGUE, model.id);
  return {
    ...model,
    contextTokens: model.contextTokens ?? known?.contextTokens,
    outputTokens: model.outputTokens ?? known?.outputTokens,
    retiresAt: model.retiresAt,
    thinking: model.thinking ?? known?.thinking ?? [],
    effort: model.effort ?? known?.effort ?? [],
  };
}

/** Those that answer first, among them those that were shipped, in their order. */
function place({ id, lifecycle }: ModelInfo): number {
  const shipped = SNAPSHOT.findIndex((model) => undated(model.id) === undated(id));
  const stage = ['active', 'deprecated', 'retired'].indexOf(lifecycle);
  return stage * (SNAPSHOT.length + 1) + (shipped < 0 ? SNAPSHOT.length : shipped);
}
