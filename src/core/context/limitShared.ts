import type { ContextBundle } from './contextBundle';
import type { Candidate } from './fitToBudget';
import { isShared } from './section';
import { pieceTokens } from './sectionTokens';
import type { TokenCounter } from './tokenCounter';

/**
 * Leaves out, of what the phases of a component share, what is optional and beyond `most` tokens: looked at without what a phase has of
 * its own, so that the prompts of all of them begin alike. `tokens` is what is left of it takes.
 */
export function limitShared(
  candidates: readonly Candidate[],
  most: number,
  count: TokenCounter,
): { readonly candidates: readonly Candidate[]; readonly tokens: number; readonly omitted: ContextBundle['omitted'] } {
  const shared = candidates.filter(isShared);
  const required = shared.filter(({ need }) => need === 'required');
  let tokens = required.reduce((sum, candidate) => sum + pieceTokens(candidate, count), 0);
  const omitted = new Map<Candidate, ContextBundle['omitted'][number]>();
  for (const candidate of shared.filter(({ need }) => need === 'optional')) {
    const whole = pieceTokens(candidate, count);
    if (tokens + whole <= most) tokens += whole;
    else {
      const why = 'no room in the part of the budget that all phases share';
      omitted.set(candidate, { what: candidate.file ?? candidate.tag, tokens: whole, why });
    }
  }
  return { candidates: candidates.filter((each) => !omitted.has(each)), tokens, omitted: [...omitted.values()] };
}
