import { splitWords } from '../../lib/words';

const ENDING = /(?:ations?|ings?|ions?|ments?|ers?|ors?|ies|ed|es|s|e|y)$/;
const SHORTEST_STEM = 3;

/** What the words of a name have in common with their forms: `parse`, `Parser` and `parsing` have one stem. */
export function stemsOf(name: string): readonly string[] {
  return splitWords(name).map((word) => {
    const stem = word.replace(ENDING, '');
    return stem.length < SHORTEST_STEM ? word : stem;
  });
}
