import type { ImportedModule } from '../symbols/symbolTable';
import type { Lexis } from './lexis';

/**
 * What a word of the language itself says of what follows. `type`: a body with members; `space`: a body with definitions, and a name
 * itself; `block`: such a body without a name; `enum`, `struct`: a body with names that are nobody else's; `function`; `value`: a
 * name that is given a value; `statement`: an import to its semicolon; `namespace`: a dotted name; `import`: a text behind it is a
 * module; `load`, `mock`: so is one in brackets behind it; `for`: names up to `in`; `plain`: nothing.
 */
export type Role =
  | 'plain'
  | 'type'
  | 'space'
  | 'block'
  | 'enum'
  | 'struct'
  | 'function'
  | 'value'
  | 'alias'
  | 'let'
  | 'statement'
  | 'module'
  | 'namespace'
  | 'import'
  | 'load'
  | 'mock'
  | 'new';

/** How the definitions of a language with braces are found without its grammar. */
export interface Dialect {
  readonly lexis: Lexis;
  readonly roles: Readonly<Partial<Record<Role, string>>>;
  /** `name(` in the body of a type is a method. */
  readonly hasMethods?: boolean;
  /** `Type name(` is a function, `Type name` is a name of the file's own. */
  readonly hasTypedNames?: boolean;
  readonly hasFreeFunctions?: boolean;
  /** The first word behind a bracket or a comma is a parameter. */
  readonly hasNamesFirst?: boolean;
  readonly kind: 'script' | 'go' | 'rust' | 'java' | 'csharp' | 'php' | 'cpp';
  readonly importsIn?: ((statement: string) => readonly ImportedModule[]) | undefined;
}
