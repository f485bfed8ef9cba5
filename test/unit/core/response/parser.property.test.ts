import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { readFence } from '../../../../src/core/response/fence';
import { ResponseParser } from '../../../../src/core/response/parser';
import { Reached } from '../../../kit/reached';
import { blocksOf, parseChunks } from './parse';

const SOAK = process.env['AGENTFORGE_SOAK'] === '1';
/** A million cases with those of the cuts, which are twice as many as those of each other property. */
const numRuns = SOAK ? 200_000 : 2_000;
const SIZE = SOAK ? 16_000_000 : 400_000;

const hostileLine = fc.constantFrom(
  '',
  ' ',
  '```',
  '````',
  '~~~',
  '   ```',
  '    ```',
  '```python',
  '```python:src/a.py',
  '~~~ python : my dir/a.py',
  '````md:README.md',
  'append:x',
  '```append:a.py',
  '```delete:a.py',
  '```rename:a.py -> b.py',
  '**src/a.py**',
  '### src/b.py',
  '```python:a.py```',
  '```python path="a.py"',
  'def f(): pass\r',
  '😀 smile',
  '\uFEFF```',
  '\0',
  '\t```',
);
const line = fc.oneof(hostileLine, fc.string({ unit: 'binary', maxLength: 12 }));
const answer = fc
  .array(fc.tuple(line, fc.constantFrom('\n', '\r\n', '\n', '\r')), { maxLength: 40 })
  .map((lines) => lines.flat().join(''));

function cut(text: string, sizes: readonly number[]): string[] {
  const chunks: string[] = [];
  let at = 0;
  for (let index = 0; at < text.length; index++) {
    const size = sizes.length === 0 ? text.length : (sizes[index % sizes.length] ?? 1);
    chunks.push(text.slice(at, at + size));
    at += size;
  }
  return chunks;
}

const fileLine = fc.oneof(
  hostileLine.filter((text) => !text.endsWith('\r')),
  fc.string({ maxLength: 20 }).filter((text) => !/[\r\n]/.test(text)),
);
const file = fc.record({
  path: fc
    .array(fc.stringMatching(/^[a-z][a-z0-9_ -]{0,7}[a-z]$/), { minLength: 1, maxLength: 3 })
    .map((segments) => `${segments.join('/')}.py`),
  lines: fc.array(fileLine, { maxLength: 12 }),
  marker: fc.constantFrom('`', '~'),
});

