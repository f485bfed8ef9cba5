import { VITEST } from '../script/everyRunner/scriptRunners';
import { standsInForEachProject, standsInForExactlyItsModules } from '../script/everyRunner/standIn';

describe('a stand-in in vitest', function () {
  this.timeout(60_000);

  standsInForExactlyItsModules(VITEST, {
    mocks: 'vi',
    tests: `import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);
test('imported late', async () => expect((await import('../src/cart.ts')).total()).toBe(1));
test('required', () => expect(require('../src/cart').total()).toBe(1));
test('typed', () => { const cart: Cart = new Cart(); cart.add(everything as any); });
test.concurrent('at once', async () => { await null; total(); });
test.concurrent('at the same time', async () => { await null; total(); });
`,
    used: {
      'uses.test.ts::imported late': ['total'],
      'uses.test.ts::required': ['total'],
      'uses.test.ts::typed': ['Cart', 'Cart.add'],
      'uses.test.ts::at once': undefined,
    },
    files: {
      'vitest.config.ts':
        "import path from 'node:path';\nexport default { resolve: { alias: { '@src': path.resolve('src') } } };\n",
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
    passed: ['automock.test.ts::mocked', 'automock.test.ts::spied on'],
  });

  standsInForEachProject(
    VITEST,
    {
      'vitest.config.js': `export default { test: { projects: ['packages/*', { test: { name: 'own', include: ['own/**'], pool: 'vmThreads' } }] } };\n`,
      'packages/shop/package.json': '{"name":"shop"}',
      'packages/shop/vitest.config.js': "export default { test: { name: 'shop', globals: true } };\n",
      'packages/shop/a.test.js':
        "import { size } from '../../src/cart.js';\ntest('empty', () => expect(size()).toBe(0));\ntest('snapshot', () => expect(1).toMatchSnapshot());\n",
      'own/a.test.js':
        "import { expect, test } from 'vitest';\nimport { size } from '../src/cart';\ntest('empty', () => expect(size()).toBe(0));\n",
    },
    [
      'passed packages/shop/a.test.js::empty',
      'failed packages/shop/a.test.js::snapshot',
      'passed own/a.test.js::empty',
    ],
  );
});
