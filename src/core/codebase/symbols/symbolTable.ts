/**
 * How the symbols of a language are found. What the query captures:
 * - `@class`, `@interface`, `@type`, `@function`, `@method`, `@constant`, `@module` a definition, with its `@name` and, where it has one,
 *   the `@body` that is no part of its signature; a function right in a class is a method
 * - `@wider` with a `@name`: the definition of that name begins earlier, at its decorators or at `export`
 * - `@scope` with a `@name`: names what is defined in it without being a definition; `@owner` does so for one definition
 * - `@doc` text inside a definition that describes it; `@comment` and `@mark` may stand above one
 * - `@import` a statement, with the `@module` and the names that are `@taken`, in as many matches as there are names;
 *   `@module` alone is an import too, and its line the statement; `@statement` is read by `importsIn`
 * - `@known` what the file itself calls one that is taken; `@listed` a name that it says it gives to others
 */
export interface SymbolTable {
  /** In tree-sitter's query language. */
  readonly query: string;
  /** The imports in the text of a `@statement`, for languages that write several in one. */
  readonly importsIn?: (statement: string) => readonly ImportedModule[];
  /** Whether a file gives to others what it takes by a statement; where this is not told, none does. */
  readonly handsOn?: (taken: TakenModule, file: FileFace) => boolean;
}

export interface TakenModule {
  readonly module: string;
  readonly statement: string;
  /** Of the statement, from 0. */
  readonly column: number;
  /** Names of what is taken as the file itself calls them, where the query captures them. */
  readonly known: readonly string[];
}

interface FileFace {
  readonly path: string;
  /** What it says it gives to others. */
  readonly listed: ReadonlySet<string>;
}

export interface ImportedModule {
  /** As the source names it. */
  readonly module: string;
  readonly names: readonly string[];
}
