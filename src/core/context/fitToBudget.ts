import type { Problem } from '../errors';
import type { Result } from '../lib/result';
import { fail, ok } from '../lib/result';
import type { ContextBundle, Omission } from './contextBundle';
import type { Section, SectionTag } from './section';
import { isShared, SECTION_TAGS } from './section';
import { pieceTokens, TAG_TOKENS } from './sectionTokens';
import type { TokenCounter } from './tokenCounter';

/** A section that wants to be in the prompt. */
export interface Candidate extends Section {
  /** `required`: without it the phase makes no sense. `shortened`: its end is kept as far as it fits. `optional`: whole or not at all. */
  readonly need: 'required' | 'shortened' | 'optional';
}

/** Less than this of a failure's end tells nothing. */
const SMALLEST_EXCERPT_TOKENS = 200;
/** Share of what the required part leaves that is kept for what can be shortened. */
const SHORTENED_SHARE = 0.25;

/**
 * Takes what is required; then what the phases of a component share, so that a long failure does not change how their prompts begin;
 * then shortens; then adds what else is optional. Always in the order given, as long as `budget` tokens allow. Deterministic. A
 * problem when the required part alone is over the budget.
 */
export function fitToBudget(
  candidates: readonly Candidate[],
  budget: number,
  count: TokenCounter,
): Result<ContextBundle, Problem> {
  const taken = new Map<Candidate, Section>();
  const tags = new Set<SectionTag>();
  const omitted: Omission[] = [];
  let used = 0;
  const cost = (section: Section) => pieceTokens(section, count) + (tags.has(section.tag) ? 0 : TAG_TOKENS);
  const take = (candidate: Candidate, section: Section): void => {
    used += cost(section);
    taken.set(candidate, section);
    tags.add(section.tag);
  };

  for (const candidate of candidates.filter((each) => each.need === 'required')) take(candidate, candidate);
  if (used > budget) return fail({ kind: 'budget-too-small', needed: used, budget });

  const takeWhole = (wanted: readonly Candidate[], room: number): void => {
    for (const candidate of wanted) {
      const whole = cost(candidate);
      if (used + whole <= room) take(candidate, candidate);
      else omitted.push({ what: nameOf(candidate), tokens: whole, why: 'no room in the budget' });
    }
  };
  const shortened = candidates.filter((each) => each.need === 'shortened');
  const optional = candidates.filter((each) => each.need === 'optional');
  const kept = Math.min(
    shortened.reduce((sum, each) => sum + cost(each), 0),
    Math.floor((budget - used) * SHORTENED_SHARE),
  );
  takeWhole(optional.filter(isShared), budget - kept);

  for (const candidate of shortened) {
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

  takeWhole(
    optional.filter((each) => !isShared(each)),
    budget,
  );

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
