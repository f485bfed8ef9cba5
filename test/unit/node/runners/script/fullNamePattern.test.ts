import assert from 'node:assert/strict';
import { array, assert as check, property, string } from 'fast-check';
import { fullNamePattern } from '../../../../../src/node/runners/script/fullNamePattern';
import { TestIds } from '../../../../../src/node/runners/script/testIds';

describe('the pattern for chosen tests', () => {
  const matches = (ids: readonly string[], fullName: string): boolean =>
    new RegExp(fullNamePattern(ids) ?? '').test(fullName);

  it('matches the full name of any test, by whatever signs, also the second of that name', () => {
    check(
      property(array(string(), { maxLength: 3 }), string(), (suites, name) => {
        const ids = new TestIds();
        const told = { file: 'a.test.js', suites, name, line: undefined };
        const fullName = [...suites, name].join(' ');
        const [first, second] = [ids.add(told).id, ids.add(told).id];
        assert.notEqual(first, second);
        return matches([first], fullName) && matches(['a.test.js::other', second], fullName);
      }),
    );
  });

  it('matches what stands in a suite, and nothing that only begins or ends alike', () => {
    const ids = ['a.test.js::cart::adds (a) + b', 'a.test.js::a::b'];
    assert.ok(matches(ids, 'cart adds (a) + b'));
    assert.ok(matches(ids, 'cart adds (a) + b deeper'));
    assert.ok(matches(ids, 'a::b'));
    for (const other of [
      'cart adds (a) + bc',
      'the cart adds (a) + b',
      'cart adds (a) ++ b',
      'cart adds a + b',
      'a:b',
    ]) {
      assert.ok(!matches(ids, other), other);
    }
  });

  it('of tests alone matches nothing that stands in a suite of the same name, and any name still', () => {
    const pattern = (id: string) => new RegExp(fullNamePattern([id], 'tests') ?? '');
    assert.ok(pattern('a.test.js::cart::adds').test('cart adds'));
    assert.ok(!pattern('a.test.js::cart').test('cart adds'));
    check(
      property(array(string(), { maxLength: 3 }), string(), (suites, name) => {
        const { id } = new TestIds().add({ file: 'a.test.js', suites, name, line: undefined });
        return pattern(id).test([...suites, name].join(' '));
      }),
    );
  });

  it('is left out when a whole file is chosen', () => {
    assert.equal(fullNamePattern(['a.test.js::one', 'b.test.js']), undefined);
  });
});
