import assert from 'node:assert/strict';
import { splitWords } from '../../../../src/core/lib/words';

describe('splitWords', () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['EscalationRule', ['escalation', 'rule']],
    ['escalation_rule', ['escalation', 'rule']],
    ['escalation-rule', ['escalation', 'rule']],
    ['HTTPServer', ['http', 'server']],
    ['parseURL', ['parse', 'url']],
    ['Sha256Hash', ['sha256', 'hash']],
    ['URL2Path', ['url', '2', 'path']],
    ['__init__', ['init']],
    ['Größe', ['größe']],
    ['購物車', ['購物車']],
    ['', []],
  ];
  for (const [name, words] of cases) {
    it(`splits ${JSON.stringify(name)}`, () => assert.deepEqual(splitWords(name), words));
  }
});
