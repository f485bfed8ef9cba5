/** Keys with what they say, and what is written behind them. What stands in `<...>` is to be written by the user. */
export type Keys = readonly (readonly [key: string, detail: string, rest: string])[];

export const TOP: Keys = [
  ['schema_version', 'of the format', " '1.0'"],
  ['contract', 'what the contract is about', '\n  name: <name>\n  type: custom\n  description: <description>'],
  [
    'checks',
    'what is looked for',
    '\n  - id: <id>\n    name: <name>\n    type: regex\n    severity: error\n    config:\n      pattern: <pattern>\n      mode: forbid',
  ],
];
export const CONTRACT: Keys = [
  ['name', 'of its own; with "_" before it, only there to be extended', ' <name>'],
  ['type', 'what kind of contract', ' '],
  ['description', 'what it is for', ' <description>'],
  ['version', 'of this contract', " '1.0'"],
  ['enabled', 'true or false', ' true'],
  ['extends', 'contracts whose checks it has, too', ' [<name>]'],
  ['applies_to', 'which files it is about', ''],
  ['tags', 'words to find it by', ' [<tag>]'],
];
export const SCOPE: Keys = [
  ['languages', 'only files in these', ' [<language>]'],
  ['paths', 'only files that one of these names', "\n  - '<src/**>'"],
  ['exclude_paths', 'but for files that one of these names', "\n  - '<tests/**>'"],
];
export const CHECK: Keys = [
  ['id', 'its own; one of an extended contract changes that check', ' '],
  ['name', 'in a few words', ' <name>'],
  ['description', 'what is wrong where it is violated, in a sentence', ' <description>'],
  ['type', 'how it looks', ' '],
  ['severity', 'error, warning or info', ' error'],
  ['enabled', 'true or false', ' true'],
  ['fix_hint', 'how it is mended', ' <hint>'],
  ['applies_to', 'which files it is about', ''],
  ['config', 'what it looks for', ''],
];

/** The keys of `config`, by the type of the check. */
export const CONFIG: ReadonlyMap<string, Keys> = new Map<string, Keys>([
  [
    'regex',
    [
      ['pattern', "for Python's re", " '<pattern>'"],
      ['mode', 'forbid it, or require it in each file', ' forbid'],
      ['multiline', '^ and $ at each line, and . for line ends', ' true'],
      ['case_insensitive', 'upper and lower case alike', ' true'],
    ],
  ],
  [
    'file_exists',
    [
      ['required_files', 'each names a file', ' [<README.md>]'],
      ['forbidden_files', 'none names a file', " ['<*.pyc>']"],
    ],
  ],
  [
    'command',
    [
      ['command', 'a program, without its arguments', ' <program>'],
      ['args', 'its arguments, one by one', ' [<argument>]'],
      ['working_dir', 'from the root of the project', ' <folder>'],
      ['timeout', 'in seconds', ' 60'],
      ['expected_exit_code', 'how it ends when all is well', ' 0'],
    ],
  ],
  [
    'ast_check',
    [
      ['metric', 'what is measured', ' '],
      ['threshold', 'the most that is allowed', ' <10>'],
    ],
  ],
  [
    'lsp_query',
    [
      ['query', 'what is asked', ' symbols'],
      ['filter', 'which symbols are meant', "\n  name_pattern: '<pattern>'"],
      ['exclude', 'which are not', "\n  name_pattern: '<pattern>'"],
      ['assertion', 'what has to be so', ' none_exist'],
    ],
  ],
  [
    'custom',
    [
      ['module', 'of Python; not evaluated here', ' <module>'],
      ['function', 'of Python; not evaluated here', ' <function>'],
    ],
  ],
]);
export const FILTER: Keys = [
  ['kind', 'kinds of symbols', ' [<function>]'],
  ['name_pattern', 'how the name begins', " '<pattern>'"],
  ['severity', 'of problems', ' [<error>]'],
];
export const EXCLUDE: Keys = [
  ['name_pattern', 'how the name begins', " '<pattern>'"],
  ['containers', 'what may stand around it', ' [<name>]'],
];
