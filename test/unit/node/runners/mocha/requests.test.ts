import assert from 'node:assert/strict';
import type { TestRequest } from '../../../../../src/core/testrun/runner';
import { declared } from '../../../../kit/declared';
import { linkNodeModules } from '../../../../kit/linkNodeModules';
import type { Files } from '../../../../kit/realRun';
import { realRun } from '../../../../kit/realRun';
import { TemporaryWorkspace } from '../../../../kit/temporaryWorkspace';
import { runnerFor } from '../runnerFor';

const PROJECT = { 'package.json': '{"devDependencies":{"mocha":"*"}}' };
const HEAD = "const assert = require('node:assert/strict');\n";
const CART = [
  declared('Cart', 'class', { members: [declared('add', 'method'), declared('total', 'method')] }),
  declared('CartError', 'exception'),
];

describe('what mocha is asked for', () => {
  async function run(files: Files, request: Omit<TestRequest, 'files' | 'timeLimitMs'>) {
    const { report, outcomes, result } = await realRun({ ...PROJECT, ...files }, { request, prepare: linkNodeModules });
    return { report, rows: outcomes, result };
  }

  it('chosen tests are the only ones that run', async () => {
    const { rows, report } = await run(
      {
        'a.test.js': `
before(() => console.log('before all'));
describe('outer', () => {
  describe('inner', () => { it('one', () => {}); it('two', () => console.log('ran two')); });
  describe('other', () => { before(() => console.log('before other')); it('one', () => console.log('ran other')); });
  it('one (1)', () => {});
});
it('again', () => console.log('ran first'));
it('again', () => {});
`,
        'b.test.js': "it('again', () => console.log('ran b'));\n",
      },
      { tests: ['a.test.js::outer::inner::one', 'a.test.js::outer::one (1)', 'a.test.js::again (2)'] },
    );
    assert.deepEqual(report.end, { kind: 'completed' });
    assert.deepEqual(rows.toSorted(), [
      'passed a.test.js::again (2)',
      'passed a.test.js::outer::inner::one',
      'passed a.test.js::outer::one (1)',
    ]);
    assert.match(report.output, /before all/);
    assert.doesNotMatch(report.output, /ran|before other/);
  });

  it('a time limit holds for every test, unless the project has a shorter one', async () => {
    const { rows } = await run(
      {
        'a.test.js': `
const wait = (ms) => () => new Promise((resolve) => setTimeout(resolve, ms));
it('is slow', function () { this.timeout(30); return wait(600_000)(); });
it('never ends', () => new Promise(() => {}));
describe('without limit', function () { this.timeout(0); it('is slow', wait(600_000)); });
it('is quick', () => {});
`,
      },
      { testTimeLimitMs: 300 },
    );
    assert.deepEqual(rows, [
      'timed-out a.test.js::is slow',
      'timed-out a.test.js::never ends',
      'passed a.test.js::is quick',
      'timed-out a.test.js::without limit::is slow',
    ]);
  });

  it('a seed decides the order and the random numbers', async () => {
    const names = Array.from({ length: 8 }, (_, index) => `t${index}`);
    const declares = (names: readonly string[]) =>
      `for (const name of ${JSON.stringify(names)}) it(name, () => console.log('<' + name + '>', Math.random()));\n`;
    const files = {
      'a.test.js': `describe('one', () => { ${declares(names)} });\ndescribe('two', () => { ${declares(['u', 'v'])} });\n`,
      'b.test.js': declares(['w']),
    };
    const printed = async (seed?: number) =>
      [...(await run(files, seed === undefined ? {} : { seed })).report.output.matchAll(/<(\w+)> (\S+)/g)].map(
        ([, name = '', number]) => ({ name, number }),
      );
    const usual = (await printed()).map(({ name }) => name);
    const [one, same, other] = [await printed(1), await printed(1), await printed(2)];
    assert.deepEqual(
      usual,
      [...names, 'u', 'v', 'w'].toSorted((a, b) => usual.indexOf(a) - usual.indexOf(b)),
    );
    assert.deepEqual(one, same);
    assert.notDeepEqual(one, other);
    assert.notDeepEqual(
      one.map(({ name }) => name),
      usual,
    );
    assert.deepEqual(one.map(({ name }) => name).toSorted(), usual.toSorted());
  });

  describe('the stand-in', () => {
    const request = (behaviour: 'not-implemented' | 'zero' | 'raises'): Omit<TestRequest, 'files' | 'timeLimitMs'> => ({
      substitute: { modules: [{ path: 'src/cart.js', shape: CART }], behaviour },
    });
    const body = `
describe('cart', () => {
  let cart;
  beforeEach(() => { cart = new Cart(); });
  it('adds', () => { cart.add('a', 1); });
  it('is empty', () => assert.equal(cart.total(), 0));
  it('refuses', () => assert.throws(() => cart.add('a', -1), CartError));
  it('has nothing to do with it', () => assert.equal(1, 2));
});
it('is not declared', () => total([1]));
`;
    const scripts: readonly (readonly [string, string, string])[] = [
      ['a script', 'test/cart.test.cjs', `${HEAD}const { Cart, CartError, total } = require('../src/cart');\n${body}`],
      [
        'a module',
        'test/cart.test.mjs',
        `import assert from 'node:assert/strict';\nimport { Cart, CartError, total } from '../src/cart.js';\n${body}`,
      ],
      [
        'a module by the name of a script',
        'esm/cart.test.js',
        `import assert from 'node:assert/strict';\nimport { Cart, CartError, total } from '../src/cart.js';\n${body}`,
      ],
    ];
    for (const [how, name, text] of scripts) {
      it(`lets each test of ${how} fail on its own, whether the module exists or not`, async () => {
        for (const present of [
          {},
          { 'src/cart.js': 'export class Cart {}\nthrow 1;\n', 'src/package.json': '{"type":"module"}' },
        ]) {
          const files = { 'esm/package.json': '{"type":"module"}', [name]: text, ...present };
          const { report } = await run(files, request('not-implemented'));
          assert.deepEqual(report.end, { kind: 'completed' }, report.output);
          assert.deepEqual(
            report.tests.map(({ name, failure, touched }) => [name, failure?.exception, touched]),
            [
              ['is not declared', 'NotImplementedError', ['total']],
              ['adds', 'NotImplementedError', ['Cart', 'Cart.add']],
              ['is empty', 'NotImplementedError', ['Cart', 'Cart.total']],
              ['refuses', 'AssertionError', ['Cart', 'Cart.add']],
              ['has nothing to do with it', 'AssertionError', ['Cart']],
            ],
          );
          assert.equal(report.tests[1]?.failure?.frames?.[0]?.file, name);
        }
      });
    }

    it('may be a trivial subject', async () => {
      const [[, name, text] = ['', '', '']] = scripts;
      const passed = async (behaviour: 'zero' | 'raises') =>
        (await run({ [name]: text }, request(behaviour))).report.tests
          .filter((test) => test.outcome === 'passed')
          .map((test) => test.name);
      assert.deepEqual(await passed('zero'), ['is not declared', 'adds', 'is empty']);
      assert.deepEqual(await passed('raises'), ['refuses']);
    });

    it('is there for TypeScript that the project compiles', async () => {
      const { report } = await run(
        {
          '.mocharc.json': '{"require":["tsx/cjs"]}',
          'a.test.ts':
            "import { Cart } from './src/cart';\nit('used', () => { const cart: Cart = new Cart(); cart.add(); });\n",
        },
        { substitute: { modules: [{ path: 'src/cart.ts', shape: CART }], behaviour: 'not-implemented' } },
      );
      assert.equal(report.tests[0]?.failure?.message, 'Cart.add is not implemented', report.output);
    });

    it('comes before what the project loads first', async () => {
      const { report } = await run(
        {
          '.mocharc.json': '{"require":["./setup.js"]}',
          'setup.js': "const { Cart } = require('./src/cart');\nglobal.Cart = Cart;\n",
          'a.test.js': "it('used', () => new Cart().add());\n",
        },
        request('not-implemented'),
      );
      assert.deepEqual(report.tests[0]?.touched, ['Cart', 'Cart.add']);
    });
  });

  it('coverage is of the lines of the source, compiled or not', async () => {
    const { report } = await run(
      {
        '.mocharc.json': '{"require":["tsx/cjs"]}',
        'src/sum.ts':
          'interface Pair {\n  a: number;\n  b: number;\n}\n\nexport function sum({ a, b }: Pair): number {\n  if (a > 100) {\n    throw new RangeError("too many");\n  }\n  return a + b;\n}\n',
        'src/plain.js': 'exports.one = () => {\n  return 1;\n};\nexports.two = () => {\n  return 2;\n};\n',
        'a.test.ts':
          "import { sum } from './src/sum';\nimport { one } from './src/plain.js';\nit('sums', () => { sum({ a: 1, b: one() }); });\n",
      },
      { coverageOf: ['src/sum.ts', 'src/plain.js'] },
    );
    assert.ok(report.coverage?.kind === 'measured');
    const hits = report.coverage.files.map(({ lines }) =>
      Object.fromEntries(lines.map(({ line, hits }) => [line, hits])),
    );
    assert.equal(hits[0]?.[8], 0);
    assert.ok((hits[0]?.[10] ?? 0) > 0);
    assert.deepEqual(hits[1], { 1: 1, 2: 1, 4: 1, 5: 0 });
  });

  describe('the plain command', () => {
    let workspace: TemporaryWorkspace;
    afterEach(() => workspace.dispose());

    it('is what a person types in the workspace folder', async () => {
      workspace = await TemporaryWorkspace.make({ 'shop/package.json': '{"devDependencies":{"mocha":"*"}}' });
      await linkNodeModules(workspace, 'shop');
      const runner = await runnerFor(workspace, 'shop/a.test.js');
      const command = await runner.command({ files: ['shop/a.test.js'], tests: ['shop/a.test.js::one'] });
      assert.ok(command.ok);
      const { args, cwd, text } = command.value;
      assert.equal(cwd, workspace.path('shop'));
      assert.match(args[0] ?? '', /mocha[\\/]bin[\\/]mocha/);
      assert.deepEqual(args.slice(1), ['--grep', '^(?:one)(?: |$)', 'a.test.js']);
      assert.equal(text, 'cd shop && npx mocha --grep "^(?:one)(?: |\\$)" a.test.js');
    });
  });
});
