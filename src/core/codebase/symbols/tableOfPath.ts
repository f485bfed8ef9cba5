import type { AnyGrammar } from '../syntaxTrees';
import { parserOfPath } from '../syntaxTrees';
import { CPP } from './languages/cpp';
import { CSHARP } from './languages/csharp';
import { GO } from './languages/go';
import { JAVA } from './languages/java';
import { PHP } from './languages/php';
import { PYTHON } from './languages/python';
import { RUBY } from './languages/ruby';
import { RUST } from './languages/rust';
import { JAVASCRIPT, TYPESCRIPT } from './languages/script';
import type { SymbolTable } from './symbolTable';

const TABLES: Readonly<Record<AnyGrammar, SymbolTable>> = {
  python: PYTHON,
  javascript: JAVASCRIPT,
  typescript: TYPESCRIPT,
  tsx: TYPESCRIPT,
  go: GO,
  rust: RUST,
  java: JAVA,
  'c-sharp': CSHARP,
  ruby: RUBY,
  php: PHP,
  cpp: CPP,
};

/** How the symbols of a file are found, by its extension; undefined when nobody here knows. */
export function tableOfPath(path: string): { readonly grammar: AnyGrammar; readonly table: SymbolTable } | undefined {
  // What is wrong in a C file for the grammar of C++ is little, and no reason to leave it out of the index.
  const grammar = parserOfPath(path) ?? (/\.[ch]$/i.test(path) ? 'cpp' : undefined);
  return grammar === undefined ? undefined : { grammar, table: TABLES[grammar] };
}
