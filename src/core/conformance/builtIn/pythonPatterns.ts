import type { YamlValue } from '../../lib/yamlNode';
import { MEASURES } from './measures';

const TESTS = ['**/tests/**', '**/test_*.py', '**/*_test.py', '**/conftest.py'];

/** Code in Python. */
export const PYTHON_PATTERNS: YamlValue = {
  schema_version: '1.0',
  contract: {
    name: '_patterns-python',
    type: 'patterns',
    description: 'Code in Python.',
    version: '1.0.0',
    extends: ['_base'],
    applies_to: { languages: ['python'] },
    tags: ['builtin', 'python'],
  },
  checks: [
    ...MEASURES,
    {
      id: 'no-breakpoint',
      name: 'No breakpoints are left',
      description: 'A breakpoint was left in the code.',
      type: 'regex',
      severity: 'error',
      config: { pattern: '\\bbreakpoint\\s*\\(\\s*\\)|\\b(?:i?pdb|pudb)\\.set_trace\\s*\\(', mode: 'forbid' },
      fix_hint: 'Remove it.',
    },
    {
      id: 'no-bare-except',
      name: 'Errors are caught by name',
      description: 'Every error is caught here, also the one that ends the program.',
      type: 'regex',
      severity: 'warning',
      config: { pattern: '^[ \\t]*except\\s*:', mode: 'forbid', multiline: true },
      fix_hint: 'Name the errors that you expect.',
    },
    {
      id: 'no-star-imports',
      name: 'Imports name what they take',
      description: 'Nobody can see what is taken here.',
      type: 'regex',
      severity: 'warning',
      config: { pattern: '^[ \\t]*from\\s+\\S+\\s+import\\s+\\*', mode: 'forbid', multiline: true },
      applies_to: { exclude_paths: ['**/__init__.py'] },
      fix_hint: 'Name what you use.',
    },
    {
      id: 'no-mutable-defaults',
      name: 'No default that all calls share',
      description: 'All calls share this default value.',
      type: 'regex',
      severity: 'warning',
      config: {
        pattern: '^[ \\t]*(?:async\\s+)?def\\s+\\w+\\s*\\([^)\\n]*=\\s*(?:\\[\\]|\\{\\})',
        mode: 'forbid',
        multiline: true,
      },
      fix_hint: 'Take None as the default, and make a new one inside.',
    },
    {
      id: 'no-print',
      name: 'Code speaks through a log',
      description: 'print() is for programs that people read from.',
      type: 'regex',
      severity: 'info',
      config: { pattern: '^[ \\t]*print\\s*\\(', mode: 'forbid', multiline: true },
      applies_to: { exclude_paths: [...TESTS, '**/cli/**', '**/scripts/**', '**/__main__.py', '**/manage.py'] },
      fix_hint: 'Use the module logging.',
    },
  ],
};
