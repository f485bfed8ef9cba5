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

  it('gives Python modules names that can be imported', () => {
    assert.deepEqual(paths('Import', 'python'), ['tests/test_import.py', 'src/import_.py']);
    assert.deepEqual(paths('2FA', 'python'), ['tests/test_2_fa.py', 'src/_2_fa.py']);
  });

  it('never lets a name add folders', () => {
    assert.deepEqual(paths('../a/b', 'python'), ['tests/test_a_b.py', 'src/a_b.py']);
  });
});
