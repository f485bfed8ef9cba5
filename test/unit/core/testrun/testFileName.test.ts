import assert from 'node:assert/strict';
import { isTestFileName } from '../../../../src/core/testrun/testFileName';

describe('the name of a test file', () => {
  const tests = [
    'tests/test_cart.py',
    'cart_test.py',
    'a/cart.test.js',
    'cart.spec.mts',
    'test-cart.mjs',
    'cart-test.cjs',
    'cart_test.js',
    'src/cart.spec.tsx',
    'cart/cart_test.go',
    'tests/cart.rs',
    'crates/shop/tests/cart/main.rs',
    'src/test/java/shop/CartTest.java',
    'TestCart.java',
    'CartTests.cs',
    'CartSpec.kt',
  ];
  const others = [
    'tests/conftest.py',
    'tests/helpers.py',
    'test/fixtures/a.js',
    'latest.py',
    'contest.js',
    'test_data.json',
    'cart.test.jsx.snap',
    'cart/cart.go',
    'testing.go',
    'src/cart.rs',
    'tests/cart/helper.rs',
    'src/main/java/shop/Cart.java',
    'Testing.java',
    'Attestation.cs',
  ];
  for (const path of tests) it(`is ${path}`, () => assert.ok(isTestFileName(path)));
  for (const path of others) it(`is not ${path}`, () => assert.ok(!isTestFileName(path)));
});
