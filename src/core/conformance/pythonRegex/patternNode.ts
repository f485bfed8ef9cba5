/** What one character may be. */
export interface CharSet {
  readonly kind: 'set';
  readonly isNegated: boolean;
  readonly items: readonly CharItem[];
  readonly ignoresCase: boolean;
  /** Whether `\w`, `\d`, `\s` mean the letters, digits and blanks of ASCII only. */
  readonly isAscii: boolean;
}

export type CharItem =
  /** Code points, both included. */
  { readonly from: number; readonly to: number } | { readonly category: 'd' | 's' | 'w'; readonly isNegated: boolean };

/** A regular expression of Python as a tree. */
export type PatternNode =
  | CharSet
  | { readonly kind: 'any'; readonly withLineFeed: boolean }
  | { readonly kind: 'sequence'; readonly items: readonly PatternNode[] }
  | { readonly kind: 'choice'; readonly branches: readonly PatternNode[] }
  | {
      readonly kind: 'repeat';
      readonly body: PatternNode;
      readonly min: number;
      /** Infinity for no limit. */
      readonly max: number;
      readonly mode: 'greedy' | 'lazy' | 'possessive';
    }
  | { readonly kind: 'group'; readonly index: number; readonly body: PatternNode }
  | { readonly kind: 'atomic'; readonly body: PatternNode }
  | {
      readonly kind: 'look';
      readonly direction: 'ahead' | 'behind';
      readonly isNegated: boolean;
      readonly body: PatternNode;
    }
  | { readonly kind: 'boundary'; readonly isNegated: boolean; readonly isAscii: boolean }
  | { readonly kind: 'anchor'; readonly at: Anchor }
  | { readonly kind: 'reference'; readonly index: number };

/** `\A`, `\Z`, `$` without MULTILINE (also before a last line feed), `^` and `$` with it. */
export type Anchor = 'start' | 'end' | 'last line end' | 'line start' | 'line end';
