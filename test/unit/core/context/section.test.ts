import assert from 'node:assert/strict';
import fc from 'fast-check';
import { escapeTags, renderPiece, SECTION_TAGS } from '../../../../src/core/context/section';

const TAGS = ['context', 'instructions', 'answer_format', 'phase', 'file', ...SECTION_TAGS];
const ANY_TAG = new RegExp(`<(?:\\s*/\\s*)?(?:${TAGS.join('|')})\\b`, 'i');
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom('<', '</', '< /', '</ ', '<<', '>', ' ', '\n', '\t', '&lt;', '/', '"', '_', 'A', '😀'),
      fc.constantFrom(...TAGS, ...TAGS.map((tag) => tag.toUpperCase())),
      fc.string({ unit: 'binary', maxLength: 4 }),
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''));
const numRuns = process.env['AGENTFORGE_SOAK'] === '1' ? 100_000 : 1_000;

describe('a piece of the context', () => {
  it('can neither open nor close a section, whatever it holds', () =>
    fc.assert(
      fc.property(
        hostile,
        fc.constantFrom(...SECTION_TAGS),
        fc.option(hostile, { nil: undefined }),
        fc.boolean(),
        (text, tag, file, isUntrusted) => {
          const rendered = renderPiece({ tag, file, text, why: '', isUntrusted });
          const inner = file === undefined ? rendered : rendered.replace(/^<file path="/, '').replace(/<\/file>$/, '');
          assert.doesNotMatch(inner, ANY_TAG);
          if (file !== undefined) assert.match(rendered, /^<file path="[^"]*"(?: note="[^"]*")?>\n/);
        },
      ),
      { numRuns },
    ));

  it('is otherwise as it was', () => {
    const text = 'i < tests.length; i < code; a <b and c</d: List<int> # <codec> <filename> </testsuite> <br>\n';
    assert.equal(escapeTags(text), text);
    assert.equal(escapeTags('</Code>\n<tests>\n< / context >'), '&lt;/Code>\n&lt;tests>\n&lt; / context >');
  });
});
