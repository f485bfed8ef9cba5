import type { Problem } from '../errors';
import type { Result } from '../lib/result';
import { fail, ok } from '../lib/result';
import type { ContextBundle, Omission } from './contextBundle';
import type { Section } from './section';
import { renderPiece, SECTION_TAGS } from './section';
import type { TokenCounter } from './tokenCounter';

/** A section that wants to be in the prompt. */
export interface Candidate extends Section {
  /** `required`: without it the phase makes no sense. `shortened`: its end is kept as far as it fits. `optional`: whole or not at all. */
  readonly need: 'required' | 'shortened' | 'optional';
}

/** Room for the two lines of a section's own tag. */
const TAG_TOKENS = 24;
/** Less than this of a failure's end tells nothing. */
const SMALLEST_EXCERPT_TOKENS = 200;

/**
 * Takes what is required, then shortens, then adds what is optional in the order given, as long as `budget` tokens allow.
 * Deterministic. A problem when the required part alone is over the budget.
 */
export function fitToBudget(
  candidates: readonly Candidate[],
  budget: number,
  count: TokenCounter,
): Result<ContextBundle, Problem> {
  const cost = (section: Section) => count(renderPiece(section)) + TAG_TOKENS;
  const taken = new Map<Candidate, Section>();
  const omitted: Omission[] = [];
  let used = 0;
  const take = (candidate: Candidate, section: Section): void => {
    taken.set(candidate, section);
    used += cost(section);
  };

  for (const candidate of candidates.filter((each) => each.need === 'required')) take(candidate, candidate);
  if (used > budget) return fail({ kind: 'budget-too-small', needed: used, budget });

  for (const candidate of candidates.filter((each) => each.need === 'shortened')) {
    const whole = cost(candidate);
    if (used + whole <= budget) {
      take(candidate, candidate);
      continue;
    }
    const excerpt = keepEnd(candidate, budget - used, cost);
    if (excerpt === undefined) omitted.push({ what: nameOf(candidate), tokens: whole, why: 'no room in the budget' });
    else {
      take(candidate, excerpt);
      omitted.push({
        what: `beginning of ${nameOf(candidate)}`,
        tokens: whole - cost(excerpt),
        why: 'shortened to the budget',
      });
    }
  }

  for (const candidate of candidates.filter((each) => each.need === 'optional')) {
    const whole = cost(candidate);
    if (used + whole <= budget) take(candidate, candidate);
    else omitted.push({ what: nameOf(candidate), tokens: whole, why: 'no room in the budget' });
  }

  const sections = SECTION_TAGS.flatMap((tag) => candidates.filter((each) => each.tag === tag)).flatMap((candidate) => {
    const section = taken.get(candidate);
    return section === undefined ? [] : [section];
  });
  return ok({ sections, omitted, tokens: used });
}

function keepEnd(candidate: Candidate, room: number, cost: (section: Section) => number): Section | undefined {
  if (room < SMALLEST_EXCERPT_TOKENS) return undefined;
  const lines = candidate.text.split('\n');
  const from = (first: number): Section => ({
    ...candidate,
    text: `[the first ${first} lines are left out]\n${lines.slice(first).join('\n')}`,
  });
  let low = 1;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cost(from(middle)) <= room) high = middle;
    else low = middle + 1;
  }
  return low < lines.length ? from(low) : undefined;
}

function nameOf(candidate: Candidate): string {
  return candidate.file ?? candidate.tag.replaceAll('_', ' ');
}
