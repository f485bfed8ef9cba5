import type { YamlValue } from '../../lib/yamlNode';

const TESTS = ['**/test/**', '**/tests/**', '**/__tests__/**', '**/*.{test,spec}.*', '**/test_*.py', '**/*_test.*'];

/** Secrets and ways to run what somebody else wrote. */
export const SECURITY: YamlValue = {
  schema_version: '1.0',
  contract: {
    name: '_security',
    type: 'security',
    description: 'Secrets in files, and ways to run what somebody else wrote.',
    version: '1.0.0',
    tags: ['builtin', 'security'],
  },
  checks: [
    {
      id: 'no-secrets-in-code',
      name: 'No secrets in files',
      description: 'This looks like a password or a key.',
      type: 'regex',
      severity: 'error',
      config: {
        pattern:
          '\\b(?:password|passwd|api_?key|secret|access_?token|auth_?token)\\b[\'"]?\\s*(?:=|:)\\s*[\'"](?![^\'"]*(?:\\.\\.\\.|example|changeme|<|\\$\\{|xxx))[^\'"\\s]{8,}[\'"]',
        mode: 'forbid',
        case_insensitive: true,
      },
      applies_to: { exclude_paths: TESTS },
      fix_hint: 'Take it from the environment or a store of secrets, and have this one replaced where it is used.',
    },
    {
      id: 'no-private-keys',
      name: 'No private keys in the project',
      type: 'file_exists',
      severity: 'error',
      config: { forbidden_files: ['**/*.{pem,key,p12,pfx}', '**/id_{rsa,dsa,ecdsa,ed25519}'] },
      fix_hint: 'Remove the file from the project and its history, name it in .gitignore, and make a new key.',
    },
    {
      id: 'no-private-keys-in-files',
      name: 'No private keys inside of files',
      description: 'A private key stands in this file.',
      type: 'regex',
      severity: 'error',
      config: { pattern: '-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY-----', mode: 'forbid' },
      applies_to: { exclude_paths: TESTS },
      fix_hint: 'Remove the key from the file and its history, and make a new one.',
    },
    {
      id: 'no-env-files',
      name: 'No files with the environment of somebody',
      type: 'file_exists',
      severity: 'error',
      config: { forbidden_files: ['**/.env', '**/.env.{local,production,development}'] },
      fix_hint: 'Name it in .gitignore, and commit a .env.example without values.',
    },
    {
      id: 'no-unverified-tls',
      name: 'No connections to whom nobody verified',
      description: 'The certificate of the other side is not verified.',
      type: 'regex',
      severity: 'error',
      config: {
        pattern:
          '\\bverify\\s*=\\s*False\\b|\\brejectUnauthorized\\s*:\\s*false\\b|\\bInsecureSkipVerify\\s*:\\s*true\\b',
        mode: 'forbid',
      },
      applies_to: { languages: ['python', 'javascript', 'typescript', 'go'], exclude_paths: TESTS },
      fix_hint: 'Trust the certificate of the other side by name instead.',
    },
  ],
};
