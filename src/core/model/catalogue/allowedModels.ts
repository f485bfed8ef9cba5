import { priceOf } from '../price';
import { STRONG_MODEL } from './judgeModel';
import { undated } from './undated';

/**
 * Whether a file of a repository may choose a model: one that the user named, or, when none is named, one that costs no more than the
 * model for complex work. What a model costs that has no known price nobody can tell, so it must be named.
 */
export function isAllowed(model: string, named: readonly string[]): boolean {
  if (named.length > 0) return named.some((each) => undated(each) === undated(model));
  const [price, most] = [priceOf(model), priceOf(STRONG_MODEL)];
  if (price === undefined || most === undefined) return false;
  const highest = price.beyond ?? price;
  return highest.input <= most.input && highest.output <= most.output;
}
