import assert from 'node:assert/strict';
import { defaultPaths } from '../../../../src/core/codebase/defaultPaths';
import type { Language } from '../../../../src/core/codebase/language';

const NO_DIRECTORIES = { tests: undefined, implementation: undefined };

function paths(
  name: string,
  language: Language,
  given: { testPath?: string; implementationPath?: string } = {},
): readonly string[] {
  const component = { name, testPath: given.testPath, implementationPath: given.implementationPath };
  const { testPath, implementationPath } = defaultPaths(component, { language, directories: NO_DIRECTORIES });
  return [testPath, implementationPath];
}

describe('defaultPaths', () => {
  it("follows the language's convention for folders, names and extensions", () => {
    assert.deepEqual(paths('EscalationRule', 'python'), ['tests/test_escalation_rule.py', 'src/escalation_rule.py']);
    assert.deepEqual(paths('EscalationRule', 'javascript'), ['test/escalation-rule.test.js', 'src/escalation-rule.js']);
    assert.deepEqual(paths('escalation_rule', 'typescript'), [
      'test/escalation-rule.test.ts',
      'src/escalation-rule.ts',
    ]);
    assert.deepEqual(paths('Shopping cart', 'python'), ['tests/test_shopping_cart.py', 'src/shopping_cart.py']);
  });

  it('puts tests where the language or its build tool looks for them', () => {
    assert.deepEqual(paths('Shopping cart', 'go'), [
      'shoppingcart/shopping_cart_test.go',
      'shoppingcart/shopping_cart.go',
    ]);
    assert.deepEqual(paths('Shopping cart', 'rust'), ['tests/shopping_cart.rs', 'src/shopping_cart.rs']);
    assert.deepEqual(paths('shopping-cart', 'java'), [
      'src/test/java/ShoppingCartTest.java',
      'src/main/java/ShoppingCart.java',
    ]);
    assert.deepEqual(paths('Cart', 'kotlin'), ['src/test/kotlin/CartTest.kt', 'src/main/kotlin/Cart.kt']);
    assert.deepEqual(paths('HTTP cart', 'csharp'), ['tests/HttpCartTests.cs', 'src/HttpCart.cs']);
    assert.deepEqual(paths('Match', 'rust'), ['tests/match_.rs', 'src/match_.rs']);
  });

  it('finds the other file where these tie them together', () => {
    assert.deepEqual(paths('Cart', 'python', { implementationPath: 'internal/cart/store.go' }), [
      'internal/cart/store_test.go',
      'internal/cart/store.go',
    ]);
    assert.deepEqual(paths('Cart', 'go', { testPath: 'cart/store_test.go' }), ['cart/store_test.go', 'cart/store.go']);
    assert.deepEqual(paths('Cart', 'java', { implementationPath: 'app/src/main/java/com/shop/Cart.java' }), [
      'app/src/test/java/com/shop/CartTest.java',
      'app/src/main/java/com/shop/Cart.java',
    ]);
    assert.deepEqual(paths('Cart', 'java', { testPath: 'src/test/java/com/shop/CartTest.java' }), [
      'src/test/java/com/shop/CartTest.java',
      'src/main/java/com/shop/Cart.java',
    ]);
    const component = { name: 'Cart', testPath: undefined, implementationPath: undefined };
    const directories = { tests: 'checks', implementation: 'pkg' };
    assert.deepEqual(defaultPaths(component, { language: 'go', directories }), {
      testPath: 'pkg/cart/cart_test.go',
      implementationPath: 'pkg/cart/cart.go',
    });
  });

  it('keeps what the specification gives', () => {
    const given = { testPath: 'a/test_x.py', implementationPath: 'b/x.py' };
    assert.deepEqual(paths('Cart', 'javascript', given), ['a/test_x.py', 'b/x.py']);
  });

  it('takes the language of the other file from the one that is given', () => {
    assert.deepEqual(paths('Cart', 'python', { implementationPath: 'lib/cart.mjs' }), [
      'test/cart.test.mjs',
      'lib/cart.mjs',
    ]);
    assert.deepEqual(paths('Cart', 'javascript', { testPath: 'checks/test_cart.py' }), [
      'checks/test_cart.py',
      'src/cart.py',
    ]);
  });

  it("takes the project's folders, the workspace itself included", () => {
    const component = { name: 'Cart', testPath: undefined, implementationPath: undefined };
    assert.deepEqual(
      defaultPaths(component, { language: 'python', directories: { tests: 'tests/unit', implementation: '.' } }),
      {
        testPath: 'tests/unit/test_cart.py',
        implementationPath: 'cart.py',
      },
    );
  });

  it('puts a test beside its code where the project does', () => {
    const component = { name: 'Cart', testPath: undefined, implementationPath: 'src/shop/cart.ts' };
    const beside = { language: 'typescript', directories: NO_DIRECTORIES, isBeside: true } as const;
    assert.equal(defaultPaths(component, beside).testPath, 'src/shop/cart.test.ts');
    const checks = { ...NO_DIRECTORIES, tests: 'checks' };
    assert.equal(defaultPaths(component, { ...beside, directories: checks }).testPath, 'checks/cart.test.ts');
  });

  it('gives Python modules names that can be imported', () => {
    assert.deepEqual(paths('Import', 'python'), ['tests/test_import.py', 'src/import_.py']);
    assert.deepEqual(paths('2FA', 'python'), ['tests/test_2_fa.py', 'src/_2_fa.py']);
  });

  it('never lets a name add folders', () => {
    assert.deepEqual(paths('../a/b', 'python'), ['tests/test_a_b.py', 'src/a_b.py']);
  });
});
