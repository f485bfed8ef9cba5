/** What a writer of a specification may want to have written next. */
export interface Completion {
  /** In the list. */
  readonly label: string;
  readonly detail: string;
  /** Comes in the place of what is typed of it; what stands in `<...>` is to be written by the user. */
  readonly text: string;
}

export interface Completions {
  /** So many characters before the cursor are what is typed of it. */
  readonly typed: number;
  readonly items: readonly Completion[];
}

export const NO_COMPLETIONS: Completions = { typed: 0, items: [] };
