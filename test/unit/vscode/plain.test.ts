import assert from 'node:assert/strict';
import { plain } from '../../../src/vscode/plain';

/** How notifications of the editor find links. */
const LINK = /\[[^\]]+\]\((?:https?:\/\/|command:|file:)[^)\s]+/i;

describe('plain', () => {
  it('leaves no link in text that others wrote', () => {
    for (const text of [
      '[Accept all](command:agentforge.acceptAll)',
      'see [the page](https://example.org/) and [[x]](command:a.b)',
      '[a](command:a.b)[c](command:c.d)',
    ]) {
      assert.match(text, LINK);
      assert.doesNotMatch(plain(text), LINK);
    }
  });

  it('leaves other text as it is', () => {
    for (const text of ['RED reached: 11 tests fail', 'a[0] (x)', 'f(a[1], [2])', '']) assert.equal(plain(text), text);
  });
});
