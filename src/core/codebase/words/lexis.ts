/** How comments and texts are written in a language, as far as one must know not to take them for code. */
export interface Lexis {
  /** A comment to the end of the line begins with `#`, or with two slashes. */
  readonly hashComments?: boolean;
  /** `#[` is no comment. */
  readonly hashAttributes?: boolean;
  readonly slashComments?: boolean;
  readonly blockComments?: 'flat' | 'nested';
  /** A text may be between three quotes, over several lines. */
  readonly tripleQuotes?: boolean;
  /** Quotes that may stand around several lines. */
  readonly longQuotes?: string;
  /** A single quote stands around one letter, or before a name. */
  readonly lifetimes?: boolean;
  /** A text between backticks has code in it, as `${code}`. */
  readonly templates?: boolean;
  /** `r#"..."#` as in Rust, `R"x(...)x"` as in C++, `@"..."` as in C#. */
  readonly rawTexts?: 'rust' | 'cpp' | 'csharp';
  /** A slash may begin a pattern. */
  readonly patterns?: boolean;
  /** Code stands between `<?` and `?>`. */
  readonly tags?: boolean;
  /** `<<~TEXT`, or `<<<TEXT`, to a line that says TEXT. */
  readonly heredocs?: boolean;
  /** A name may end with ? or !. */
  readonly askingNames?: boolean;
  /** Lines that begin with # are for the preprocessor. */
  readonly directives?: boolean;
}
