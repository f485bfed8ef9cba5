import assert from 'node:assert/strict';
import { specifiedWords } from '../../../../src/core/verdict/specifiedWords';

describe('the names that the text of a specification explains', () => {
  const words = new Set(
    specifiedWords(`
components:
- name: account
  behavior: The sum of all items. Raises Overdrawn, or calls audit.log when max_cents is passed. See toString and HTTP.
  returns: Optional[Receipt]
  params: "amount: Money"
  errors:
  - TooMuch when it is too much
  rationale: Money is kept; \`ledger\` says so, and close() ends it.
`),
  );

  it('stand under the keys that name something', () => {
    for (const word of ['account', 'Receipt', 'amount', 'Money', 'TooMuch']) assert.ok(words.has(word), word);
  });

  it('are written like code in prose, or with a capital in the middle of a sentence', () => {
    for (const word of ['Overdrawn', 'max_cents', 'toString', 'ledger', 'close', 'log', 'HTTP']) {
      assert.ok(words.has(word), word);
    }
  });

  it('are not the words of the prose itself', () => {
    for (const word of ['sum', 'items', 'The', 'passed', 'says', 'Raises']) assert.ok(!words.has(word), word);
  });
});
