import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { isTestPath, phaseViolation, testsOnlyInRed } from '../../../../src/core/changes/phaseLock';

const own = { testPath: 'checks/cart.py', implementationPath: 'tests/support/cart.py' };

describe('phase lock', () => {
  it('knows tests by folder and name', () => {
    for (const path of `
      tests/x.py test/a/b.js src/__tests__/a.ts spec/a_spec.rb a/b/test_x.py x_test.py conftest.py a/conftest.py
      a.test.js a.spec.tsx a.test.mts test.js tests.py test-a.js a-test.cjs x_test.go CartTest.java CartTests.cs
      src/test/java/A.java App.Tests/Cart.cs Tests/test_a.py src/__mocks__/fs.js
    `
      .trim()
      .split(/\s+/)) {
      assert.ok(isTestPath(path), path);
    }
  });

  it('does not take other files for tests', () => {
    for (const path of `
      src/a.py src/testing.py src/latest.js src/Latest.java src/contest.py src/attest.ts src/protest/a.py src/spectrum.js
      src/inspect.py package.json src/specs.ts src/testing/a.py
    `
      .trim()
      .split(/\s+/)) {
      assert.ok(!isTestPath(path), path);
    }
  });

  it('lets the component say which file is which', () => {
    assert.ok(isTestPath('checks/cart.py', own));
    assert.ok(isTestPath('Checks/Cart.py', own));
    assert.ok(!isTestPath('tests/support/cart.py', own));
    assert.ok(isTestPath('tests/support/other.py', own));
  });

  it('says in one sentence what a phase may not do', () => {
    assert.equal(phaseViolation('red', 'checks/cart.py', own), undefined);
    assert.equal(phaseViolation('green', 'tests/support/cart.py', own), undefined);
    assert.equal(phaseViolation('red', 'src/a.py', own), 'RED writes tests only, and src/a.py is not one');
    assert.equal(
      testsOnlyInRed('refactor', 'checks/cart.py'),
      'REFACTOR does not change tests, and checks/cart.py is one',
    );
  });
});
