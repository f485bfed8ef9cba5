import type { YamlValue } from '../../lib/yamlNode';

const TESTS = ['**/test/**', '**/tests/**', '**/__tests__/**', '**/*.{test,spec}.*', '**/test_*.py', '**/*_test.*'];

/** What tests are in every language. */
export const TESTING: YamlValue = {
  schema_version: '1.0',
  contract: {
    name: '_testing',
    type: 'testing',
    description: 'What tests are in every language.',
    version: '1.0.0',
    tags: ['builtin', 'testing'],
  },
  checks: [
    {
      id: 'no-focused-tests',
      name: 'No test that keeps the others from running',
      description: 'Only this test runs; the others are left out.',
      type: 'regex',
      severity: 'error',
      config: {
        pattern: '\\b(?:describe|context|it|test|suite)\\.only\\s*\\(|\\b(?:fdescribe|fit)\\s*\\(',
        mode: 'forbid',
      },
      applies_to: { languages: ['javascript', 'typescript'], paths: TESTS },
      fix_hint: 'Take ".only" away.',
    },
    {
      id: 'no-sleep-in-tests',
      name: 'Tests wait for what happens, not for time',
      description: 'The test waits for time, so it is slow on a fast machine and fails on a slow one.',
      type: 'regex',
      severity: 'warning',
      config: { pattern: '\\b(?:time\\.sleep|time\\.Sleep|Thread\\.sleep|thread::sleep)\\s*\\(', mode: 'forbid' },
      applies_to: { languages: ['python', 'go', 'java', 'kotlin', 'rust'], paths: TESTS },
      fix_hint: 'Wait for the event, or hand a clock in.',
    },
  ],
};
