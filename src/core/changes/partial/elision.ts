/** Names for a stretch of a file. */
const PART =
  '(?:code|files?|class(?:es)?|modules?|methods?|functions?|implementations?|imports?|includes?|tests?|test cases?|specs?|logic|contents?|bod(?:y|ies)|components?|fields?|properties|attributes|handlers?|routes?|definitions?|script|program|document|section|lines|items|entries|cases|statements?|helpers?|constructors?|exports?|types?|declarations?|configuration|config|settings|styles?|rules|fixtures?|constants?|variables?|setup)';
const WHICH =
  '(?:all )?(?:the |your |our |this )?(?:rest|remainder) of(?: the| your| this| our)?|(?:all )?(?:the |your |our |any )?(?:remaining|existing|previous|other|original|unchanged|current)';
const NAME = "(?:\\s+[\\w.'`()-]+){0,3}?";
const STATE =
  '(?:[\\s,:;(–—-]*(?:is|are|was|were|remains?|stays?|goes|continues?|here|kept|left|as|it|unchanged|the same|same|before|above|below|omitted|for brevity|not shown|untouched|unmodified|intact|exactly|in place|no changes?|without changes?|and)\\b){0,7}\\)?';
const SAYS_UNCHANGED =
  /\b(?:unchanged|the same|as before|as above|as is|as it (?:is|was)|omitted|not shown|untouched|unmodified|intact|no changes?|without changes?|for brevity|stays?|remains?)\b/i;

const STRETCH = new RegExp(`^(?:${WHICH})${NAME}\\s+${PART}(?:\\s+and\\s+${PART})?${STATE}$`, 'i');
const REST_OF_WHOLE =
  /^(?:the )?(?:rest|remainder) of (?:the |your |this )?(?:[\w.'`-]+ ){0,2}(?:code|file|class|module|implementation|function|component|script|tests?|methods?)$/i;
const EXISTING_HERE = new RegExp(
  `^(?:your |the )?(?:existing|previous|original)${NAME}\\s+${PART}\\s+(?:goes\\s+|is\\s+|stays\\s+)?here$`,
  'i',
);
const KEEP = /^(?:please )?keep (?:all |the |your |all the )?(?:existing|rest|remaining|previous|original)\b.{0,60}$/i;
const NO_CHANGES = /^no (?:other )?changes? (?:here|above|below|needed|from here|to the rest)\b.{0,40}$/i;
const BRIEF =
  /^(?:rest|existing|unchanged|the rest|no changes?|(?:same )?as before|same as (?:before|above)|(?:code )?omitted(?: for brevity)?|snip(?:ped)?|truncated|(?:the )?rest (?:is |of it )?(?:unchanged|the same|as before|omitted)|and so on)$/i;
const ANY_WORD =
  /\b(?:existing|rest|remaining|remainder|remains?|unchanged|previous|same|omitted|before|keep|others?|no changes?|not shown|snip|truncated|elided|unmodified|original|implementation|code)\b/i;

const START = /^(?:\.{3,}|…|\. \. \.)\s*/;
const END = /\s*(?:\.{3,}|…|\. \. \.)$/;
const WRAPPING = /^[\s([<{*=~-]+|[\s)\]>}*=~-]+$/g;
const LONGEST = 120;

/**
 * Whether a comment's words, without the comment's own signs, stand for a stretch of the file that is left out: "... existing
 * code ...", "rest of the file unchanged". A comment that tells what code does is none, though it may speak of a rest.
 */
export function isElision(comment: string): boolean {
  const content = comment.trim();
  if (content === '' || content.length > LONGEST) return false;
  const bare = content.replace(WRAPPING, '');
  const [starts, ends] = [START.test(bare), END.test(bare)];
  const words = bare.replace(START, '').replace(END, '').replace(WRAPPING, '').replace(/[.:]$/, '').trim();
  if (words === '') return starts || ends;
  if (starts && ends) return ANY_WORD.test(words);
  if (starts || ends) return STRETCH.test(words) || KEEP.test(words) || NO_CHANGES.test(words) || BRIEF.test(words);
  return (
    REST_OF_WHOLE.test(words) ||
    EXISTING_HERE.test(words) ||
    KEEP.test(words) ||
    NO_CHANGES.test(words) ||
    (STRETCH.test(words) && SAYS_UNCHANGED.test(words)) ||
    /^(?:the )?rest (?:is |stays |remains )?(?:unchanged|the same|as before|omitted)(?: for brevity)?$/i.test(words)
  );
}
