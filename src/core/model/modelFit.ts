import type { MeasureStore } from './measure';
import { correctionOf, UNMEASURED } from './measure';
import type { RequestParameters } from './parametersFor';

/** How a request is fitted to the model that answers it. */
export interface ModelFit {
  readonly parameters: RequestParameters;
  /** By what an upper estimate of tokens is multiplied, from what the model counted before. */
  readonly correction: number;
  /** How long its answers usually are, in tokens. */
  readonly answerTokens: number;
}

/** The fit by what was measured of a model; by cautious numbers where nothing was. */
export async function fitFor(
  model: string,
  parameters: RequestParameters,
  measures: Pick<MeasureStore, 'read'>,
): Promise<ModelFit> {
  const measure = await measures.read(model);
  const { answerTokens } = measure ?? UNMEASURED;
  return { parameters, correction: correctionOf(measure), answerTokens };
}
