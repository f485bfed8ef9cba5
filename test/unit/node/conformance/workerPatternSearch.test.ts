import assert from 'node:assert/strict';
import path from 'node:path';
import { translatePattern } from '../../../../src/core/conformance/pythonRegex/translatePattern';
import { WorkerPatternSearch } from '../../../../src/node/conformance/workerPatternSearch';
import { repositoryRoot } from '../../../kit/editor/repositoryRoot';
import { nextTurn } from '../../../kit/nextTurn';

const NEVER = new AbortController().signal;
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
    assert.deepEqual(await search.search('a wort\nb\nwörter w\n', [word, blank, none], NEVER), [
      { kind: 'lines', lines: [1, 3] },
      { kind: 'lines', lines: [3] },
      { kind: 'lines', lines: [] },
    ]);
    assert.deepEqual(await search.search('', [word, none], NEVER), [
      { kind: 'lines', lines: [] },
      { kind: 'lines', lines: [] },
    ]);
  });

  it('ends a pattern that goes on for ever, says so, and still looks for the others', async () => {
    const [before, endless, after] = [pattern('b$'), pattern('(a+)+$'), pattern('a')];
    const found = await search.search(ENDLESS, [before, endless, after], NEVER);
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
    for (let file = 0; file < 3; file++) await search.search(ENDLESS, [endless], NEVER);
    assert.deepEqual(await search.search('harmless', [endless], NEVER), [
      { kind: 'not searched', why: 'its pattern takes too long: it did in 3 files' },
    ]);
  });

  it('answers many who ask at once, each with what it asked for', async () => {
    const letters = [...'abcdefghij'].map((letter) => ({ letter, wanted: pattern(letter) }));
    const found = await Promise.all(letters.map(({ letter, wanted }) => search.search(`\n${letter}`, [wanted], NEVER)));
    assert.ok(found.every(([only]) => only?.kind === 'lines' && only.lines.join() === '2'));
  });

  it('loses patience with a pattern that is written in several places, too', async () => {
    for (let file = 0; file < 3; file++) await search.search(ENDLESS, [pattern('(a+)+$')], NEVER);
    assert.deepEqual(await search.search('harmless', [pattern('(a+)+$')], NEVER), [
      { kind: 'not searched', why: 'its pattern takes too long: it did in 3 files' },
    ]);
  });

  it('is given up when it is cancelled, also while a pattern goes on, and holds that against no pattern', async () => {
    const endless = pattern('(a+)+$');
    for (let time = 0; time < 3; time++) {
      const cancelling = new AbortController();
      const [running, waiting] = [1, 2].map(() => search.search(ENDLESS, [endless], cancelling.signal));
      await nextTurn();
      cancelling.abort();
      const given = [{ kind: 'not searched', why: 'it was cancelled' }];
      assert.deepEqual([await running, await waiting], [given, given]);
    }
    assert.deepEqual(await search.search('harmless', [endless], NEVER), [{ kind: 'lines', lines: [] }]);
  });

  it('is over when it is disposed of, also while a pattern goes on, and starts no other thread', async () => {
    const running = search.search(ENDLESS, [pattern('(a+)+$'), pattern('a')], NEVER);
    const waiting = search.search('a', [pattern('a')], NEVER);
    await nextTurn();
    let started = 0;
    const count = () => {
      started += 1;
    };
    process.on('worker', count);
    await search.dispose();
    const given = { kind: 'not searched', why: 'it was cancelled' };
    assert.deepEqual([await running, await waiting], [[given, given], [given]]);
    assert.deepEqual(await search.search('a', [pattern('a')], NEVER), [given]);
    process.off('worker', count);
    assert.equal(started, 0);
  });
});
