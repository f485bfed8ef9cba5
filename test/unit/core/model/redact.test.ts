import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findSecrets } from '../../../../src/core/model/findSecrets';
import { redact } from '../../../../src/core/model/redact';

const PEM = '-----BEGIN RSA PRIVATE KEY-----\nMIIEow\nAAAA==\n-----END RSA PRIVATE KEY-----';

describe('redacting', () => {
  for (const [what, text, rest] of [
    ['a key of Anthropic', 'key sk-ant-api03-abcdefghijklmnop_QRST done', 'key [redacted] done'],
    ['a key of OpenAI', '"sk-proj-abcdefghijklmnopqrstuvwxyz"', '"[redacted]"'],
    ['a token of GitHub', 'ghp_abcdefghijklmnopqrstuvwxyz0123', '[redacted]'],
    ['an access key of AWS', 'AKIAIOSFODNN7EXAMPLE', '[redacted]'],
    ['a key of Google', `AIza${'x'.repeat(35)}`, '[redacted]'],
    ['a web token', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc-def', '[redacted]'],
    ['a bearer', 'Authorization: Bearer abcdefghijkl.mnop', 'Authorization: Bearer [redacted]'],
    ['a header with a password', "'Authorization': 'Basic YWxhZGRpbjpvcGVu'", "'Authorization': 'Basic [redacted]'"],
    ['a key of Stripe', 'rk_live_abcdefghij0123', '[redacted]'],
    ['a header of a key', "'x-api-key': 'abcdef123'", "'x-api-key': '[redacted]'"],
    ['a private key', `a\n${PEM}\nb`, 'a\n[redacted]\nb'],
    ['a private key that is cut', 'a\n-----BEGIN PRIVATE KEY-----\nMIIE', 'a\n[redacted]'],
    ['a password in quotes', 'password = "hunter22"', 'password = "[redacted]"'],
    ['a password with its type', 'const password: string = "hunter22"', 'const password: string = "[redacted]"'],
    ['a secret in JSON', '{"client_secret": "abcd1234"}', '{"client_secret": "[redacted]"}'],
    ['a line of an .env file', 'DB_PASSWORD=hunter22\nPORT=80', 'DB_PASSWORD=[redacted]\nPORT=80'],
    ['an address', 'postgres://bob:hunter22@db/shop', 'postgres://bob:[redacted]@db/shop'],
    ['a connection string', 'Server=x;Password=hunter22;Pooling', 'Server=x;Password=[redacted];Pooling'],
  ] as const) {
    it(`takes out ${what}`, () => assert.equal(redact(text, []), rest));
  }

  for (const code of [
    'def login(user: str, password: str) -> Token:',
    'self.password = password\ntoken = parser.next_token()',
    "if token == 'if': return",
    'Client(password=password, api_key=settings.api_key)',
    'https://example.org:8080/path?q=a@b',
    'the key of the map is sk-1',
    'const secretSanta = draw();',
    'CONSTRAINT pk_customer_order_line_items PRIMARY KEY (id)',
    'sk_customer_order_line_items INT',
    '// Basic configuration of the cart',
    'basic authentication of users',
    'http://localhost:3000/@scope/name',
  ]) {
    it(`leaves code as it is: ${code.slice(0, 40)}`, () => assert.equal(redact(code, []), code));
  }

  it('takes out what is known to be secret, however it looks and however it is written', () => {
    const secret = 'my "own" pass/phrase';
    const text = `${secret} ${JSON.stringify(secret)} ${encodeURIComponent(secret)} ${secret}`;
    assert.equal(redact(text, [`${secret}\n`]), '[redacted] "[redacted]" [redacted] [redacted]');
  });

  it('leaves nothing of a secret that begins with another one', () => {
    for (const secrets of [
      ['hunter2abc', 'hunter2abcSUPERSECRET'],
      ['hunter2abcSUPERSECRET', 'hunter2abc'],
    ]) {
      assert.equal(redact('x hunter2abcSUPERSECRET y hunter2abc', secrets), 'x [redacted] y [redacted]');
    }
  });

  it('does not tear a text apart for a secret of a letter or two', () => {
    assert.equal(redact('a cat', ['', ' ', 'a']), 'a cat');
  });

  it('never leaves a known secret, wherever it stands', () => {
    const secret = fc.stringMatching(/^[A-Za-z0-9_-]{12,40}$/);
    fc.assert(
      fc.property(fc.string(), secret, fc.string(), (before, key, after) => {
        assert.ok(!redact(`${before}${key}${after}${key}`, [key]).includes(key));
      }),
    );
  });

  it('takes time in proportion to the text, whatever it is', () => {
    const size = 400_000;
    for (const part of [
      'sk-',
      'sk_a-',
      'eyJ',
      'a://',
      'a:',
      'password',
      'password: a',
      'Bearer ',
      '-----BEGIN PRIVATE KEY-----',
      'A_',
      '"',
      ';pwd=',
      'xox',
    ]) {
      const text = part.repeat(size / part.length);
      // One that grew with the square of it would not come back before the test is given up.
      assert.ok(redact(text, ['not-in-there']).length > 0);
      assert.ok(findSecrets(text).length >= 0);
    }
  });
});
