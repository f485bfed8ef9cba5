import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { DENSEST, upperEstimate } from '../../../../src/core/context/tokenCounter';
import { repositoryRoot } from '../../../kit/editor/repositoryRoot';

interface Counts {
  readonly bytes: number;
  /** By the two public tokenizers of that name. */
  readonly o200k: number;
  readonly cl100k: number;
}

interface Recorded {
  readonly files: Readonly<Record<string, Counts>>;
  readonly dense: readonly (Counts & { readonly name: string; readonly text: string })[];
}

const fixture = (name: string): string => readFileSync(path.join(repositoryRoot, 'test/fixtures', name), 'utf8');
const RECORDED = JSON.parse(fixture('tokens/counts.json')) as Recorded;
/** No tokenizer of the newest models is public; they count up to so many tokens for one of those that are. */
const NEWER = 1.3;

describe('the upper estimate of tokens', () => {
  for (const [name, { bytes, o200k, cl100k }] of Object.entries(RECORDED.files)) {
    it(`is not below what is counted for ${name}`, () => {
      const text = fixture(name);
      assert.equal(Buffer.byteLength(text), bytes, 'the file has changed: record its counts anew');
      assert.ok(upperEstimate(text) >= NEWER * Math.max(o200k, cl100k));
    });
  }

  for (const { name, text, bytes, o200k, cl100k } of RECORDED.dense) {
    it(`is below it for ${name} by no more than what is asked for near a budget`, () =>
      assert.ok(upperEstimate(text) * DENSEST >= Math.min(bytes, NEWER * Math.max(o200k, cl100k))));
  }

  it('of parts adds up to no less than that of the whole, grows with the text, and has a bound for any text', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (one, other) => {
        const whole = upperEstimate(`${one}${other}`);
        assert.ok(whole <= upperEstimate(one) + upperEstimate(other));
        assert.ok(whole >= upperEstimate(one));
        assert.ok(whole * DENSEST >= Buffer.byteLength(`${one}${other}`));
      }),
    ));
});
