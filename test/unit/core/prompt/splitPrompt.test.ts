import assert from 'node:assert/strict';
import fc from 'fast-check';
import { splitPrompt } from '../../../../src/core/prompt/splitPrompt';

/** What a model puts together of the parts. */
function joined(parts: readonly string[]): string {
  return parts
    .map((part, index) =>
      index < parts.length - 1
        ? part.replace(/^.*\n.*\n\n/, '').replace(/\n\[End of part \d+ of \d+: wait for part \d+\]\n$/, '')
        : part.replace(/^.*\n.*\n\n/, ''),
    )
    .join('');
}

describe('a prompt for a chat that limits the length', () => {
  it('is one when it is short enough, or when there is no limit', () => {
    assert.deepEqual(splitPrompt('short', 1_000), ['short']);
    assert.deepEqual(splitPrompt('x'.repeat(10_000), 0), ['x'.repeat(10_000)]);
  });

  it('is told part by part to wait, and to answer after the last', () => {
    const parts = splitPrompt('a line of text\n'.repeat(200), 1_200);
    assert.equal(parts.length, 4);
    assert.match(parts[0] ?? '', /^\[Part 1 of 4 of one message\]\n.*Do not answer yet: say only "Ready for part 2"/);
    assert.match(parts[1] ?? '', /a line of text\n\n\[End of part 2 of 4: wait for part 3\]\n$/);
    assert.match(
      parts[3] ?? '',
      /^\[Part 4 of 4 of one message\]\nThis is the last part\..*answer the whole message now/,
    );
  });

  it('loses nothing, and keeps to the limit, whatever the text', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1_500, maxLength: 6_000 });
    fc.assert(
      fc.property(text, fc.integer({ min: 1_000, max: 3_000 }), (prompt, limit) => {
        const parts = splitPrompt(prompt, limit);
        if (parts.length > 1) assert.equal(joined(parts), prompt);
        for (const part of parts) {
          assert.ok(part.length <= limit);
          assert.doesNotMatch(part, /\p{Cs}/u);
        }
      }),
      { numRuns: 30 },
    );
  });
});
