import type { Config } from '../config/config';
import { DEFAULT_CONFIG } from '../config/config';
import type { Problem } from '../errors';
import type { Result } from '../lib/result';
import { fail, ok } from '../lib/result';
import { isAllowed } from './catalogue/allowedModels';
import { judgeModel } from './catalogue/judgeModel';
import type { ModelCatalogue } from './catalogue/modelCatalogue';
import { findModel } from './catalogue/modelCatalogue';
import type { Effort } from './modelInfo';
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

/** Why a repository may not choose the model that it names, as a sentence; undefined when it may, or when it names none. */
export function refuseModel({ model, modelFrom }: Config, allowed: readonly string[]): string | undefined {
  if (modelFrom !== 'repository' || isAllowed(model, allowed)) return undefined;
  return `generation.yaml names the model ${model}, which is not among those that you allow it (agentforge.models.allowed, AGENTFORGE_ALLOWED_MODELS). ${DEFAULT_CONFIG.model} is used.`;
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
  const refusal = mayCost ? refuseModel(config, wish.allowed) : undefined;
  const model = refusal === undefined ? config.model : DEFAULT_CONFIG.model;
  if (refusal !== undefined) notes.push(refusal);
  const judged = judgeModel(model, catalogue, today);
  if (judged.kind === 'unavailable') return fail(judged.problem);
  if (judged.warning !== undefined) notes.push(judged.warning);
  const { info } = judged;
  const parameters = parametersFor(info, { maxTokens: config.maxResponseTokens, effort: wish.effort });
  if (wish.effort !== undefined && parameters.effort === undefined) {
    notes.push(`The effort "${wish.effort}" is not sent: ${model} does not take it.`);
  }
  const room = info?.contextTokens === undefined ? undefined : info.contextTokens - parameters.maxTokens;
  const maxContextTokens = Math.min(config.maxContextTokens, Math.max(LEAST_CONTEXT, room ?? config.maxContextTokens));
  return ok({ config: { ...config, model, maxContextTokens }, parameters, notes });
}
