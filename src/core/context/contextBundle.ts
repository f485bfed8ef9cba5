import type { Section } from './section';

/** What was left out of the prompt, or shortened, and why; shown to the user. */
export interface Omission {
  readonly what: string;
  readonly tokens: number;
  readonly why: string;
}

/** The context of one generation: fits its budget, and says what did not. */
export interface ContextBundle {
  /** In the order of SECTION_TAGS. */
  readonly sections: readonly Section[];
  readonly omitted: readonly Omission[];
  /** Upper count of all sections as they are sent, in tokens. */
  readonly tokens: number;
}
