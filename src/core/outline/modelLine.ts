import { DEFAULT_CONFIG } from '../config/config';
import { STRONG_MODEL } from '../model/catalogue/judgeModel';
import { undated } from '../model/catalogue/undated';
import type { ModelInfo } from '../model/modelInfo';
import { priceOf, priceText } from '../model/price';

/** A model in words, for a table and a list alike; '' where there is nothing to say. */
export interface ModelLine {
  readonly id: string;
  readonly name: string;
  /** "1,000,000 context, 128,000 answer". */
  readonly limits: string;
  /** For a million tokens in and out. */
  readonly price: string;
  readonly life: string;
  readonly role: string;
}

export function modelLine({ id, name, contextTokens, outputTokens, lifecycle, retiresAt }: ModelInfo): ModelLine {
  const end = lifecycle === 'retired' ? 'retired' : retiresAt === undefined ? 'deprecated' : 'ends';
  const life = lifecycle === 'active' && retiresAt === undefined ? '' : [end, retiresAt].filter(Boolean).join(' ');
  const key = undated(id);
  return {
    ...{ id, name, life },
    limits: `${count(contextTokens)} context, ${count(outputTokens)} answer`,
    price: priceText(priceOf(id)),
    role: key === DEFAULT_CONFIG.model ? 'usual' : key === STRONG_MODEL ? 'for complex work' : '',
  };
}

function count(tokens: number | undefined): string {
  return tokens === undefined ? '?' : tokens.toLocaleString('en');
}
