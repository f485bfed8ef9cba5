import type { YamlValue } from '../../lib/yamlNode';
import { MEASURES } from './measures';

/** Code in Go. */
export const GO_PATTERNS: YamlValue = {
  schema_version: '1.0',
  contract: {
    name: '_patterns-go',
    type: 'patterns',
    description: 'Code in Go.',
    version: '1.0.0',
    extends: ['_base', '_testing'],
    applies_to: { languages: ['go'] },
    tags: ['builtin', 'go'],
  },
  checks: [
    ...MEASURES,
    {
      id: 'require-go-mod',
      name: 'The module has a go.mod',
      type: 'file_exists',
      severity: 'error',
      config: { required_files: ['**/go.mod'] },
      fix_hint: 'go mod init NAME',
    },
    {
      id: 'no-discarded-errors',
      name: 'Errors are looked at',
      description: 'What went wrong is thrown away here.',
      type: 'regex',
      severity: 'warning',
      config: { pattern: '^[ \\t]*(?:\\w+\\s*,\\s*)*_\\s*=\\s*\\w[\\w.]*\\(', mode: 'forbid', multiline: true },
      applies_to: { exclude_paths: ['**/*_test.go'] },
      fix_hint: 'Handle the error, or give it to the caller.',
    },
    {
      id: 'no-panic',
      name: 'Libraries give errors back',
      description: 'A panic ends the program of whoever calls this.',
      type: 'regex',
      severity: 'info',
      config: { pattern: '^[ \\t]*panic\\(', mode: 'forbid', multiline: true },
      applies_to: { exclude_paths: ['**/*_test.go', '**/main.go', '**/cmd/**'] },
      fix_hint: 'Return an error.',
    },
  ],
};
