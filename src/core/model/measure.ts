import { undated } from './catalogue/undated';

/** What was seen of a model's answers. */
export interface ModelMeasure {
  /** How many tokens it counts for one of the upper estimate. */
  readonly ratio: number;
  /** How long its answers are, in tokens. */
  readonly answerTokens: number;
}

/** Keeps measures by model; only what this user's own requests showed is in it. */
export interface MeasureStore {
  read(model: string): Promise<ModelMeasure | undefined>;
  write(model: string, measure: ModelMeasure): Promise<void>;
}

/** For a model of which nothing was seen: the upper estimate as it is, and an answer as components usually take. */
export const UNMEASURED: ModelMeasure = { ratio: 1, answerTokens: 6_000 };

/** What one more answer weighs against those before. */
const WEIGHT = 0.2;
/** Other text has other ratios, and a budget must hold for it too. */
const MARGIN = 1.1;
/** 4.4 bytes a token: plain prose. */
const LEAST_RATIO = 0.45;
/** 1.3 bytes a token: hashes and digits. No text of a project is denser. */
export const MOST_RATIO = 1.5;
/** What a text of few tokens shows is chance. */
const LEAST_TOKENS = 500;
const MOST_ANSWER = 200_000;

/** One name for all releases of a model. */
export function measureKey(model: string): string {
  return undated(model);
}

/** The measure after one more answer. A higher ratio counts at once: a budget that was kept too tightly is better than one that was broken. */
export function measured(
  before: ModelMeasure | undefined,
  seen: { readonly estimate: number; readonly input: number; readonly output: number },
): ModelMeasure {
  const old = before ?? { ratio: LEAST_RATIO, answerTokens: seen.output };
  const now = seen.estimate < LEAST_TOKENS ? (before?.ratio ?? UNMEASURED.ratio) : seen.input / seen.estimate;
  const ratio = now > old.ratio ? now : old.ratio + WEIGHT * (now - old.ratio);
  const answerTokens = old.answerTokens + WEIGHT * (seen.output - old.answerTokens);
  return {
    ratio: within(ratio, LEAST_RATIO, MOST_RATIO),
    answerTokens: Math.round(within(answerTokens, 0, MOST_ANSWER)),
  };
}

/** By what an upper estimate is multiplied so that it is near what the model counts, and hardly ever below. */
export function correctionOf(measure: ModelMeasure | undefined): number {
  return measure === undefined ? 1 : within(measure.ratio * MARGIN, LEAST_RATIO, MOST_RATIO);
}

function within(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
