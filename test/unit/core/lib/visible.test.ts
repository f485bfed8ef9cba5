import assert from 'node:assert/strict';
import { visible, visibleDeep } from '../../../../src/core/lib/visible';

describe('text from elsewhere on a terminal', () => {
  it('steers nothing: what would is shown as an escape', () => {
    assert.equal(visible('\u001b[2J\u0007done\r'), '\\u{1b}[2J\\u{7}done\\u{d}');
    assert.equal(visible('a\u202eb\u2066c\u200f\u061c\u009b'), 'a\\u{202e}b\\u{2066}c\\u{200f}\\u{61c}\\u{9b}');
    assert.equal(visible('Grüße\n\t😀 שלום'), 'Grüße\n\t😀 שלום');
  });

  it('steers nothing wherever it stands in a value, which is otherwise as it was', () => {
    const value = {
      text: '\u001b[31m',
      list: ['\u202e', 1, null, undefined, true, [{ deep: '\u0000' }]],
      nothing: null,
      object: {},
    };
    assert.deepEqual(visibleDeep(value), {
      text: '\\u{1b}[31m',
      list: ['\\u{202e}', 1, null, undefined, true, [{ deep: '\\u{0}' }]],
      nothing: null,
      object: {},
    });
    const hostile = JSON.parse('{"__proto__": {"polluted": "\\u001b"}}');
    assert.deepEqual(JSON.stringify(visibleDeep(hostile)), '{"__proto__":{"polluted":"\\\\u{1b}"}}');
    assert.equal(({} as { polluted?: string }).polluted, undefined);
  });
});
