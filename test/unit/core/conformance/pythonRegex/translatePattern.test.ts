import assert from 'node:assert/strict';
import { isPlainText, translatePattern } from '../../../../../src/core/conformance/pythonRegex/translatePattern';

interface Flags {
  readonly ignoreCase?: boolean;
  readonly multiline?: boolean;
}

function found(
  pattern: string,
  text: string,
  { ignoreCase = false, multiline = false }: Flags = {},
): readonly string[] {
  const translated = translatePattern(pattern, { ignoreCase, multiline });
  assert.ok(translated.ok, pattern);
  const { source, plainSource } = translated.value;
  const all = [...text.matchAll(new RegExp(source, 'gv'))].map(([match]) => match);
  if (isPlainText(text))
    assert.deepEqual(
      [...text.matchAll(new RegExp(plainSource, 'gv'))].map(([match]) => match),
      all,
    );
  return all;
}

function refused(pattern: string): string {
  const translated = translatePattern(pattern, { ignoreCase: false, multiline: false });
  assert.ok(!translated.ok, pattern);
  return `${translated.problem.kind}: ${translated.problem.message}`;
}

describe('a pattern of Python', () => {
  it('knows the letters, digits and blanks of all scripts', () => {
    assert.deepEqual(found('\\w+', 'Zoë, ٣ 中_1'), ['Zoë', '٣', '中_1']);
    assert.deepEqual(found('\\d', '1٣²'), ['1', '٣']);
    assert.deepEqual(found('\\s', 'a\u00a0\u001c\ufeff'), ['\u00a0', '\u001c']);
    assert.deepEqual(found('(?a)\\w+', 'Zoë'), ['Zo']);
    assert.deepEqual(found('\\bé', 'éé é'), ['é', 'é']);
  });

  it('ends a line at a line feed only, and the text before the last one, too', () => {
    assert.deepEqual(found('.+', 'a\u2028b\r\nc'), ['a\u2028b\r', 'c']);
    assert.deepEqual(found('a$', 'a\na\n'), ['a']);
    assert.deepEqual(found('a$', 'a\na\n', { multiline: true }), ['a', 'a']);
    assert.deepEqual(found('a.b', 'a\nb', { multiline: true }), ['a\nb']);
    assert.deepEqual(found('a\\Z', 'a\n'), []);
    assert.deepEqual(found('^b', 'a\rb', { multiline: true }), []);
  });

  it('ignores case as Python does', () => {
    assert.deepEqual(found('password', 'PASSWORD paſſword', { ignoreCase: true }), ['PASSWORD', 'paſſword']);
    assert.deepEqual(found('i', 'iIıİ', { ignoreCase: true }), ['i', 'I', 'ı', 'İ']);
    assert.deepEqual(found('[^k]', 'kK\u212ax', { ignoreCase: true }), ['x']);
    assert.deepEqual(found('a(?i:b)c', 'aBc aBC'), ['aBc']);
  });

  it('may have what JavaScript writes otherwise or not at all', () => {
    assert.deepEqual(found('(?P<q>[\'"])x(?P=q)', '"x" \'x"'), ['"x"']);
    assert.deepEqual(found('a{,2}b', 'aaab'), ['aab']);
    assert.deepEqual(found('a{', 'a{'), ['a{']);
    assert.deepEqual(found('[]a]+', ']a'), [']a']);
    assert.deepEqual(found('(?x) a  b # both', 'ab'), ['ab']);
    assert.deepEqual(found('(?>a+)ab', 'aaab'), []);
    assert.deepEqual(found('a++b', 'aab'), ['aab']);
    assert.deepEqual(found('(?#why)\\061\\x41\\u00e9', '1Aé'), ['1Aé']);
  });

  it('is refused where Python refuses it', () => {
    for (const pattern of [
      '(',
      ')',
      '*',
      'a**',
      '[a',
      '[b-a]',
      '\\q',
      '(?<=a+)b',
      '(?P<1>a)',
      '\\2(a)',
      'a{2,1}',
      '(?z)',
      'a(?i)b',
    ])
      assert.match(refused(pattern), /^invalid: /, pattern);
  });

  it('is not translated where it would mean something else', () => {
    for (const pattern of [
      '(a)?(?(1)b|c)',
      '(a)|\\1b',
      '(?i)(a)\\1',
      '\\N{DASH}',
      '(?:a*)*',
      '(?:(?:a{99}){99}){99}',
      '('.repeat(150) + ')'.repeat(150),
    ])
      assert.match(refused(pattern), /^untranslatable: /, pattern);
  });
});
