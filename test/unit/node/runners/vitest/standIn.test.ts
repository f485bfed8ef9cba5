import assert from 'node:assert/strict';
import type { Substitute } from '../../../../../src/core/testrun/substitute';
import { declared } from '../../../../kit/declared';
import type { Files, RealRun } from '../../../../kit/realRun';
import { realRun } from '../../../../kit/realRun';
import { linkRunnerTools } from '../../../../kit/runnerTools/runnerTools';

const PACKAGE = { 'package.json': '{"type":"module","devDependencies":{"vitest":"*"}}' };

const CART = [
  declared('Cart', 'class', { members: [declared('add', 'method'), declared('size', 'property')] }),
  declared('total', 'function'),
];

describe('a stand-in in vitest', function () {
  this.timeout(60_000);

  function run(files: Files, substitute: Substitute): Promise<RealRun> {
    return realRun({ ...PACKAGE, ...files }, { prepare: linkRunnerTools, request: { substitute } });
  }

  it('takes the place of exactly the modules it is for, however they are asked for, and tells what was used', async () => {
    const { report, outcomes, result } = await run(
      {
        'vitest.config.ts':
          "import path from 'node:path';\nexport default { resolve: { alias: { '@src': path.resolve('src') } } };\n",
        'src/there.ts': "export const there = () => 'there';\n",
        'src/real.ts': "export const real = () => 'real';\n",
        'src/checkout.ts': "import { total } from './cart';\nexport const checkout = () => total();\n",
        'test/uses.test.ts': `
import { createRequire } from 'node:module';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Cart, CartError, total } from '../src/cart';
import * as everything from '../src/cart.js';
import { checkout } from '../src/checkout.js';
import { there } from '../src/there.js';
import { real } from '../src/real.js';
import { price } from '@src/price';
const require = createRequire(import.meta.url);
test('nothing', () => expect(1).toBe(2));
test('function', () => expect(total()).toBe(1));
test('class', () => new Cart().add('x'));
test('undeclared', () => expect((everything as any).whatever()).toBe(3));
test('of another module', () => expect(checkout()).toBe(3));
test('that is there', () => expect(there()).toBe('there'));
test('by an alias', () => expect(price()).toBe(1));
test('imported late', async () => expect((await import('../src/cart.ts')).total()).toBe(1));
test('required', () => expect(require('../src/cart').total()).toBe(1));
test('not replaced', () => expect(real()).toBe('real'));
test('raises', () => expect(() => total()).toThrow(Error));
describe('shared', () => {
  let cart: Cart;
  beforeAll(() => { total; });
  beforeEach(() => { cart = new Cart(); });
  test('in a hook', () => expect(cart.size).toBe(0));
});
test.concurrent('at once', async () => { await null; total(); });
test.concurrent('at the same time', async () => { await null; total(); });
`,
        'test/mock.test.ts': `
import { expect, test, vi } from 'vitest';
import { total } from '../src/cart';
import { checkout } from '../src/checkout';
vi.mock('../src/cart', () => ({ total: vi.fn(() => 42) }));
test('mocked', () => { expect(total()).toBe(42); expect(checkout()).toBe(42); });
`,
        'test/automock.test.ts': `
import { expect, test, vi } from 'vitest';
import { total } from '../src/cart';
vi.mock('../src/cart');
test('mocked', () => { vi.mocked(total).mockReturnValue(3); expect(total()).toBe(3); });
test('spied on', async () => {
  const cart = await vi.importActual<typeof import('../src/cart')>('../src/cart');
  const spy = vi.spyOn(cart.Cart.prototype, 'add').mockReturnValue(4);
  expect(new cart.Cart().add()).toBe(4);
  spy.mockRestore();
  expect(() => new cart.Cart().add()).toThrow(/not implemented/);
});
`,
      },
      {
        behaviour: 'not-implemented',
        modules: [
          { path: 'src/cart.ts', shape: CART },
          { path: 'src/there.ts', shape: [] },
          { path: 'src/price.ts', shape: [declared('price', 'function')] },
        ],
      },
    );
    assert.deepEqual(report.end, { kind: 'completed' });
    assert.deepEqual(
      outcomes.filter((row) => row.startsWith('passed')).map((row) => row.replace(/^passed test\//, '')),
      [
        'uses.test.ts::not replaced',
        'uses.test.ts::raises',
        'mock.test.ts::mocked',
        'automock.test.ts::mocked',
        'automock.test.ts::spied on',
      ],
    );
    const used = (name: string) => result(`uses.test.ts::${name}`).touched;
    assert.deepEqual(used('nothing'), []);
    assert.deepEqual(used('function'), ['total']);
    assert.deepEqual(used('class'), ['Cart', 'Cart.add']);
    assert.deepEqual(used('undeclared'), ['whatever']);
    assert.deepEqual(used('of another module'), ['total']);
    assert.deepEqual(used('that is there'), ['there']);
    assert.deepEqual(used('by an alias'), ['price']);
    assert.deepEqual(used('imported late'), ['total']);
    assert.deepEqual(used('required'), ['total']);
    assert.deepEqual(used('not replaced'), []);
    assert.deepEqual(used('shared::in a hook'), ['Cart', 'Cart.size']);
    assert.equal(used('at once'), undefined);
    const failure = result('uses.test.ts::of another module').failure;
    assert.equal(failure?.exception, 'NotImplementedError');
    assert.equal(failure?.message, 'total is not implemented');
    assert.equal(failure?.frames?.[0]?.file, 'src/checkout.ts');
  });

  it('stands in each of the projects that the configuration names', async () => {
    const { outcomes } = await run(
      {
        'vitest.config.js': `export default { test: { projects: ['packages/*', { test: { name: 'own', include: ['own/**'], pool: 'vmThreads' } }] } };\n`,
        'packages/shop/package.json': '{"name":"shop"}',
        'packages/shop/vitest.config.js': "export default { test: { name: 'shop', globals: true } };\n",
        'packages/shop/a.test.js':
          "import { size } from '../../src/cart.js';\ntest('empty', () => expect(size()).toBe(0));\ntest('snapshot', () => expect(1).toMatchSnapshot());\n",
        'own/a.test.js':
          "import { expect, test } from 'vitest';\nimport { size } from '../src/cart';\ntest('empty', () => expect(size()).toBe(0));\n",
      },
      { behaviour: 'zero', modules: [{ path: 'src/cart.js', shape: [] }] },
    );
    assert.deepEqual(outcomes, [
      'passed packages/shop/a.test.js::empty',
      'failed packages/shop/a.test.js::snapshot',
      'passed own/a.test.js::empty',
    ]);
  });
});
