import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ResponseParser } from '../../../../../src/core/response/parser';
import { answerText } from '../../../../../src/node/models/externalWriter/answerText';

const NOTHING = { written: new Map<string, string>(), deleted: [], leftOut: new Map<string, string>() };

/** The files of an answer, as it is read: undefined for one that is deleted. */
function filesIn(text: string): Map<string, string | undefined> {
  const parser = new ResponseParser();
  const files = new Map<string, string | undefined>();
  let open = '';
  for (const event of [...parser.push(text), ...parser.end()]) {
    if (event.kind === 'block-opened') {
      open = event.path ?? '';
      files.set(open, event.action === 'delete' ? undefined : '');
    } else if (event.kind === 'block-line') files.set(open, `${files.get(open)}${event.text}\n`);
    else assert.notEqual(event.kind, 'block-unclosed');
  }
  return files;
}

const line = fc.oneof(
  fc.string({ unit: fc.constantFrom('`', '~', ' ', 'a', ':', '.', '\t', '>') }),
  fc.constantFrom('```', '````js:src/b.js', '   ```', '~~~', '<contradiction test="a" criterion="b">', ''),
  fc.string({ unit: 'grapheme' }).filter((text) => !/[\n\r]/.test(text)),
);
const file = fc.array(line, { maxLength: 12 }).map((lines) => lines.map((each) => `${each}\n`).join(''));
const name = fc.string({
  unit: fc.constantFrom('a', 'B', '1', ' ', '`', ':', '=', '"', '-', '_', '.', '>', 'é'),
  minLength: 1,
});
const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => `src/${names.join('/')}.js`);

describe('the changes of a copy as an answer', () => {
  it('are read as they are, or told to be left out, whatever stands in the files and their names', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(path, file), { selector: ([each]) => each }),
        fc.array(path),
        (files, gone) => {
          const written = new Map(files);
          const deleted = [...new Set(gone)].filter((each) => !written.has(each));
          const text = [...answerText({ ...NOTHING, written, deleted })].join('');
          const read = filesIn(text);
          for (const [each, content] of read) assert.equal(content, written.get(each), each);
          for (const each of [...written.keys(), ...deleted]) {
            if (!read.has(each)) assert.match(text, /^> Not taken over \(its name cannot be written in an answer\): /m);
            else assert.ok(written.has(each) || deleted.includes(each), each);
          }
        },
      ),
    );
  });

  it('get an end of their last line, and lose no carriage return', () => {
    const written = new Map([
      ['a.js', 'a'],
      ['b.js', 'a\r\nb\n'],
    ]);
    const text = [...answerText({ ...NOTHING, written })].join('');
    assert.deepEqual([...filesIn(text)], [['a.js', 'a\n']]);
    assert.match(text, /^> Not taken over \(a line of it ends with a bare carriage return\): b\.js$/m);
  });

  it('name a few of what is left out', () => {
    const leftOut = new Map(Array.from({ length: 13 }, (_, index) => [`file${index}\u202e`, 'it is a link']));
    const text = [...answerText({ ...NOTHING, leftOut })].join('');
    assert.match(text, /^\n> Not taken over \(it is a link\): file0\\u\{202e\}, .*file9\\u\{202e\} and 3 more\n$/);
  });
});
