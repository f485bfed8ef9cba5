import type { Criterion } from '../../spec/requirement';
import type { Operator } from './mutant';
import { missingCase } from './mutantWords';
import type { JudgedMutant, Strength } from './strength';

/** A criterion whose test would notice faults that no test notices now. What is wanted then is a person's to say. */
export interface SuggestedCriterion {
  /** Unique in its check: that of the first of its faults. */
  readonly id: string;
  readonly state: string;
  readonly action: string;
  /** At least one. */
  readonly faults: readonly JudgedMutant[];
  /** Ids of the requirements whose tests run there; none where that is not known. */
  readonly requirements: readonly string[];
}

/** Faults whose case can only be told by a place in the code. */
const VAGUE: ReadonlySet<Operator> = new Set([
  ...(['arithmetic', 'method', 'number literal', 'boolean literal', 'text literal', 'collection literal'] as const),
  ...(['return value', 'optional chaining', 'boolean connective'] as const),
]);

/** Each case once, however many faults it would show: first those that can be told without the code, then the others, each in its order. */
export function suggestedCriteria({ mutants }: Pick<Strength, 'mutants'>): readonly SuggestedCriterion[] {
  const found = new Map<string, SuggestedCriterion>();
  for (const mutant of mutants) {
    if (mutant.outcome.kind !== 'survived') continue;
    const { state, action } = missingCase(mutant);
    const { file, requirements = [] } = mutant;
    const key = JSON.stringify([file, state, action, requirements]);
    const { id = mutant.id, faults = [] } = found.get(key) ?? {};
    found.set(key, { id, state, action, faults: [...faults, mutant], requirements });
  }
  const rank = ({ faults }: SuggestedCriterion) => (faults.some(({ operator }) => !VAGUE.has(operator)) ? 0 : 1);
  return [...found.values()].toSorted((one, other) => rank(one) - rank(other));
}

/** The criterion that says the case already, in its steps and word for word, whatever it says is wanted then. */
export function saidAlready(
  { state, action }: Pick<SuggestedCriterion, 'state' | 'action'>,
  criteria: readonly Criterion[],
): Criterion | undefined {
  return criteria.find(({ text }) => hasStep(text, state) && hasStep(text, action));
}

/** Between the words of its step and the next one: `x is exactly 10` does not say `x is exactly 1`. */
function hasStep(text: string, step: string): boolean {
  for (let at = text.indexOf(step); at !== -1; at = text.indexOf(step, at + 1)) {
    if (BEFORE_STEP.test(text.slice(0, at)) && BEHIND_STEP.test(text.slice(at + step.length))) return true;
  }
  return false;
}

const BEFORE_STEP = /(?:^|\b(?:given|when|and)\b)[\s*_:"']*$/i;
const BEHIND_STEP = /^["']?[,.;]?\s*(?:$|\n|[-+*]?\s*[*_]*(?:when|then|and)\b)/i;
