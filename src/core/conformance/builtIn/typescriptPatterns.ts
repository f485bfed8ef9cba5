import type { YamlValue } from '../../lib/yamlNode';
import { MEASURES } from './measures';

/** Code in TypeScript, and in JavaScript as far as it is the same. */
export const TYPESCRIPT_PATTERNS: YamlValue = {
  schema_version: '1.0',
  contract: {
    name: '_patterns-typescript',
    type: 'patterns',
    description: 'Code in TypeScript, and in JavaScript as far as it is the same.',
    version: '1.0.0',
    extends: ['_base', '_testing'],
    applies_to: { languages: ['typescript', 'javascript'] },
    tags: ['builtin', 'typescript'],
  },
  checks: [
    ...MEASURES,
    {
      id: 'no-debugger',
      name: 'No breakpoints are left',
      description: 'A breakpoint was left in the code.',
      type: 'regex',
      severity: 'error',
      config: { pattern: '^[ \\t]*debugger\\s*;?[ \\t]*$', mode: 'forbid', multiline: true },
      fix_hint: 'Remove it.',
    },
    {
      id: 'no-explicit-any',
      name: 'Types say what a value is',
      description: 'The compiler looks at nothing that is "any".',
      type: 'regex',
      severity: 'warning',
      config: { pattern: '[:<,|]\\s*any\\b(?=\\s*[;,)=>\\]|\\[]|\\s*$)|\\bas\\s+any\\b', mode: 'forbid' },
      applies_to: { languages: ['typescript'], exclude_paths: ['**/*.d.ts'] },
      fix_hint: 'Take "unknown" and look at it, or name the type.',
    },
    {
      id: 'no-silenced-compiler',
      name: 'The compiler is not silenced without a word',
      description: 'An error of the compiler is silenced, and nothing says why.',
      type: 'regex',
      severity: 'warning',
      config: { pattern: '@ts-(?:ignore|nocheck)\\b(?!\\s*[:-]*\\s*\\w+\\s+\\w+)', mode: 'forbid' },
      applies_to: { languages: ['typescript'] },
      fix_hint: 'Mend the type, or write the reason behind it.',
    },
    {
      id: 'no-eval',
      name: 'No text is run as code',
      description: 'A text is run as code here.',
      type: 'regex',
      severity: 'error',
      config: { pattern: '(?<![\\w.$])eval\\s*\\(|\\bnew\\s+Function\\s*\\(', mode: 'forbid' },
      fix_hint: 'Say in code what is to be done.',
    },
  ],
};
