import assert from 'node:assert/strict';
import { isSameFile } from '../../../../../src/core/conformance/report/isSameFile';

describe('whether a text is another one still', () => {
  it('is so while most of its lines are, however they are indented and ended', () => {
    assert.ok(isSameFile('a\nb\nc\n', '  a\r\n\r\n\tb\r\nd\r\n'));
    assert.ok(!isSameFile('a\nb\nc\n', 'a\nd\ne\n'));
    assert.ok(!isSameFile('a\n', `a\n${'b\n'.repeat(9)}`));
    assert.ok(!isSameFile('a\na\na\n', 'a\nb\nc\n'));
  });

  it('is not so of texts without anything in them', () => {
    assert.ok(!isSameFile('', ''));
    assert.ok(!isSameFile('\n\n', ' \n'));
  });
});
