import assert from 'node:assert/strict';
import type { Assertion, TestPromise } from '../../../../src/core/testcontract/testContract';
import { canFail, isConstant } from '../../../../src/core/verdict/constantAssertion';

const of = (text: string, guards?: readonly string[]): Assertion => ({
  line: 1,
  text,
  strength: 'exact',
  onOwnMocks: false,
  ...(guards === undefined ? {} : { guards }),
});
const inBody = (body: string) => ({ body }) as TestPromise;

describe('an assertion', () => {
  for (const text of [
    'assert False',
    'assert 1 == 2, "later"',
    'pytest.fail("not written")',
    'self.assertTrue(False)',
    'self.fail()',
    'expect(true).toBe(false)',
    "assert.equal(1, 'two')",
    'assert.fail()',
    'assert_eq!(1, 2)',
    't.Fatal("later")',
    'fail("Not yet implemented")',
  ]) {
    it(`that looks at nothing but itself: ${text}`, () => assert.ok(isConstant(text)));
  }

  for (const text of [
    'assert total == 5',
    'self.assertEqual(self.stack.pop(), "b")',
    'expect(cart.total()).toBe(5)',
    'assert.equal(total(), 5)',
    'assert_eq!(split(5, 2), vec![3, 2])',
  ]) {
    it(`that looks at something: ${text}`, () => assert.ok(!isConstant(text)));
  }

  it('cannot fail when it is always true', () => {
    for (const text of ['assert True', 'expect(1).toBe(1)', 'assert "text"', 'assert.ok(true)']) {
      assert.ok(!canFail(of(text), inBody('')), text);
    }
    for (const text of ['assert False', 'assert not True', 'expect(1).toBe(0)', 'pytest.fail("x")', 'assert total']) {
      assert.ok(canFail(of(text), inBody('')), text);
    }
  });

  it('cannot fail in a function of the test that nobody calls', () => {
    const nested = of('assert total == 5', ['def check']);
    assert.ok(!canFail(nested, inBody('total = 1\ndef check(): {\n…\n}')));
    assert.ok(canFail(nested, inBody('total = 1\ndef check(): {\n…\n}\ncheck()')));
    assert.ok(canFail(of('assert total == 5', ['if ready']), inBody('ready = 1')));
  });
});
