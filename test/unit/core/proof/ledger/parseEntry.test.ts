import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseEntry } from '../../../../../src/core/proof/ledger/parseEntry';
import { asCounted, printEntry } from '../../../../../src/core/proof/ledger/printEntry';
import type { ProofEntry } from '../../../../../src/core/proof/ledger/proofEntry';
import { RIGHT_REASONS } from '../../../../../src/core/verdict/judgement';
import { must } from '../../../../kit/must';
import { hashText, passingEntry, redEntry } from '../../../../kit/sampleProof';

const hash = fc.string().map(hashText);
const reason = fc.constantFrom(...RIGHT_REASONS);
const map = <T>(value: fc.Arbitrary<T>) => fc.dictionary(fc.string(), value, { maxKeys: 5 });
const red = fc
  .record({
    component: fc.string(),
    tests: map(hash),
    before: map(fc.option(hash, { nil: null })),
    results: map(reason),
    promise: fc.option(hash, { nil: null }),
    demands: fc.record({ rest: fc.string(), requirements: fc.array(fc.string(), { maxLength: 4 }) }),
  })
  .map(redEntry);
const passing = fc.record({ previous: hash, code: map(hash), accepted: map(fc.string()) }).map(passingEntry);

describe('an entry of the proof ledger', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(fc.oneof(red, passing), (entry: ProofEntry) => {
        const text = printEntry(entry);
        assert.equal(printEntry(must(parseEntry(text))), text);
      }),
    );
  });

  it('is the same bytes in whatever order its parts come', () => {
    fc.assert(
      fc.property(red, (entry) => {
        const turned = Object.fromEntries(Object.entries(entry).reverse()) as unknown as ProofEntry;
        const results = Object.fromEntries(Object.entries(entry.results).reverse());
        assert.equal(printEntry({ ...turned, results } as ProofEntry), printEntry(entry));
      }),
    );
  });

  it('counts the same with the line ends and the mark that a checkout may give it', () => {
    const text = printEntry(redEntry());
    assert.equal(asCounted(`\uFEFF${text.replaceAll('\n', '\r\n')}`), text);
  });

  describe('is refused', () => {
    const text = printEntry(redEntry());
    const cases: readonly (readonly [string, string, RegExp])[] = [
      ['no JSON', '{', /^it is no JSON$/],
      ['nothing at all', '', /^it is no JSON$/],
      ['nested too deep', '['.repeat(100_000), /^it is no JSON$/],
      ['no object', 'null', /^the entry is no object$/],
      ['a list', '[]', /^the entry is no object$/],
      ['another version', text.replace('"version": 1', '"version": 2'), /version/],
      ['another phase', text.replace('"red"', '"verify"'), /^its phase is none of/],
      ['a key too many', text.replace('"product"', '"command": "ls",\n  "product"'), /^it is not written as/],
      ['a key twice', text.replace('"product"', '"product": "0",\n  "product"'), /^it is not written as/],
      [
        'another order',
        text.replace('"version": 1,\n  "phase": "red"', '"phase": "red",\n  "version": 1'),
        /^it is not/,
      ],
      ['a prototype', text.replace('"support": {}', '"support": {"__proto__": {"a": 1}}'), /is no text$/],
      [
        'no hash',
        text.replace(/"settings": "\w+"/, '"settings": "abc"'),
        /^settings has something that is no SHA-256$/,
      ],
      ['a number for a text', text.replace('"component": "cart"', '"component": 1'), /^component is no text$/],
      ['a text that is too long', text.replace('"cart"', `"${'a'.repeat(2_001)}"`), /longer than 2000 characters/],
      [
        'a reason for which nothing is reached',
        text.replace('"subject-missing"', '"passes"'),
        /has a reason for which/,
      ],
      ['a reason that is none', text.replace('"subject-missing"', '"because"'), /has a reason for which/],
      ['something behind it', `${text}\n`, /^it is not written as/],
      ['no results', text.replace(/"results": \{[^}]*\}/, '"results": null'), /^results is no object$/],
    ];
    for (const [what, broken, why] of cases) {
      it(what, () => {
        assert.notEqual(broken, text);
        const parsed = parseEntry(broken);
        assert.equal(parsed.ok, false);
        assert.match(parsed.ok ? '' : parsed.problem, why);
      });
    }

    it('too many results', () => {
      const results = Object.fromEntries(Array.from({ length: 5_001 }, (_, at) => [`t${at}`, 'assertion' as const]));
      const parsed = parseEntry(printEntry(redEntry({ results })));
      assert.match(parsed.ok ? '' : parsed.problem, /more than 5000 items/);
    });

    it('whatever else anybody writes, without a fault of ours', () => {
      fc.assert(fc.property(fc.json(), (any) => assert.equal(parseEntry(any).ok, false)));
    });
  });
});
