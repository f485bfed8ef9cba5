import assert from 'node:assert/strict';
import path from 'node:path';
import { translatePattern } from '../../../../src/core/conformance/pythonRegex/translatePattern';
import { WorkerPatternSearch } from '../../../../src/node/conformance/workerPatternSearch';
import { repositoryRoot } from '../../../kit/editor/repositoryRoot';

const THREAD = path.join(repositoryRoot, 'test/kit/patternThread.cjs');
/** Takes longer than anybody lives to find out that it does not match. */
const ENDLESS = `${'a'.repeat(60)}b`;

function pattern(source: string) {
  const translated = translatePattern(source, { ignoreCase: false, multiline: false });
  assert.ok(translated.ok);
  return translated.value;
}

describe('the search for patterns in a thread', () => {
  let search: WorkerPatternSearch;

  beforeEach(() => {
    search = new WorkerPatternSearch(THREAD, 300);
  });

  afterEach(() => search.dispose());

  it('gives the lines of each pattern, in texts of ASCII and others', async () => {
    const [word, blank, none] = [pattern('\\bw\\w*'), pattern('\\s$'), pattern('x')];
    assert.deepEqual(await search.search('a wort\nb\nwörter w\n', [word, blank, none]), [
      { kind: 'lines', lines: [1, 3] },
      { kind: 'lines', lines: [3] },
      { kind: 'lines', lines: [] },
    ]);
    assert.deepEqual(await search.search('', [word, none]), [
      { kind: 'lines', lines: [] },
      { kind: 'lines', lines: [] },
    ]);
  });

  it('ends a pattern that goes on for ever, says so, and still looks for the others', async () => {
    const [before, endless, after] = [pattern('b$'), pattern('(a+)+$'), pattern('a')];
    const found = await search.search(ENDLESS, [before, endless, after]);
    assert.deepEqual(
      [found[0], found[2]],
      [
        { kind: 'lines', lines: [1] },
        { kind: 'lines', lines: [1] },
      ],
    );
    assert.deepEqual(found[1], { kind: 'not searched', why: 'its pattern takes longer than 0.3 s in this file' });
  });

  it('does not try such a pattern again and again', async () => {
    const endless = pattern('(a+)+$');
    for (let file = 0; file < 3; file++) await search.search(ENDLESS, [endless]);
    assert.deepEqual(await search.search('harmless', [endless]), [
      { kind: 'not searched', why: 'its pattern takes too long: it did in 3 files' },
    ]);
  });

  it('answers many who ask at once, each with what it asked for', async () => {
    const letters = [...'abcdefghij'].map((letter) => ({ letter, wanted: pattern(letter) }));
    const found = await Promise.all(letters.map(({ letter, wanted }) => search.search(`\n${letter}`, [wanted])));
    assert.ok(found.every(([only]) => only?.kind === 'lines' && only.lines.join() === '2'));
  });
});
