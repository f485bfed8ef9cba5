const DEMAND_OR_AND = /\b(shall|must|and)\b/gi;

/** A sentence that demands two things, and what it says as two. */
export interface CompoundDemand {
  /** The whole of it, without the mark at its end. */
  readonly sentence: string;
  /** So much of it stays. */
  readonly first: string;
  /** The other demand, as a sentence of its own. */
  readonly second: string;
}

/** The first sentence that demands more than one thing: each of them would want a test, and an id, of its own. In linear time. */
export function compoundDemand(text: string): CompoundDemand | undefined {
  for (const part of text.split(/[.;\n]/)) {
    const sentence = part.trim();
    const split = splitAt(sentence);
    if (split !== undefined) return { sentence, ...split };
  }
  return undefined;
}

/** At the last "and" before the second demand. */
function splitAt(sentence: string): Pick<CompoundDemand, 'first' | 'second'> | undefined {
  let demand: number | undefined;
  let and: number | undefined;
  for (const { 0: word, index } of sentence.matchAll(DEMAND_OR_AND)) {
    const isAnd = word.toLowerCase() === 'and';
    if (demand === undefined) {
      if (!isAnd) demand = index;
    } else if (isAnd) and = index;
    else if (and !== undefined) return parts(sentence, demand, and);
  }
  return undefined;
}

function parts(sentence: string, demand: number, and: number): Pick<CompoundDemand, 'first' | 'second'> {
  const rest = sentence.slice(and + 'and'.length).trim();
  const before = sentence.slice(0, demand);
  const kept = sentence.slice(0, and).trimEnd();
  return {
    first: kept.endsWith(',') ? kept.slice(0, -1) : kept,
    second: /^(?:shall|must)\b/i.test(rest) ? `${before}${rest}` : `${conditionOf(before)}${rest}`,
  };
}

/** What says when it holds: "WHEN the cart is empty THEN ". */
function conditionOf(before: string): string {
  const then = before.search(/\bthen\b/i);
  if (then !== -1) return `${before.slice(0, then + 'then'.length)} `;
  const comma = before.indexOf(',');
  return /^\W*(?:when|while|if|where|given)\b/i.test(before) && comma !== -1 ? `${before.slice(0, comma + 1)} ` : '';
}
