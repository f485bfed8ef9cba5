import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readGlob } from '../../../../src/core/conformance/glob';

function matches(pattern: string, path: string): boolean {
  const glob = readGlob(pattern);
  assert.ok(glob.ok, pattern);
  return glob.value(path);
}

describe('the patterns of scopes', () => {
  const yes: readonly (readonly [string, string])[] = [
    ['**/*.py', 'a.py'],
    ['**/*.py', 'a/b/c.py'],
    ['tests/**/*.py', 'tests/a.py'],
    ['tests/**/*.py', 'tests/a/b.py'],
    ['tests/**', 'tests/a/b.py'],
    ['**/test*/**', 'src/testing/a.py'],
    ['**/*.test.*', 'src/a.test.ts'],
    ['README.md', 'README.md'],
    ['./README.md', 'README.md'],
    ['README{,.md}', 'README'],
    ['**/id_{rsa,ed25519}', '.ssh/id_rsa'],
    ['a?c[x-z]', 'abcy'],
    ['[!a]b', 'xb'],
    ['[]]', ']'],
    ['src/**/**/a', 'src/a'],
    ['*', 'ünïcode😀'],
    ['?', '😀'],
  ];
  const no: readonly (readonly [string, string])[] = [
    ['*.py', 'a/b.py'],
    ['tests/**', 'mytests/a.py'],
    ['**/*.py', 'a.pyc'],
    ['README.md', 'docs/README.md'],
    ['a?c', 'a/c'],
    ['[!a]b', 'ab'],
    ['**/node_modules/**', 'my_node_modules/a.js'],
    ['*.PY', 'a.py'],
  ];
  for (const [pattern, path] of yes) it(`${pattern} names ${path}`, () => assert.ok(matches(pattern, path)));
  for (const [pattern, path] of no) it(`${pattern} does not name ${path}`, () => assert.ok(!matches(pattern, path)));

  it('are refused with a reason', () => {
    for (const pattern of ['', '/etc/passwd', '../a', 'a/../b', 'a\\b', 'a/', '{a', 'a}', '[a', 'x'.repeat(501)]) {
      assert.ok(!readGlob(pattern).ok, pattern);
    }
  });

  it('take no longer however many stars they have', () => {
    const path = `${'a'.repeat(200)}/${'a/'.repeat(100)}b`;
    assert.ok(!matches(`${'*a'.repeat(100)}x/**/${'**/a/'.repeat(40)}c`, path));
    assert.ok(matches(`${'*a'.repeat(100)}*/**/${'**/a/'.repeat(40)}b`, path));
  });

  it('mean the same as the regular expression that one would write for them', () => {
    const part = fc.constantFrom('a', 'b', '*', '?', '**', '/', '.', 'ab');
    fc.assert(
      fc.property(
        fc.array(part, { minLength: 1, maxLength: 7 }),
        fc.array(fc.constantFrom('a', 'b', '/', '.'), { maxLength: 8 }),
        (parts, chars) => {
          const [pattern, path] = [parts.join(''), chars.join('')];
          const glob = readGlob(pattern);
          if (!glob.ok) return;
          const names = pattern.replace(/^(?:\.\/)+/, '').split('/');
          const folders = names.map((name) =>
            name === '**'
              ? '(?:[^/]*/)*'
              : `${name.replace(/\./g, '\\.').replace(/\*+/g, '[^/]*').replace(/\?/g, '[^/]')}/`,
          );
          assert.equal(glob.value(path), new RegExp(`^${folders.join('')}$`).test(`${path}/`), `${pattern} ${path}`);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
