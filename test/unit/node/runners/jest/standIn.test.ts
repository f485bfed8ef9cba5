import assert from 'node:assert/strict';
import type { Substitute } from '../../../../../src/core/testrun/substitute';
import { declared } from '../../../../kit/declared';
import type { Files, RealRun } from '../../../../kit/realRun';
import { realRun } from '../../../../kit/realRun';
import { linkRunnerTools } from '../../../../kit/runnerTools/runnerTools';

const PACKAGE = { 'package.json': '{"devDependencies":{"jest":"*"}}' };
const CART = [
  declared('Cart', 'class', { members: [declared('add', 'method'), declared('size', 'property')] }),
  declared('total', 'function'),
];

describe('a stand-in in jest', function () {
  this.timeout(60_000);

  function run(files: Files, substitute: Substitute): Promise<RealRun> {
    return realRun({ ...PACKAGE, ...files }, { prepare: linkRunnerTools, request: { substitute } });
  }

  it('takes the place of exactly the modules it is for, however they are asked for, and tells what was used', async () => {
    const { report, outcomes, result } = await run(
      {
        'jest.config.js':
          "module.exports = { moduleNameMapper: { '^@src/(.*)$': '<rootDir>/src/$1' }, modulePaths: ['<rootDir>'], resolver: './resolver.js', testMatch: ['**/*.test.?(m)js'] };\n",
        'resolver.js':
          "module.exports = (name, options) => options.defaultResolver(name === 'by-resolver' ? '../src/there' : name, options);\n",
        'src/there.js': "exports.there = () => 'there';\n",
        'src/real.js': "exports.real = () => 'real';\n",
        'src/checkout.js': "const { total } = require('./cart');\nexports.checkout = () => total();\n",
        'test/uses.test.js': `
const { Cart, CartError, total } = require('../src/cart');
const everything = require('../src/cart.js');
const { checkout } = require('../src/checkout');
const { real } = require('../src/real');
test('nothing', () => expect(1).toBe(2));
test('function', () => expect(total()).toBe(1));
test('class', () => new Cart().add('x'));
test('undeclared', () => expect(everything.whatever()).toBe(3));
test('of another module', () => expect(checkout()).toBe(3));
test('that is there', () => expect(require('by-resolver').there()).toBe('there'));
test('by an alias', () => expect(require('@src/price').price()).toBe(1));
test('by a path', () => expect(require('src/price').price()).toBe(1));
test('not replaced', () => expect(real()).toBe('real'));
test('raises', () => expect(() => total()).toThrow(Error));
describe('shared', () => {
  let cart;
  beforeEach(() => { cart = new Cart(); });
  test('in a hook', () => expect(cart.size).toBe(0));
});
`,
        'test/mock.test.js': `
const { total } = require('../src/cart');
const { checkout } = require('../src/checkout');
jest.mock('../src/cart', () => ({ total: jest.fn(() => 42) }));
test('mocked', () => { expect(total()).toBe(42); expect(checkout()).toBe(42); });
`,
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
      {
        behaviour: 'not-implemented',
        modules: [
          { path: 'src/cart.js', shape: CART },
          { path: 'src/there.js', shape: [] },
          { path: 'src/price.js', shape: [declared('price', 'function')] },
        ],
      },
    );
    assert.deepEqual(report.end, { kind: 'completed' });
    assert.deepEqual(
      outcomes.filter((row) => !row.startsWith('failed')).map((row) => row.replace(/^passed test\//, '')),
      [
        'uses.test.js::not replaced',
        'uses.test.js::raises',
        'mock.test.js::mocked',
        'automock.test.js::mocked',
        'automock.test.js::spied on',
      ],
    );
    const used = (name: string) => result(`.test.js::${name}`).touched;
    assert.deepEqual(used('nothing'), []);
    assert.deepEqual(used('function'), ['total']);
    assert.deepEqual(used('class'), ['Cart', 'Cart.add']);
    assert.deepEqual(used('undeclared'), ['whatever']);
    assert.deepEqual(used('of another module'), ['total']);
    assert.deepEqual(used('that is there'), ['there']);
    assert.deepEqual(used('by an alias'), ['price']);
    assert.deepEqual(used('by a path'), ['price']);
    assert.deepEqual(used('not replaced'), []);
    assert.deepEqual(used('shared::in a hook'), ['Cart', 'Cart.size']);
    assert.deepEqual(result('test.mjs::imported late').touched, ['Cart', 'Cart.add']);
    assert.deepEqual(result('test.mjs::undeclared').touched, ['whatever']);
    const failure = result('.test.js::of another module').failure;
    assert.equal(failure?.exception, 'NotImplementedError');
    assert.equal(failure?.message, 'total is not implemented');
    assert.equal(failure?.frames?.[0]?.file, 'src/checkout.js');
  });

  it('stands in each of the projects that the configuration names', async () => {
    const { outcomes } = await run(
      {
        'jest.config.js':
          "module.exports = { projects: ['<rootDir>/packages/*', { displayName: 'own', testMatch: ['<rootDir>/own/**/*.js'] }] };\n",
        'packages/shop/package.json': '{"name":"shop"}',
        'packages/shop/jest.config.js': "module.exports = { displayName: 'shop' };\n",
        'packages/shop/a.test.js':
          "const { size } = require('../../src/cart.js');\ntest('empty', () => expect(size()).toBe(0));\n",
        'own/a.test.js': "const { size } = require('../src/cart');\ntest('empty', () => expect(size()).toBe(0));\n",
      },
      { behaviour: 'zero', modules: [{ path: 'src/cart.js', shape: [] }] },
    );
    assert.deepEqual(outcomes, ['passed packages/shop/a.test.js::empty', 'passed own/a.test.js::empty']);
  });
});
