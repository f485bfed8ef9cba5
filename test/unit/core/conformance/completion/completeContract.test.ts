import assert from 'node:assert/strict';
import fc from 'fast-check';
import { completeContract } from '../../../../../src/core/conformance/completion/completeContract';

const NAMES = {
  contracts: ['_base', '_security'],
  checksOf: (contract: string) => (contract === '_base' ? ['no-print', 'short-files'] : []),
};

/** What is offered where `|` stands. */
function offered(text: string) {
  const before = text.slice(0, text.indexOf('|')).split('\n');
  const at = { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  return completeContract(text.replace('|', ''), at, NAMES);
}
const labels = (text: string) => offered(text).items.map(({ label }) => label);

describe('completion in a contract', () => {
  it('offers the keys of the place that are not there yet', () => {
    assert.deepEqual(labels("schema_version: '1.0'\n|"), ['contract', 'checks']);
    assert.deepEqual(labels('contract:\n  name: own\n  de|\n  type: custom\n'), [
      ...['description', 'version', 'enabled', 'extends', 'applies_to', 'tags'],
    ]);
    assert.deepEqual(labels('contract:\n  applies_to:\n    |'), ['languages', 'paths', 'exclude_paths']);
    assert.deepEqual(labels('checks:\n  - id: a\n    name: A\n    |').slice(0, 3), ['description', 'type', 'severity']);
  });

  it('offers of "config" what the type of the check knows', () => {
    const check = (type: string, rest: string) => `checks:\n  - id: a\n    type: ${type}\n    config:\n      ${rest}`;
    assert.deepEqual(labels(check('ast_check', '|')), ['metric', 'threshold']);
    assert.deepEqual(labels(check('regex', "pattern: 'x'\n      |")), ['mode', 'multiline', 'case_insensitive']);
    assert.deepEqual(labels(check('lsp_query', 'filter:\n        |')), ['kind', 'name_pattern', 'severity']);
    assert.deepEqual(labels(`${check('regex', "pattern: 'x'")}\n  - id: b\n    type: command\n    config:\n      |`), [
      ...['command', 'args', 'working_dir', 'timeout', 'expected_exit_code'],
    ]);
  });

  it('offers values: types, severities, metrics, modes, flags, languages', () => {
    assert.ok(labels('contract:\n  type: |').includes('architecture'));
    assert.ok(labels('checks:\n  - id: a\n    type: |').includes('ast_check'));
    assert.deepEqual(labels('checks:\n  - id: a\n    severity: w|'), ['error', 'warning', 'info']);
    assert.ok(
      labels('checks:\n  - id: a\n    type: ast_check\n    config:\n      metric: |').includes('nesting_depth'),
    );
    assert.deepEqual(labels('checks:\n  - id: a\n    type: regex\n    config:\n      mode: |'), ['forbid', 'require']);
    assert.deepEqual(labels('checks:\n  - id: a\n    enabled: |'), ['true', 'false']);
    assert.ok(labels('contract:\n  applies_to:\n    languages: [go, |').includes('python'));
    assert.ok(labels('contract:\n  applies_to:\n    languages:\n      - py|').includes('python'));
  });

  it('offers the names of contracts to extend, and the checks that come of it to change', () => {
    assert.deepEqual(labels('contract:\n  extends: _|'), ['_base', '_security']);
    assert.deepEqual(labels('contract:\n  extends: [_base, |'), ['_base', '_security']);
    assert.deepEqual(labels('contract:\n  extends:\n    - _|'), ['_base', '_security']);
    for (const bases of ['_base', '[_security, _base]', '\n    - _security\n    - workspace:_base'])
      assert.deepEqual(
        labels(`contract:\n  extends: ${bases}\nchecks:\n  - id: no-print\n  - id: |`),
        ['short-files'],
        bases,
      );
  });

  it('puts what follows a key below it', () => {
    const { typed, items } = offered('contract:\n  name: own\n  applies_to:\n    pa|');
    assert.equal(typed, 2);
    const paths = items.find(({ label }) => label === 'paths');
    assert.equal(paths?.text, "paths:\n      - '<src/**>'");
  });

  it('offers nothing in texts and comments, and never fails', () => {
    for (const text of ['# con|', 'contract:\n  name: a|', 'checks:\n  - id: a\n    name: x ty|'])
      assert.deepEqual(labels(text), [], text);
    const words = fc.constantFrom(
      'checks:',
      'contract:',
      'extends: [',
      '- id: ',
      'config:',
      ' ',
      '\n',
      '  ',
      '- ',
      'x',
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 30 }), fc.nat(30), fc.nat(40), (parts, line, column) => {
        const text = parts.join('');
        const { typed } = completeContract(text, { line: line + 1, column: column + 1 }, NAMES);
        assert.ok(typed <= column);
      }),
    );
  });
});
