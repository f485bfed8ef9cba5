import assert from 'node:assert/strict';
import { findSecrets } from '../../../../src/core/model/findSecrets';

const found = (text: string): readonly string[] => findSecrets(text).map(({ from, to }) => text.slice(from, to));

describe('finding secrets in a text', () => {
  it('finds keys by their form, and what looks drawn by lot behind a telling name', () => {
    const key = `sk-ant-api03-${'k3Qz9Xw7'.repeat(4)}`;
    assert.deepEqual(found(`client(${key})`), [key]);
    assert.deepEqual(found('password = "kT7#pq92Lm"\n'), ['kT7#pq92Lm']);
    assert.deepEqual(found('url = "postgres://shop:kT7pq92Lm4@db/shop"'), ['kT7pq92Lm4']);
    assert.deepEqual(found('-----BEGIN PRIVATE KEY-----\nabc\n-----END PRIVATE KEY-----').length, 1);
  });

  it('finds a secret that has a word of examples in it', () => {
    for (const [text, secret] of [
      ['api_key = "a8f3latest92bd71c0"', 'a8f3latest92bd71c0'],
      ['url = "postgres://shop:9xKq-Test3r-22Lm@db.prod/shop"', '9xKq-Test3r-22Lm'],
      ['DB_PASSWORD = "Pr0d-Secret-9fK2xQ"', 'Pr0d-Secret-9fK2xQ'],
      ['DB_PASSWORD=xK9MyPassword77Qz', 'xK9MyPassword77Qz'],
      ['SECRET_KEY = "django-insecure-k3$x9(!your5lq0z"', 'django-insecure-k3$x9(!your5lq0z'],
    ] as const)
      assert.deepEqual(found(text).at(0), secret, text);
  });

  it('finds it however languages and files of settings write it', () => {
    for (const before of [
      ...['const password: string = "', 'let secret: &str = "', 'api_key: Optional[str] = "', "'password' => '"],
      ...[
        'token: "',
        '"token": "',
        'DB_PASS = "',
        'PWD="',
        'botToken = `',
        'password: ',
        'db.password = ',
        '  - token: ',
      ],
      ...['export DB_PASS=', 'spring.datasource.password=', 'client-secret: '],
    ]) {
      const after = /["'`]$/.exec(before)?.[0] ?? ' # ours';
      assert.ok(found(`a\n${before}Qw8sT2kLp0Zx7Vb3${after}\n`).includes('Qw8sT2kLp0Zx7Vb3'), before);
    }
  });

  it('leaves readable what tests type in, examples and names', () => {
    for (const text of [
      'login("ada", password="correct horse")',
      'password = "hunter2hunter2"',
      'api_key = "your-api-key-123"',
      'token = "test-token-123456"',
      'AKIAIOSFODNN7EXAMPLE',
      '.sk-estimator-doc-link-fitted {}',
      'url = "http://localhost:8080/users/7@home"',
      ...[`password = "\${user}-\${id}-v2"`, 'password = "{{ vault.db1_pass }}"', 'secret = "fake_secret_12345abc"'],
      ...[
        '    token: Base64Str',
        'token: str = utf8_token',
        'pass: 2nd-pass-of-3',
        'compass: Qw8sT2kLp0Zx7Vb3',
        'token=next',
      ],
      ...[
        '  password: string;',
        'if (token === "utf8-string")',
        '"token": "identifier-1"',
        `secret: \${DB_SECRET_9a8b7c6d}`,
      ],
    ])
      assert.deepEqual(found(text), [], text);
  });
});
