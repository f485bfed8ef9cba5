import type { YamlValue } from '../../lib/yamlNode';

const TESTS = ['**/tests/**', '**/test_*.py', '**/*_test.py'];

/** Tests in Python. */
export const PYTHON_TESTING: YamlValue = {
  schema_version: '1.0',
  contract: {
    name: '_testing-python',
    type: 'testing',
    description: 'Tests in Python, with pytest or without.',
    version: '1.0.0',
    extends: ['_testing'],
    applies_to: { languages: ['python'] },
    tags: ['builtin', 'python', 'testing'],
  },
  checks: [
    {
      id: 'require-tests',
      name: 'There are tests',
      type: 'file_exists',
      severity: 'warning',
      config: { required_files: ['**/{test_*,*_test}.py'] },
      fix_hint: 'Write tests/test_NAME.py.',
    },
    {
      id: 'no-constant-assert',
      name: 'No assertion of a constant',
      description: 'This assertion holds whatever the code does.',
      type: 'regex',
      severity: 'error',
      config: { pattern: '^[ \\t]*assert\\s+(?:True|1)\\s*(?:$|,|#)', mode: 'forbid', multiline: true },
      applies_to: { paths: TESTS },
      fix_hint: 'Assert what the code gives.',
    },
    {
      id: 'no-real-network-calls',
      name: 'Unit tests do not use the network',
      description: 'A unit test calls a server.',
      type: 'regex',
      severity: 'warning',
      config: {
        pattern: '\\b(?:requests|httpx)\\.(?:get|post|put|delete|patch|head)\\s*\\(|\\burlopen\\s*\\(',
        mode: 'forbid',
      },
      applies_to: { paths: ['**/tests/unit/**'] },
      fix_hint: 'Put something in the place of the client that answers from memory.',
    },
  ],
};
