/** Counts the tokens of a text; whole numbers, never less than what the model will count. */
export type TokenCounter = (text: string) => number;

/**
 * An upper estimate without any model at hand: one token for every two bytes of UTF-8. No tokenizer of the current models
 * is published; prose and code measure between 2.5 and 4.5 bytes a token, so a budget kept by this count is kept for the model too.
 */
export const upperEstimate: TokenCounter = (text) => Math.ceil(new TextEncoder().encode(text).length / 2);
