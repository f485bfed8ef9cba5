import assert from 'node:assert/strict';
import type { DeclaredSymbol } from '../../../../../src/core/spec/declaredSymbol';
import type { Substitute } from '../../../../../src/core/testrun/substitute';
import { declared } from '../../../../kit/declared';
import type { Files, RealRunOptions } from '../../../../kit/realRun';
import { realRun } from '../../../../kit/realRun';

const MODULES = { 'package.json': '{"type":"module"}' };
const HEAD = "import assert from 'node:assert/strict';\nimport test, { before, describe, it } from 'node:test';\n";
const CART: readonly DeclaredSymbol[] = [
  declared('Cart', 'class', {
    members: [
      declared('add', 'method', { parameters: ['sku', 'count'] }),
      declared('total', 'method'),
      declared('isEmpty', 'property'),
      declared('save', 'method', { isAsync: true }),
    ],
  }),
  declared('CartError', 'exception'),
];

function standIn(
  path = 'src/cart.js',
  shape = CART,
  behaviour: Substitute['behaviour'] = 'not-implemented',
): RealRunOptions {
  return { request: { substitute: { modules: [{ path, shape }], behaviour } } };
}

describe('the stand-in under node --test', () => {
  async function run(files: Files, options: RealRunOptions) {
    const { report, outcomes, result } = await realRun({ ...MODULES, ...files }, options);
    return { report, rows: outcomes, result };
  }

  it('lets each test of a missing module fail on its own, with what it used', async () => {
    const files = {
      'test/cart.test.js': `${HEAD}
import { Cart, CartError, TAX, total } from '../src/cart.js';
describe('cart', () => {
  it('adds', () => { new Cart().add('a', 1); });
  it('is empty at first', () => assert.equal(new Cart().isEmpty, true));
  it('saves', async () => { await new Cart().save(); });
  it('refuses', () => assert.throws(() => new Cart().add('a', -1), CartError));
  it('has a tax', () => assert.equal(TAX, 0.2));
  it('has a tax, and says so', () => assert.equal(TAX, 0.2, 'a tax'));
  it('is not declared', () => total([1]));
  it('has nothing to do with it', () => assert.equal(1, 2));
});
`,
    };
    const plain = await run(files, {});
    assert.deepEqual(plain.rows, ['collection-error test/cart.test.js']);
    assert.equal(plain.result('cart.test.js').failure?.missingModule, 'src/cart.js');
    assert.equal(plain.result('cart.test.js').touched, undefined);

    const { report, result } = await run(files, standIn());
    assert.deepEqual(report.end, { kind: 'completed' });
    const told = Object.fromEntries(
      report.tests.map(({ name, outcome, failure, touched }) => [
        name,
        [outcome, failure?.exception, failure?.exception === 'AssertionError' ? '' : failure?.message, touched],
      ]),
    );
    const notImplemented = (symbol: string) => ['NotImplementedError', `${symbol} is not implemented`];
    assert.deepEqual(told, {
      adds: ['failed', ...notImplemented('Cart.add'), ['Cart', 'Cart.add']],
      'is empty at first': ['failed', ...notImplemented('Cart.isEmpty'), ['Cart', 'Cart.isEmpty']],
      saves: ['failed', ...notImplemented('Cart.save'), ['Cart', 'Cart.save']],
      refuses: ['failed', 'AssertionError', '', ['Cart', 'Cart.add']],
      'has a tax': ['failed', 'AssertionError', '', ['TAX']],
      'has a tax, and says so': ['failed', 'AssertionError', '', ['TAX']],
      'is not declared': ['failed', ...notImplemented('total'), ['total']],
      'has nothing to do with it': ['failed', 'AssertionError', '', []],
    });
    assert.deepEqual(result('adds').failure?.frames?.[0], {
      file: 'test/cart.test.js',
      line: 6,
      function: '',
      library: false,
    });
  });

  const importers: readonly (readonly [string, string, Files])[] = [
    ['a named import', 'a.test.js', { 'a.test.js': "import { Cart } from './src/cart.js';USE" }],
    ['a default import', 'a.test.js', { 'a.test.js': "import Cart from './src/cart.js';USE" }],
    [
      'a whole module',
      'a.test.js',
      { 'a.test.js': "import * as cart from './src/cart.js';\nconst { Cart } = cart;USE" },
    ],
    ['an import while it runs', 'a.test.js', { 'a.test.js': "const { Cart } = await import('./src/cart.js');USE" }],
    ['require', 'a.test.cjs', { 'a.test.cjs': "const { Cart } = require('./src/cart.js');USE" }],
    ['require without extension', 'a.test.cjs', { 'a.test.cjs': "const { Cart } = require('./src/cart');USE" }],
    ['require of the whole module', 'a.test.cjs', { 'a.test.cjs': "const Cart = require('./src/cart');USE" }],
    [
      'require made by hand',
      'a.test.js',
      {
        'a.test.js':
          "import { createRequire } from 'node:module';\nconst { Cart } = createRequire(import.meta.url)('./src/cart.js');USE",
      },
    ],
    [
      'a helper',
      'a.test.js',
      {
        'help/make.js': "import { Cart } from '../src/cart.js';\nexport const make = () => new Cart();",
        'a.test.js': "import { make } from './help/make.js';\nfunction Cart() { return make(); }USE",
      },
    ],
    [
      'a module that passes it on',
      'a.test.js',
      { 'src/index.js': "export * from './cart.js';", 'a.test.js': "import { Cart } from './src/index.js';USE" },
    ],
    [
      "the package's own name for it",
      'a.test.js',
      {
        'package.json': '{"type":"module","name":"shop","exports":{"./*":"./src/*.js"},"imports":{"#*":"./src/*.js"}}',
        'a.test.js':
          "import { Cart } from '#cart';\nimport { Cart as same } from 'shop/cart';\nassert.equal(Cart, same);USE",
      },
    ],
  ];
  for (const [how, test, files] of importers) {
    it(`is there for ${how}, whether the module exists or not`, async () => {
      const use = '\ntest("used", () => { new Cart().add(); });\n';
      const head = test.endsWith('.cjs')
        ? "const assert = require('node:assert');const test = require('node:test');\n"
        : HEAD;
      const written = Object.fromEntries(
        Object.entries(files).map(([name, text]) => [name, name === test ? head + text.replace('USE', use) : text]),
      );
      for (const present of [{}, { 'src/cart.js': 'export class Cart { add() {} }\nexport default Cart;\n' }]) {
        const { result, report } = await run({ ...written, ...present }, standIn());
        assert.equal(result('used').failure?.message, 'Cart.add is not implemented', report.output);
        assert.deepEqual(result('used').touched, ['Cart', 'Cart.add']);
      }
    });
  }

  it('stands for a folder by its index, and for TypeScript by the name it will have', async () => {
    const test = (specifier: string) =>
      `const test = require('node:test');\nconst { Cart } = require('${specifier}');\ntest('used', () => new Cart().total());\n`;
    const index = await run({ 'a.test.cjs': test('./src/cart') }, standIn('src/cart/index.js'));
    assert.equal(index.result('used').failure?.exception, 'NotImplementedError');
    const typed = await run({ 'a.test.cjs': test('./src/cart.js') }, standIn('src/cart.ts'));
    assert.equal(typed.result('used').failure?.exception, 'NotImplementedError');
  });

  it('stands for nothing else', async () => {
    const { rows } = await run(
      {
        'src/cart.js': 'export const total = () => 3;\n',
        'src/cart/index.js': 'export const total = () => 4;\n',
        'lib/cart.js': 'export const total = () => 5;\n',
        'a.test.js': `${HEAD}
import { total as one } from './src/cart.js';
import { total as two } from './lib/cart.js';
test('others', () => assert.deepEqual([one(), two()], [3, 5]));
`,
      },
      standIn('src/cart/index.js'),
    );
    assert.deepEqual(rows, ['passed a.test.js::others']);
    const missing = await run({ 'a.test.js': "import './src/basket.js';\nimport './src/cart.js';\n" }, standIn());
    assert.equal(missing.report.tests[0]?.failure?.missingModule, 'src/basket.js');
  });

  it('stands for several modules that share what they throw', async () => {
    const { rows } = await run(
      {
        'a.test.js': `${HEAD}
import { Cart } from './src/cart.js';
import { StockError } from './src/errors.js';
test('raises', () => assert.throws(() => new Cart().add('a'), StockError));
test('raises what JavaScript has', () => assert.throws(() => new Cart().add('a'), RangeError));
`,
      },
      {
        request: {
          substitute: {
            modules: [
              { path: 'src/cart.js', shape: CART },
              { path: 'src/errors.js', shape: [] },
            ],
            behaviour: 'raises',
          },
        },
      },
    );
    assert.deepEqual(rows, ['passed a.test.js::raises', 'passed a.test.js::raises what JavaScript has']);
  });

  for (const [behaviour, satisfied] of [
    ['none', ['none']],
    ['zero', ['zero']],
    ['empty', ['empty']],
    // Without an argument it gives nothing.
    ['argument', ['none', 'argument']],
    ['raises', ['raises']],
  ] as const) {
    it(`that gives ${behaviour} satisfies tests that ask for nothing more`, async () => {
      const { report } = await run(
        {
          'a.test.js': `${HEAD}
import { Cart } from './src/cart.js';
test('none', () => assert.equal(new Cart().total(), undefined));
test('zero', () => assert.equal(new Cart().total(), 0));
test('empty', () => assert.deepEqual(new Cart().total(), []));
test('argument', () => assert.equal(new Cart().add('a'), 'a'));
test('raises', () => assert.throws(() => new Cart().add('a')));
test('works', () => { const cart = new Cart(); cart.add('a', 2); assert.equal(cart.total(), 2); });
`,
        },
        standIn('src/cart.js', CART, behaviour),
      );
      const passed = report.tests.filter((test) => test.outcome === 'passed').map((test) => test.name);
      assert.deepEqual(passed, satisfied);
    });
  }

  it('counts what tests share as used by each, and tells tests of the same name apart', async () => {
    const { report } = await run(
      {
        'a.test.js': `${HEAD}
import { Cart, total } from './src/cart.js';
const cart = new Cart();
describe('same', () => { it('name', () => assert.ok(1)); });
describe('same', () => { it('name', () => total()); });
test('outer', async (t) => { await t.test('inner', () => total()); await t.test('other', () => cart.add()); });
`,
      },
      standIn(),
    );
    assert.deepEqual(
      report.tests.map(({ id, touched }) => [id.replace('a.test.js::', ''), touched]),
      [
        ['same::name', ['Cart']],
        ['same (2)::name', ['Cart', 'total']],
        ['outer::inner', ['Cart', 'total']],
        ['outer::other', ['Cart', 'Cart.add']],
      ],
    );
  });
});
