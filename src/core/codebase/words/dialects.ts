import { C_FAMILY_ENDINGS, eachWith, SCRIPT_ENDINGS } from '../endings';
import { CSHARP } from '../symbols/languages/csharp';
import { JAVA } from '../symbols/languages/java';
import { PHP } from '../symbols/languages/php';
import { RUST } from '../symbols/languages/rust';
import type { Dialect } from './dialect';

const script: Dialect = {
  kind: 'script',
  lexis: { slashComments: true, blockComments: 'flat', templates: true, patterns: true },
  roles: {
    plain:
      'abstract any as async await bigint boolean break case catch continue debugger declare default delete do else export extends false finally for get if implements in infer instanceof is keyof never null number object of override private protected public readonly return satisfies set static string super switch symbol this throw true try typeof undefined unique unknown void while with yield',
    type: 'class interface',
    alias: 'type',
    enum: 'enum',
    function: 'function',
    value: 'const let var',
    namespace: 'namespace module',
    import: 'from import',
    load: 'require',
    mock: 'mock doMock dontMock unmock requireActual requireMock importActual importMock resolve',
    new: 'new',
  },
  hasMethods: true,
  hasNamesFirst: true,
};

const go: Dialect = {
  kind: 'go',
  lexis: { slashComments: true, blockComments: 'flat', longQuotes: '`' },
  roles: {
    plain:
      'break case chan continue default defer else fallthrough for go goto if map package range return select switch nil true false',
    type: 'interface',
    struct: 'struct',
    function: 'func',
    value: 'const type var',
    import: 'import',
  },
  hasMethods: true,
  hasNamesFirst: true,
};

const rust: Dialect = {
  kind: 'rust',
  lexis: { slashComments: true, blockComments: 'nested', longQuotes: '"', rawTexts: 'rust', lifetimes: true },
  roles: {
    plain:
      'as async await bool break char continue crate dyn else extern f32 f64 false i128 i16 i32 i64 i8 if in isize loop match move mut pub ref return self Self str super true u128 u16 u32 u64 u8 unsafe usize where while',
    type: 'struct union',
    enum: 'enum',
    space: 'trait',
    block: 'impl',
    function: 'fn macro_rules',
    value: 'const static type',
    let: 'let for',
    module: 'mod',
    statement: 'use',
  },
  hasNamesFirst: true,
  importsIn: RUST.importsIn,
};

const java: Dialect = {
  kind: 'java',
  lexis: { slashComments: true, blockComments: 'flat', tripleQuotes: true },
  roles: {
    plain:
      'abstract assert boolean break byte case catch char continue default do double else extends final finally float for if implements instanceof int long native null permits private protected public return sealed short static strictfp super switch synchronized this throw throws transient true false try void volatile while var yield',
    type: 'class interface record',
    enum: 'enum',
    statement: 'import package',
    new: 'new',
  },
  hasMethods: true,
  hasTypedNames: true,
  importsIn: JAVA.importsIn,
};

const csharp: Dialect = {
  kind: 'csharp',
  lexis: { slashComments: true, blockComments: 'flat', tripleQuotes: true, rawTexts: 'csharp', directives: true },
  roles: {
    plain:
      'abstract add as async await base bool break byte case catch char checked const continue decimal default delegate do double else event explicit extern false finally fixed float for foreach get global goto if implicit in init int internal is lock long nameof null object operator out override params partial private protected public readonly ref remove required return sbyte sealed set short sizeof stackalloc static string switch this throw true try typeof uint ulong unchecked unsafe ushort value var virtual void volatile when where while yield',
    type: 'class interface record struct',
    enum: 'enum',
    statement: 'using',
    namespace: 'namespace',
    new: 'new',
  },
  hasMethods: true,
  hasTypedNames: true,
  hasFreeFunctions: true,
  importsIn: CSHARP.importsIn,
};

const php: Dialect = {
  kind: 'php',
  lexis: {
    hashComments: true,
    hashAttributes: true,
    slashComments: true,
    blockComments: 'flat',
    longQuotes: '"\'',
    tags: true,
    heredocs: true,
  },
  roles: {
    plain:
      'abstract and array as bool break callable case catch clone continue declare default do echo else elseif empty endforeach endif endwhile extends false final finally float for foreach global goto if implements instanceof int isset iterable list match mixed never null object or parent print private protected public readonly return self static string switch throw true try unset var void while xor yield php',
    type: 'class interface trait',
    enum: 'enum',
    function: 'function fn',
    value: 'const',
    statement: 'use require require_once include include_once',
    namespace: 'namespace',
    new: 'new',
  },
  importsIn: PHP.importsIn,
};

const cpp: Dialect = {
  kind: 'cpp',
  lexis: { slashComments: true, blockComments: 'flat', rawTexts: 'cpp', directives: true },
  roles: {
    plain:
      'alignas alignof asm auto bool break case catch char co_await co_return co_yield concept const consteval constexpr constinit const_cast continue decltype default delete do double dynamic_cast else explicit export extern false final float for friend goto if inline int long mutable noexcept nullptr operator override private protected public register reinterpret_cast requires return short signed sizeof static static_assert static_cast switch template this thread_local throw true try typedef typeid typename unsigned using virtual void volatile wchar_t while',
    type: 'class struct union',
    enum: 'enum',
    namespace: 'namespace',
    new: 'new',
  },
  hasMethods: true,
  hasTypedNames: true,
  hasFreeFunctions: true,
};

/** By the ending of a path. */
export const DIALECTS: Readonly<Record<string, Dialect>> = {
  ...eachWith(SCRIPT_ENDINGS, script),
  ...eachWith(C_FAMILY_ENDINGS, cpp),
  go,
  rs: rust,
  java,
  cs: csharp,
  php,
};
/** Types of its own that a language names in small letters: a word behind one is a new name. */
export const OWN_TYPES =
  'auto bool boolean byte char const decimal double dynamic float int long object sbyte short signed string uint ulong unsigned ushort var void';
