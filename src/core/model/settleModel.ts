import type { Config } from '../config/config';
import { DEFAULT_CONFIG } from '../config/config';
import type { Effort } from '../config/effort';
import type { Problem } from '../errors';
import type { Result } from '../lib/result';
import { fail, ok } from '../lib/result';
import { isAllowed } from './catalogue/allowedModels';
import { judgeModel } from './catalogue/judgeModel';
import type { ModelCatalogue } from './catalogue/modelCatalogue';
import { findModel } from './catalogue/modelCatalogue';
import type { RequestParameters } from './parametersFor';
import { parametersFor } from './parametersFor';

/** What a user wishes of models; no file of a repository has a say in it. */
export interface ModelWish {
  /** The models that a repository may choose; none: the rule of `isAllowed`. */
  readonly allowed: readonly string[];
  readonly effort: Effort | undefined;
}

export interface SettledModel {
  /** With the model that answers, and with a context that it can hold. */
  readonly config: Config;
  readonly parameters: RequestParameters;
  /** Sentences for people. */
  readonly notes: readonly string[];
}

/** The model that is used in the place of one that a repository may not choose, and why, as a sentence; undefined when it may, or names none. */
export function replaceModel(
  { model, modelFrom }: Config,
  allowed: readonly string[],
): { readonly model: string; readonly why: string } | undefined {
  if (modelFrom !== 'repository' || isAllowed(model, allowed)) return undefined;
  const [other = DEFAULT_CONFIG.model] = allowed;
  const why = `generation.yaml names the model ${model}, which is not among those that you allow it (agentforge.models.allowed, AGENTFORGE_ALLOWED_MODELS). ${other} is used.`;
  return { model: other, why };
}

/** Room for the answer is not all that a context must leave: a prompt below this says nothing. */
const LEAST_CONTEXT = 1_000;

/** Decides before anything is sent which of Claude's models answers, and what is asked of it; `today` is an ISO date. */
export function settleModel(
  config: Config,
  wish: ModelWish,
  { catalogue, today }: { readonly catalogue: ModelCatalogue; readonly today: string },
): Result<SettledModel, Problem> {
  const notes: string[] = [];
  const known = findModel(catalogue, config.model);
  // What answers no more costs nothing, and what nobody knows is explained below.
  const mayCost = known === undefined ? catalogue.from !== 'service' : known.lifecycle !== 'retired';
  const replaced = mayCost ? replaceModel(config, wish.allowed) : undefined;
  const { model } = replaced ?? config;
  if (replaced !== undefined) notes.push(replaced.why);
  const judged = judgeModel(model, catalogue, today);
  if (judged.kind === 'unavailable') return fail(judged.problem);
  if (judged.warning !== undefined) notes.push(judged.warning);
  const { info } = judged;
  const parameters = parametersFor(info, config, wish.effort);
  if (wish.effort !== undefined && parameters.effort === undefined) {
    notes.push(`The effort "${wish.effort}" is not sent: ${model} does not take it.`);
  }
  const room = info?.contextTokens === undefined ? undefined : info.contextTokens - parameters.maxTokens;
  const maxContextTokens = Math.min(config.maxContextTokens, Math.max(LEAST_CONTEXT, room ?? config.maxContextTokens));
  return ok({ config: { ...config, model, maxContextTokens }, parameters, notes });
}
