import { JEST } from '../script/everyRunner/scriptRunners';
import { standsInForEachProject, standsInForExactlyItsModules } from '../script/everyRunner/standIn';

const USES_CART = "const { size } = require('../../src/cart.js');\ntest('empty', () => expect(size()).toBe(0));\n";

describe('a stand-in in jest', function () {
  this.timeout(60_000);

  standsInForExactlyItsModules(JEST, {
    mocks: 'jest',
    tests: `test('by a resolver', () => expect(require('by-resolver').there()).toBe('there'));
test('by a path', () => expect(require('src/price').price()).toBe(1));
`,
    used: {
      'uses.test.js::by a resolver': ['there'],
      'uses.test.js::by a path': ['price'],
      'module.test.mjs::imported late': ['Cart', 'Cart.add'],
      'module.test.mjs::undeclared': ['whatever'],
    },
    files: {
      'jest.config.js':
        "module.exports = { moduleNameMapper: { '^@src/(.*)$': '<rootDir>/src/$1' }, modulePaths: ['<rootDir>'], resolver: './resolver.js', testMatch: ['**/*.test.?(m)js'] };\n",
      'resolver.js':
        "module.exports = (name, options) => options.defaultResolver(name === 'by-resolver' ? '../src/there' : name, options);\n",
      'test/automock.test.js': `
const { total } = require('../src/cart');
jest.mock('../src/cart');
test('mocked', () => { total.mockReturnValue(3); expect(total()).toBe(3); });
test('spied on', () => {
  const cart = jest.requireActual('../src/cart');
  const spy = jest.spyOn(cart, 'total').mockReturnValue(4);
  expect(cart.total()).toBe(4);
  spy.mockRestore();
  expect(() => cart.total()).toThrow(/not implemented/);
});
`,
      'test/module.test.mjs': `
import whole, { Cart, total } from '../src/cart.js';
import * as everything from '../src/cart.js';
test('function', () => expect(total()).toBe(1));
test('default', () => expect(whole.total()).toBe(1));
test('undeclared', () => expect(everything.whatever()).toBe(3));
test('imported late', async () => new (await import('../src/cart.js')).Cart().add());
`,
    },
    passed: ['automock.test.js::mocked', 'automock.test.js::spied on'],
  });

  standsInForEachProject(
    JEST,
    {
      'jest.config.js':
        "module.exports = { projects: ['<rootDir>/packages/*', { displayName: 'own', testMatch: ['<rootDir>/own/**/*.js'] }] };\n",
      'packages/shop/package.json': '{"name":"shop"}',
      'packages/shop/jest.config.js': "module.exports = { displayName: 'shop' };\n",
      'packages/shop/a.test.js': USES_CART,
      'own/a.test.js': USES_CART.replace('../../src/cart.js', '../src/cart'),
    },
    ['passed packages/shop/a.test.js::empty', 'passed own/a.test.js::empty'],
  );
});
