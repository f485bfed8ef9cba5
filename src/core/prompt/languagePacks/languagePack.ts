/** What is said of a phase in the words of a language and its test runner. Rules are sentences, one a line, without a bullet. */
export interface LanguagePack {
  /** `Go`. */
  readonly language: string;
  /** What tests are called after: `pytest`, `JUnit 5`. */
  readonly tests: string;
  readonly red: readonly string[];
  readonly green: readonly string[];
  readonly refactor: readonly string[];
}

/** How tests are written for one runner. */
export type RunnerWords = Pick<LanguagePack, 'tests' | 'red'>;
/** How code is written in one language. */
export type LanguageWords = Omit<LanguagePack, keyof RunnerWords>;
