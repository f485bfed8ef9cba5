import { dollars } from '../lib/dollars';
import { PRICES_AS_OF } from '../model/price';
import type { Usage } from '../model/provider';
import type { CostEstimate } from '../model/spending/estimateCost';
import type { Costs } from '../tdflow/costs';

/** What an answer cost by what was used: "$0.0076", "about $0.12" where that is an estimate. */
export function paidWords(cost: number | undefined, { isEstimate }: Usage): string {
  if (cost === undefined) return 'price not known';
  if (cost === 0) return 'nothing was paid';
  return `${isEstimate === true ? 'about ' : ''}${dollars(cost)}`;
}

/** What answers cost: "$0.12", "$0.12 and 1 answer at a price that is not known", or '' when there was none. */
export function costsWords({ amount, unknown }: Costs): string {
  const beside =
    unknown === 0 ? [] : [`${unknown} ${unknown === 1 ? 'answer' : 'answers'} at a price that is not known`];
  return [...(amount > 0 ? [dollars(amount)] : []), ...beside].join(' and ');
}

/** What an answer will cost, as a clause: "about $0.03, at most $0.34 (prices of 2026-11-19)". */
export function estimateWords(estimate: CostEstimate | 'unknown' | undefined): string {
  if (estimate === undefined) return 'nothing';
  if (estimate === 'unknown') return 'price not known';
  return `about ${dollars(estimate.typical)}, at most ${dollars(estimate.most)} (prices of ${PRICES_AS_OF})`;
}
