import assert from 'node:assert/strict';
import type { Contract } from '../../../../../src/core/conformance/contracts/contract';
import { isInScope } from '../../../../../src/core/conformance/evaluate/inScope';
import { readAll } from '../../../../kit/contractsOf';

const HEAD = (name: string, more = '') => `schema_version: '1.0'\ncontract:\n  name: ${name}\n  type: custom\n${more}`;
const REGEX = (id: string, pattern: string) => `  - id: ${id}\n    type: regex\n    config: {pattern: '${pattern}'}\n`;

function named(contracts: readonly Contract[], name: string): Contract {
  const found = contracts.find((each) => each.name === name);
  assert.ok(found, name);
  return found;
}

function patterns({ checks }: Contract): Readonly<Record<string, string>> {
  return Object.fromEntries(checks.map(({ id, work }) => [id, work.type === 'regex' ? work.written : work.type]));
}

describe('what a contract inherits', () => {
  it('is merged in the order of its bases, check by check, and its own comes last', () => {
    const { contracts, said } = readAll({
      'contracts/a.contract.yaml': `${HEAD('a')}checks:\n${REGEX('one', 'a1')}${REGEX('two', 'a2')}`,
      'contracts/b.contract.yaml': `${HEAD('b')}checks:\n${REGEX('two', 'b2')}${REGEX('three', 'b3')}`,
      'contracts/deep/c.contract.yaml': `${HEAD('c', '  extends: [a, ../b.contract.yaml]\n')}checks:\n${REGEX('three', 'c3')}`,
      'contracts/d.contract.yaml': HEAD('d', '  extends: workspace:c\n'),
    });
    assert.deepEqual(said, []);
    assert.deepEqual(patterns(named(contracts, 'd')), { one: 'a1', two: 'b2', three: 'c3' });
  });

  it('is changed only where it says so, or replaced by a check with a type', () => {
    const { contracts, said } = readAll({
      'contracts/a.contract.yaml': `${HEAD('_a')}checks:\n${REGEX('one', 'a1')}    severity: info\n    applies_to: {paths: ['src/**']}\n${REGEX('two', 'a2')}    severity: info\n    applies_to: {paths: ['src/**']}\n`,
      'contracts/b.contract.yaml': `${HEAD('b', '  extends: _a\n')}checks:\n  - {id: one, severity: warning}\n${REGEX('two', 'b2')}`,
    });
    assert.deepEqual(said, []);
    const [one, two] = named(contracts, 'b').checks;
    assert.ok(one !== undefined && two !== undefined);
    assert.deepEqual(
      [one.severity, isInScope(one.scopes, 'src/a.py'), isInScope(one.scopes, 'a.py')],
      ['warning', true, false],
    );
    assert.deepEqual([two.severity, isInScope(two.scopes, 'a.py')], ['error', true]);
    assert.equal(one.place.path, 'contracts/b.contract.yaml');
  });

  it('keeps the scope of the contract that it comes from, within that of the one that inherits', () => {
    const { contracts } = readAll({
      'contracts/a.contract.yaml': `${HEAD('_a', '  applies_to: {languages: [Python]}\n')}checks:\n${REGEX('one', 'a')}`,
      'contracts/b.contract.yaml': HEAD('b', "  extends: _a\n  applies_to: {exclude_paths: ['old/**']}\n"),
    });
    const [one] = named(contracts, 'b').checks;
    const inScope = ['a.py', 'a.go', 'old/a.py'].filter((path) => isInScope(one?.scopes ?? [], path));
    assert.deepEqual(inScope, ['a.py']);
  });

  it('ends where contracts extend each other, and says so', () => {
    const { contracts, said } = readAll({
      'contracts/a.contract.yaml': `${HEAD('a', '  extends: b\n')}checks:\n${REGEX('one', 'a1')}`,
      'contracts/b.contract.yaml': `${HEAD('b', '  extends: a\n')}checks:\n${REGEX('two', 'b2')}`,
    });
    assert.match(
      said.join('\n'),
      /^contracts\/b\.contract\.yaml:5:3: error: "a" extends itself by way of this contract/,
    );
    assert.deepEqual(patterns(named(contracts, 'a')), { two: 'b2', one: 'a1' });
    assert.deepEqual(patterns(named(contracts, 'b')), { two: 'b2' });
  });

  it('is found at once where very many contracts extend each other', () => {
    const names = Array.from({ length: 40 }, (_, index) => `c${index}`);
    const all = names.join(', ');
    const { contracts, said } = readAll(
      Object.fromEntries(names.map((name) => [`contracts/${name}.contract.yaml`, HEAD(name, `  extends: [${all}]\n`)])),
    );
    assert.ok(contracts.length >= 40 && said.length >= 40);
  });

  it('has an end, however many contracts extend one another', () => {
    const chain = (length: number) =>
      Object.fromEntries(
        Array.from({ length }, (_, index) => [
          `contracts/c${index}.contract.yaml`,
          HEAD(`c${index}`, index + 1 < length ? `  extends: c${index + 1}\n` : ''),
        ]),
      );
    assert.deepEqual(readAll(chain(50)).said, []);
    for (const files of [chain(51), chain(6_000), Object.fromEntries(Object.entries(chain(51)).reverse())])
      assert.match(readAll(files).said.join('\n'), /: error: More than 50 contracts extend one another here/);
  });

  it('comes from the project before what is built in, and from the first of two with one name', () => {
    const { contracts, said } = readAll({
      'contracts/a.contract.yaml': `${HEAD('_base')}checks:\n${REGEX('one', 'a1')}`,
      'contracts/b.contract.yaml': `${HEAD('_base')}checks:\n${REGEX('one', 'b1')}`,
    });
    assert.deepEqual(said, [
      'contracts/b.contract.yaml:3:3: error: A contract "_base" is already in contracts/a.contract.yaml. Rename one of them.',
    ]);
    assert.deepEqual(patterns(named(contracts, '_base')), { one: 'a1' });
    assert.ok('one' in patterns(named(contracts, '_patterns-go')));
  });
});

describe('a pattern', () => {
  it('is not looked for in contracts, unless paths are named', () => {
    const { contracts } = readAll({
      'contracts/a.contract.yaml': `${HEAD('a')}checks:\n${REGEX('one', 'a1')}${REGEX('two', 'a2')}    applies_to: {paths: ['**/*.yaml']}\n`,
    });
    const places = ['contracts/deep/a.contract.yaml', '.agentforge/contracts/a.yml', 'contracts/notes.yaml', 'a.py'];
    const seen = named(contracts, 'a').checks.map(({ scopes }) => places.filter((path) => isInScope(scopes, path)));
    assert.deepEqual(seen[0], ['contracts/notes.yaml', 'a.py']);
    assert.ok(seen[1]?.includes('contracts/deep/a.contract.yaml'));
  });
});

describe('the contracts that are built in', () => {
  it('have nothing wrong in them, and are there to be extended', () => {
    const { contracts, said } = readAll({});
    assert.deepEqual(said, []);
    assert.ok(contracts.length >= 6 && contracts.every(({ isBase, checks }) => isBase && checks.length > 1));
    assert.ok(contracts.every(({ checks }) => checks.every(({ work }) => work.type !== 'not evaluated')));
  });
});
