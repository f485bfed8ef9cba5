import type { YamlValue } from '../../lib/yamlNode';

/** What holds in every project. */
export const BASE: YamlValue = {
  schema_version: '1.0',
  contract: {
    name: '_base',
    type: 'patterns',
    description: 'What holds in every project, whatever its language.',
    version: '1.0.0',
    extends: ['_security'],
    tags: ['builtin', 'base'],
  },
  checks: [
    {
      id: 'require-readme',
      name: 'A README tells what the project is',
      type: 'file_exists',
      severity: 'warning',
      config: { required_files: ['README{,.md,.rst,.txt,.adoc}'] },
      fix_hint: 'Write a README.md: what the project is for, and how it is started.',
    },
    {
      id: 'no-conflict-markers',
      name: 'No conflict of a merge is left',
      description: 'A conflict of a merge was committed.',
      type: 'regex',
      severity: 'error',
      config: { pattern: '^(?:<{7}|>{7}) ', mode: 'forbid', multiline: true },
      fix_hint: 'Decide between both sides and remove the markers.',
    },
    {
      id: 'no-bidirectional-characters',
      name: 'No characters that turn the direction of writing',
      description: 'Invisible characters turn the direction of writing, so the code is not what it looks like.',
      type: 'regex',
      severity: 'error',
      config: { pattern: '[\\u202a-\\u202e\\u2066-\\u2069]', mode: 'forbid' },
      applies_to: { exclude_paths: ['**/locale/**', '**/locales/**', '**/i18n/**', '**/*.{po,md}'] },
      fix_hint: 'Delete the character, or write it as an escape.',
    },
  ],
};
