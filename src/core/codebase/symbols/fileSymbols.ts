export const DEFINITION_KINDS = ['class', 'interface', 'type', 'function', 'method', 'constant', 'module'] as const;
export type DefinitionKind = (typeof DEFINITION_KINDS)[number];

/** Something with a name that other code can speak of. */
export interface Definition {
  readonly name: string;
  readonly kind: DefinitionKind;
  /** Names of the definitions around it, outermost first. */
  readonly within: readonly string[];
  /** Lines from 1, both included. */
  readonly line: number;
  readonly endLine: number;
  /** As written, without its body. */
  readonly signature: string;
  /** First paragraph of its docstring or doc comment, '' when there is none. */
  readonly doc: string;
}

/** What a source file takes from another one. */
export interface Import {
  /** As the source names it. */
  readonly module: string;
  /** What is taken, as the module itself calls it. */
  readonly names: readonly string[];
  /** From 1. */
  readonly line: number;
  /** As written, with what else is in it; cut where it is very long. Several imports may stand in one. */
  readonly statement: string;
  /** Whether the file gives to others what it takes. */
  readonly isHandedOn: boolean;
}

/** What a source file gives to others and takes from them. */
export interface FileSymbols {
  /** In the order of the source. */
  readonly definitions: readonly Definition[];
  /** In the order of the source. */
  readonly imports: readonly Import[];
}
