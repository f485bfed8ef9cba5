/** Counts the tokens of a text, in whole numbers. */
export type TokenCounter = (text: string) => number;

/** How many times the upper estimate any text can take: a token for each byte, the most that a tokenizer of bytes makes of one. */
export const DENSEST = 2;

/**
 * An upper estimate without any model at hand: one token for every two bytes of UTF-8. No tokenizer of the current models is published.
 * By those that are (o200k_base, cl100k_base) source files of open projects take 4.3 bytes a token in the middle, and one in twenty of
 * the densest language less than 2.3; prose takes 3.3 to 4.5. Only what is denser than code, such as a page of hashes, takes more tokens
 * than this: down to 1.4 bytes each. Near the budget the service itself is asked, where it can tell.
 */
export const upperEstimate: TokenCounter = (text) => Math.ceil(new TextEncoder().encode(text).length / 2);
