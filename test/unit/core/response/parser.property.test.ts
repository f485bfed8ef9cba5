import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { blocksOf, parseChunks } from './parse';

const SOAK = process.env['AGENTFORGE_SOAK'] === '1';
const numRuns = SOAK ? 20_000 : 300;

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

describe('ResponseParser, for any answer', () => {
  it('gives the same events whatever the cuts', () => {
    fc.assert(
      fc.property(answer, fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 6 }), (text, sizes) => {
        const whole = parseChunks([text]);
        assert.deepEqual(parseChunks(cut(text, sizes)), whole);
        assert.deepEqual(parseChunks(cut(text, [1])), whole);
      }),
      { numRuns },
    );
  });

  it('gives the rendered files back', () => {
    fc.assert(
      fc.property(fc.array(file, { maxLength: 5 }), fc.constantFrom('\n', '\r\n'), (files, eol) => {
        const text = files.map(render).join('\n').replaceAll('\n', eol);
        assert.deepEqual(
          blocksOf(text).map(({ path, lines, closed }) => ({ path, lines, closed })),
          files.map(({ path, lines }) => ({ path, lines, closed: true })),
        );
      }),
      { numRuns },
    );
  });

  it('opens, closes and numbers in a sane order', () => {
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
      }),
      { numRuns },
    );
  });

  it('reads lines without end, one character at a time, without loss', () => {
    const size = SOAK ? 16_000_000 : 400_000;
    const events = parseChunks(cut(`\`\`\`py:a.py\n${'x'.repeat(size)}\n\`\`\``, [7]));
    const content = events.find((event) => event.kind === 'block-line');
    assert.equal(content?.text.length, size);
  });

  it('reads an answer of many lines without loss', () => {
    const count = SOAK ? 600_000 : 15_000;
    const body = Array.from({ length: count }, (_, index) => `    value_${index} = "\`\`\` ${index}"\n`).join('');
    const events = parseChunks(cut(`\`\`\`py:a.py\n${body}\`\`\`\n`, [1, 40, 3, 1_000, 65_536]));
    assert.equal(events.filter((event) => event.kind === 'block-line').length, count);
    assert.equal(events.at(-2)?.kind, 'block-closed');
  });
});
