import assert from 'node:assert/strict';
import fc from 'fast-check';
import { NameTable } from '../../../../src/core/codebase/graph/nameTable';
import { REASONS_LEFT_OUT } from '../../../../src/core/codebase/listing/whyLeftOut';
import type { IndexedFile } from '../../../../src/node/codebase/indexedFile';
import type { StoredIndex } from '../../../../src/node/codebase/indexFormat';
import { decodeIndex, encodeIndex } from '../../../../src/node/codebase/indexFormat';

interface Plain {
  readonly size: number;
  readonly times: readonly number[];
  readonly hash: string;
  readonly outline: string | undefined;
  readonly leftOut: IndexedFile['leftOut'];
  readonly defined: readonly string[];
  readonly used: Readonly<Record<string, number>>;
  readonly imports: readonly string[];
}

const word = fc.string({ unit: 'grapheme', maxLength: 8 });
const file: fc.Arbitrary<Plain> = fc.record({
  size: fc.integer({ min: 0, max: 2 ** 40 }),
  times: fc.array(fc.double({ noNaN: true }), { minLength: 3, maxLength: 3 }),
  hash: word,
  outline: fc.option(word, { nil: undefined }),
  leftOut: fc.option(fc.constantFrom(...REASONS_LEFT_OUT), { nil: undefined }),
  defined: fc.uniqueArray(word),
  used: fc.dictionary(word, fc.integer({ min: 1, max: 1_000_000 })),
  imports: fc.array(word),
});
const codebase = fc.dictionary(word, file).map((files) => Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1)));

function indexOf(files: readonly (readonly [string, Plain])[]): StoredIndex {
  const names = new NameTable();
  names.numberOf('a name of a file that is gone');
  const indexed = files.map(([path, plain]): [string, IndexedFile] => {
    const { size, times, hash, outline, leftOut, defined, used, imports } = plain;
    const [modified = 0, changed = 0, inode = 0] = times;
    const numbers = (words: readonly string[]) => Uint32Array.from(words.map((each) => names.numberOf(each)));
    const graph = {
      ...{ path, bytes: size, imports, namespaces: imports.slice(1) },
      ...{ defined: numbers(defined), used: numbers(Object.keys(used)), counts: Uint32Array.from(Object.values(used)) },
    };
    const mark = { size, modified, changed, inode };
    return [path, { mark, hash, leftOut, graph, outline: outline === undefined ? undefined : Buffer.from(outline) }];
  });
  return { files: new Map(indexed), names };
}

/** The files with words for the numbers of names. */
function spoken({ files, names }: StoredIndex) {
  return [...files].map(([path, { graph, hash, outline, ...rest }]) => {
    const words = (numbers: Uint32Array) => [...numbers].map((each) => names.names[each]);
    const { defined, used, counts, ...others } = graph;
    return [path, rest, others, words(defined), words(used), [...counts], hash, outline?.toString()];
  });
}

describe('format of a kept index', () => {
  it('gives back what was written, without names that nobody has any more', () => {
    fc.assert(
      fc.property(codebase, (files) => {
        const index = indexOf(files);
        const read = decodeIndex(encodeIndex(index)) ?? assert.fail('it can be read');
        assert.deepEqual(spoken(read), spoken(index));
        assert.equal(read.names.find('a name of a file that is gone'), undefined);
      }),
    );
  });

  it('is nothing when a byte is another one, or when there are fewer or more', () => {
    fc.assert(
      fc.property(codebase, fc.nat(), fc.integer({ min: 1, max: 255 }), (files, at, change) => {
        const bytes = encodeIndex(indexOf(files));
        const broken = Buffer.from(bytes);
        broken[at % broken.length] = (broken[at % broken.length] ?? 0) ^ change;
        assert.equal(decodeIndex(broken), undefined);
        assert.equal(decodeIndex(bytes.subarray(0, at % bytes.length)), undefined);
        assert.equal(decodeIndex(Buffer.concat([bytes, Uint8Array.of(change)])), undefined);
      }),
    );
  });

  it('is nothing for what is no index at all', () => {
    for (const bytes of [Buffer.of(), Buffer.from('agentforge index\n'), Buffer.alloc(1_000, 0xff)]) {
      assert.equal(decodeIndex(bytes), undefined);
    }
  });
});