/** As the format asks: a fence longer than any in the content. */
function render(one: { path: string; lines: string[]; marker: string }): string {
  const longest = Math.max(2, ...one.lines.map((text) => /^ {0,3}(`+|~+)/.exec(text)?.[1]?.length ?? 0));
  const fence = one.marker.repeat(longest + 1);
  return [`Now ${one.path}:`, `${fence}python:${one.path}`, ...one.lines, fence, ''].join('\n');
}

/** What stands in a block: lines, and blocks in it. */
type Content = readonly (string | Inner)[];
interface Inner {
  readonly info: string;
  /** How much longer than the fence around it. */
  readonly longer: number;
  readonly content: Content;
}

const notFence = (text: string) => readFence(text) === undefined && !text.endsWith('\r');
const content: fc.Memo<Content> = fc.memo((depth) => {
  const plain = line.filter((text) => notFence(text) && !text.includes('\n'));
  const shorter = fc.constantFrom('other', 'shorter', 'indented');
  const lines = fc.oneof(plain, shorter);
  if (depth <= 1) return fc.array(lines, { maxLength: 3 });
  const inner = fc.record({
    info: fc.constantFrom('bash', 'python:a.py', 'delete:x', 'md title="a"', '<html>'),
    longer: fc.nat(2),
    content: content(depth - 1),
  });
  return fc.array(fc.oneof({ weight: 2, arbitrary: lines }, { weight: 3, arbitrary: inner }), { maxLength: 4 });
});

/** The lines of a content that stands in a block whose fence has that length. */
function linesIn(content: Content, level: number): readonly string[] {
  return content.flatMap((each) => {
    if (each === 'other') return ['~~~~~~~~md', '~~~~~~~~'];
    if (each === 'shorter') return ['`'.repeat(level - 1), `${'`'.repeat(level - 1)}py`];
    if (each === 'indented') return [`    ${'`'.repeat(level)}`];
    if (typeof each === 'string') return [each];
    const fence = '`'.repeat(level + each.longer);
    return [fence + each.info, ...linesIn(each.content, fence.length), fence];
  });
}

function depthOf(content: Content): number {
  return Math.max(0, ...content.map((each) => (typeof each === 'string' ? 0 : 1 + depthOf(each.content))));
}

describe('ResponseParser, for any answer', () => {
  it('gives the same events whatever the cuts', () => {
    const reached = new Reached([
      'named block',
      'block without a name',
      'path in the line before',
      'left open',
      'append, delete or rename',
      'cut inside CR LF',
      'cut inside a fence',
      'cut inside a surrogate pair',
      'one piece for several lines',
    ]);
    fc.assert(
      fc.property(answer, fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 6 }), (text, sizes) => {
        const whole = parseChunks([text]);
        const pieces = cut(text, sizes);
        assert.deepEqual(parseChunks(pieces), whole);
        assert.deepEqual(parseChunks(cut(text, [1])), whole);
        const opened = whole.filter((event) => event.kind === 'block-opened');
        const between = (left: RegExp, right: RegExp) =>
          pieces.some((piece, index) => left.test(piece) && right.test(pieces[index + 1] ?? ''));
        reached.add({
          'named block': opened.some(({ origin }) => origin === 'marker'),
          'block without a name': opened.some(({ path }) => path === undefined),
          'path in the line before': opened.some(({ origin }) => origin === 'line-before'),
          'left open': whole.some(({ kind }) => kind === 'block-unclosed'),
          'append, delete or rename': opened.some(({ action }) => action !== 'write'),
          'cut inside CR LF': between(/\r$/, /^\n/),
          'cut inside a fence': between(/`$/, /^`/),
          'cut inside a surrogate pair': between(/[\ud800-\udbff]$/, /^[\udc00-\udfff]/),
          'one piece for several lines': pieces.some((piece) => piece.split('\n').length > 2),
        });
      }),
      { numRuns: 2 * numRuns },
    );
    reached.assertAll();
  });

  it('gives the rendered files back', () => {
    const reached = new Reached(['no file', 'several files', 'fences in a file', 'longer fence', 'tildes', 'CR LF']);
    fc.assert(
      fc.property(fc.array(file, { maxLength: 5 }), fc.constantFrom('\n', '\r\n'), (files, eol) => {
        const text = files.map(render).join('\n').replaceAll('\n', eol);
        assert.deepEqual(
          blocksOf(text).map(({ path, lines, closed }) => ({ path, lines, closed })),
          files.map(({ path, lines }) => ({ path, lines, closed: true })),
        );
        reached.add({
          'no file': files.length === 0,
          'several files': files.length > 1,
          'fences in a file': files.some(({ lines }) => lines.some((each) => !notFence(each))),
          'longer fence': /^(?:`{4}|~{4})/m.test(text),
          tildes: files.some(({ marker }) => marker === '~'),
          'CR LF': text.includes('\r\n'),
        });
      }),
      { numRuns },
    );
    reached.assertAll();
  });

  it('gives blocks inside a block back as its content, however deep', () => {
    const reached = new Reached([
      'none inside',
      'one deep',
      'three deep',
      'longer inside',
      'neighbours',
      'no fence of it',
    ]);
    fc.assert(
      fc.property(content(4), fc.integer({ min: 3, max: 5 }), (inside, level) => {
        const [fence, lines] = ['`'.repeat(level), linesIn(inside, level)];
        const text = [`${fence}md:README.md`, ...lines, fence, 'After.', ''].join('\n');
        assert.deepEqual(
          blocksOf(text).map(({ path, lines, closed }) => ({ path, lines, closed })),
          [{ path: 'README.md', lines, closed: true }],
        );
        assert.deepEqual(parseChunks([text]).at(-2)?.kind, 'prose');
        const inner = inside.filter((each) => typeof each !== 'string');
        reached.add({
          'none inside': inner.length === 0,
          'one deep': depthOf(inside) === 1,
          'three deep': depthOf(inside) === 3,
          'longer inside': inner.some(({ longer }) => longer > 0),
          neighbours: inner.length > 1,
          'no fence of it': ['other', 'shorter', 'indented'].some((each) => inside.includes(each)),
        });
      }),
      { numRuns },
    );
    reached.assertAll();
  });

  it('opens, closes and numbers in a sane order', () => {
    const reached = new Reached([
      'prose only',
      'several blocks',
      'left open',
      'nested',
      'CR alone',
      'NUL',
      'BOM inside',
    ]);
    fc.assert(
      fc.property(answer, (text) => {
        let open = false;
        let last = 0;
        const events = parseChunks([text]);
        for (const event of events) {
          if ('line' in event) {
            assert.equal(event.line, last + 1);
            last = event.line;
          }
          if (event.kind === 'block-opened' || event.kind === 'prose') assert.ok(!open);
          if (event.kind === 'block-line' || event.kind === 'block-closed') assert.ok(open);
          if (event.kind === 'block-opened') open = true;
          if (event.kind === 'block-closed') open = false;
        }
        assert.deepEqual(events.at(-1), { kind: 'end' });
        assert.equal(events.at(-2)?.kind === 'block-unclosed', open);
        reached.add({
          'prose only': events.every(({ kind }) => kind === 'prose' || kind === 'end'),
          'several blocks': events.filter(({ kind }) => kind === 'block-opened').length > 1,
          'left open': open,
          nested: events.some((event) => event.kind === 'block-line' && !notFence(event.text)),
          'CR alone': /\r(?!\n)/.test(text),
          NUL: text.includes('\0'),
          'BOM inside': text.indexOf('\uFEFF') > 0,
        });
      }),
      { numRuns },
    );
    reached.assertAll();
  });

  it('reads lines without end, one character at a time, without loss', () => {
    const events = parseChunks(cut(`\`\`\`py:a.py\n${'x'.repeat(SIZE)}\n\`\`\``, [7]));
    const content = events.find((event) => event.kind === 'block-line');
    assert.equal(content?.text.length, SIZE);
  });

  it('reads an answer of many lines without loss', () => {
    const count = SOAK ? 600_000 : 15_000;
    const body = Array.from({ length: count }, (_, index) => `    value_${index} = "\`\`\` ${index}"\n`).join('');
    const events = parseChunks(cut(`\`\`\`py:a.py\n${body}\`\`\`\n`, [1, 40, 3, 1_000, 65_536]));
    assert.equal(events.filter((event) => event.kind === 'block-line').length, count);
    assert.equal(events.at(-2)?.kind, 'block-closed');
  });

  const shapes: Readonly<Record<string, string>> = {
    'blocks in blocks in blocks': '```md\n',
    'one endless fence': '`',
    'one endless info string': '```py a="b',
    'attributes without an end': '``` path="x\n',
    'lines that are nearly a path': '**src/a.p y**\n',
    'lines dressed as often as can be': '### **`**`**`a.py`**`**`**\n',
    'blocks opened and closed at once': '```py:a.py\n```\n',
    'blank lines': '\n',
    'carriage returns': '\r',
    'spaces before a fence that never comes': '   ',
  };
  for (const [name, piece] of Object.entries(shapes)) {
    it(`reads ${name} to the end`, () => {
      const parser = new ResponseParser();
      const text = piece.repeat(Math.ceil(65_536 / piece.length));
      const lines = text.split('\n').length - 1;
      for (let pushed = 0; pushed < SIZE; pushed += text.length) assert.equal(parser.push(text).length, lines);
      assert.equal(parser.end().at(-1)?.kind, 'end');
    });
  }
});
