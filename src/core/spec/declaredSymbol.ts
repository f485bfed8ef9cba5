export type SymbolKind = 'class' | 'exception' | 'enum' | 'function' | 'method' | 'property' | 'value' | 'unknown';

/** A name that a specification declares, with what it says of it. */
export interface DeclaredSymbol {
  readonly name: string;
  readonly kind: SymbolKind;
  /** Names of the parameters, without `self`; empty when none are declared. */
  readonly parameters: readonly string[];
  /** Methods, properties and enum values. */
  readonly members: readonly DeclaredSymbol[];
  /** Whether it is said to be asynchronous. */
  readonly isAsync: boolean;
}
