// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts that are read hold insertions themselves
import assert from 'node:assert/strict';
import type { Assertion } from '../../../../src/core/testcontract/testContract';
import { contractOf, onlyAssertion, onlyTest } from './contractOf';

const FILE = 'test/cart.test.ts';

const inTest = (...lines: readonly string[]) => ({ [FILE]: `it('adds', async (t) => {\n${lines.join('\n')}\n});\n` });

describe('reading JavaScript tests', () => {
  describe('finds tests', () => {
    const named = async (text: string, path = FILE) =>
      (await contractOf({ [path]: text })).tests.map(({ path: names, line }) => `${line} ${names.join(' > ')}`);

    it('in suites of all runners, with their lines', async () => {
      const text = `describe('Cart', () => {
  context("when empty", function () {
    it('is zero', () => {});
    specify(\`is \${name}\`, () => {});
  });
  suite('b', () => test('c', () => {}));
});
test('alone', { timeout: 5 }, () => {});
describe.each([[1]])('row %i', (n) => { it('x', () => {}); });
`;
      assert.deepEqual(await named(text), [
        '3 Cart > when empty > is zero',
        '4 Cart > when empty > is ${name}',
        '6 Cart > b > c',
        '8 alone',
        '9 row %i > x',
      ]);
    });

    it('within tests, which count for both', async () => {
      const { tests } = await contractOf(inTest("await t.test('inner', (u) => { u.assert.equal(total(1), 1); });"));
      assert.deepEqual(
        tests.map(({ path, assertions }) => [path.join(' > '), assertions.map(({ from }) => from?.name)]),
        [
          ['adds', ['adds > inner']],
          ['adds > inner', [undefined]],
        ],
      );
    });

    it('under other names of the runner’s functions', async () => {
      const text = `import { test as check } from 'node:test';
import spec from 'ava';
const itOnline = online ? it : it.skip;
const fixed = test.extend({ cart: async ({}, use) => use(1) });
check('a', () => {});
spec('b', () => {});
itOnline('c', () => {});
fixed('d', () => {});
other('e', () => {});
`;
      assert.deepEqual(await named(text), ['5 a', '6 b', '7 c', '8 d']);
    });

    it('but not by functions of the file that have such a name', async () => {
      const text = `function test(body) { return body; }
it('a', () => { const suite = (text) => text; expect(suite('b')).toBe(test('c')); test('d'); suite('e'); });
`;
      assert.deepEqual(await named(text), ['2 a']);
    });

    it('in loops, conditions, wrappers and shared suites', async () => {
      const text = `for (const n of [1, 2]) it(\`loop \${n}\`, () => {});
[3, 4].forEach((n) => { it('each', () => {}); });
if (process.env.CI) it('conditional', () => {});
withDatabase(() => { it('wrapped', () => {}); });
function behavesLikeCart(make) { it('is shared', () => { expect(make()).toBe(1); }); }
describe('A', () => { behavesLikeCart(() => total(1)); });
`;
      const { tests } = await contractOf({ [FILE]: text });
      assert.deepEqual(
        tests.map(({ path, parameters, skips }) => [path.join(' > '), parameters, skips]),
        [
          ['loop ${n}', ['1', '2'], []],
          ['each', ['3', '4'], []],
          ['conditional', [], ['if (process.env.CI)']],
          ['wrapped', [], []],
          ['A > is shared', ['() => total(1)'], []],
        ],
      );
    });

    it('in JSX', async () => {
      const { tests } = await contractOf({
        'a.test.tsx':
          "it('x', () => { render(<App a={1}>Hello <b>x</b></App>); expect(screen.getByText('Hello')).toBeVisible(); });",
      });
      assert.equal(tests[0]?.assertions[0]?.text, 'expect(screen.getByText("Hello")).toBeVisible()');
      assert.match(tests[0]?.body ?? '', /render\(.*Hello.*\)\n⁂$/s);
    });
  });

  describe('tells how much an assertion demands', () => {
    const rows: readonly (readonly [string, Assertion['strength']])[] = [
      ['expect(total(a)).toBe(3)', 'exact'],
      ['expect(total(a)).toEqual({ a: 1 })', 'exact'],
      ['await expect(total(a)).resolves.toStrictEqual([1])', 'exact'],
      ['expect(total(a)).toHaveLength(2)', 'exact'],
      ['expect(total(a)).toMatchSnapshot()', 'exact'],
      ['expect(spy).toHaveBeenCalledWith(1)', 'exact'],
      ['expect(() => total(a)).toThrow("bad")', 'exact'],
      ['expect(total(a)).to.deep.equal([1])', 'exact'],
      ['expect(total(a)).to.be.true', 'exact'],
      ['total(a).should.equal(3)', 'exact'],
      ['assert.strictEqual(total(a), 3)', 'exact'],
      ['assert.deepEqual(total(a), [3])', 'exact'],
      ['assert(total(a) === 3)', 'exact'],
      ['assert.ok(total(a) === 3)', 'exact'],
      ['assert.throws(() => total(a), /bad/)', 'exact'],
      ['t.is(total(a), 3)', 'exact'],
      ['t.assert.equal(total(a), 3)', 'exact'],
      ['await request(app).get("/").expect(200)', 'exact'],
      ['sinon.assert.calledOnce(spy)', 'exact'],
      ['expect(total(a)).toEqual(expect.any(Number))', 'bounded'],
      ['expect(total(a)).toMatchObject({ a: 1 })', 'bounded'],
      ['expect(total(a)).toBeCloseTo(3)', 'bounded'],
      ['expect(total(a)).toContain(1)', 'bounded'],
      ['expect(total(a)).toBeGreaterThan(2)', 'bounded'],
      ['expect(() => total(a)).toThrow(TypeError)', 'bounded'],
      ['expect(total(a)).to.include(1)', 'bounded'],
      ['assert.match(total(a), /x/)', 'bounded'],
      ['assert.throws(() => total(a), TypeError)', 'bounded'],
      ['await screen.findByText("Hello")', 'bounded'],
      ['fc.assert(fc.property(fc.integer(), (n) => total(n) === n))', 'bounded'],
      ['if (total(a) !== 3) throw new Error("no")', 'bounded'],
      ['expect(total(a)).toBeDefined()', 'weak'],
      ['expect(total(a)).toBeTruthy()', 'weak'],
      ['expect(total(a)).not.toBe(3)', 'weak'],
      ['expect(() => total(a)).toThrow()', 'weak'],
      ['expect(() => total(a)).toThrow(Error)', 'weak'],
      ['expect(spy).toHaveBeenCalled()', 'weak'],
      ['expect(total(a)).to.exist', 'weak'],
      ['assert.ok(total(a))', 'weak'],
      ['assert(total(a))', 'weak'],
      ['assert.notEqual(total(a), 3)', 'weak'],
      ['assert.throws(() => total(a))', 'weak'],
      ['assert.equal(1, 1)', 'weak'],
    ];
    for (const [line, strength] of rows) {
      it(`${line}: ${strength}`, async () => assert.equal((await onlyAssertion(inTest(line))).strength, strength));
    }

    const none = [
      'total(a);',
      'expect(total(a));',
      'expect(total(a)).toBe;',
      'expect.assertions(2);',
      'console.assert(x)',
      'throw new Error("x")',
    ];
    for (const line of none) {
      it(`${line}: nothing`, async () => assert.deepEqual((await onlyTest(inTest(line))).assertions, []));
    }

    it('by the module that the functions come from', async () => {
      const strict = await onlyAssertion({
        [FILE]: "import { equal as same } from 'node:assert/strict';\nit('x', () => same(total(1), '1'));",
      });
      const loose = await onlyAssertion({
        [FILE]: "import assert from 'node:assert';\nit('x', () => assert.equal(total(1), '1'));",
      });
      const chai = await onlyAssertion({
        [FILE]: "const chai = require('chai');\nit('x', () => { chai.expect(total(1)).to.equal(1); });",
      });
      assert.deepEqual(
        [strict, loose, chai].map(({ strength, tolerances }) => [strength, tolerances?.[0]?.value]),
        [
          ['exact', 0],
          ['exact', 2],
          ['exact', 0],
        ],
      );
    });
  });

  it('keeps tolerances', async () => {
    const values = async (line: string) =>
      (await onlyAssertion(inTest(line))).tolerances?.map(({ name, value }) => [name, value]);
    assert.deepEqual(await values('expect(x).toBeCloseTo(3, 5)'), [['digits', 0.000005]]);
    assert.deepEqual(await values('expect(x).toBeCloseTo(3)'), [['digits', 0.005]]);
    assert.deepEqual(await values('expect(x).to.be.closeTo(3, 0.5)'), [['delta', 0.5]]);
    assert.deepEqual(await values('assert(Math.abs(x - 3) < 1e-3)'), [['below Math.abs(x - 3)', 0.001]]);
    assert.deepEqual(await values('expect(x).toBeGreaterThan(3)'), [['above it', -3]]);
  });

  it('follows helpers to other files, also through files that hand on', async () => {
    const { tests, support } = await contractOf({
      [FILE]: `import { check } from './helpers/index.js';
const tools = require('./tools');
import compare from './compare';
describe('Cart', () => {
  const LIMIT = 3;
  let cart;
  beforeEach(() => { cart = makeCart(); });
  function makeCart() { return new Cart(); }
  it('x', () => { check(cart, LIMIT); tools.size(cart); compare(cart); });
  describe('other', () => { beforeAll(() => {}); });
});
`,
      'test/helpers/index.ts': "export { check } from './check';\n",
      'test/helpers/check.ts':
        'export const check = (cart, n) => { expect(cart.total).toBe(n); };\nexport function unused() {}\n',
      'test/tools.ts': 'function size(cart) { assert.equal(cart.size, 1); }\nmodule.exports = { size };\n',
      'test/compare.ts': 'export default function same(cart) { expect(cart).toBeTruthy(); }\n',
    });
    assert.deepEqual(tests[0]?.uses, ['Cart > beforeEach', 'LIMIT', 'cart', 'check', 'makeCart', 'same', 'size']);
    assert.deepEqual(
      tests[0]?.assertions.map(({ text, from }) => [text, from?.file]),
      [
        ['expect(cart.total).toBe(n)', 'test/helpers/check.ts'],
        ['assert.equal(cart.size, 1)', 'test/tools.ts'],
        ['expect(cart).toBeTruthy()', 'test/compare.ts'],
      ],
    );
    assert.ok(!support.some(({ name }) => name === 'unused'));
  });

  describe('knows skips', () => {
    const rows: readonly (readonly [string, readonly string[]])[] = [
      ["it.skip('x', () => {})", ['it.skip']],
      ["xit('x', () => {})", ['xit']],
      ["test.todo('x')", ['test.todo']],
      ["it('x')", ['it without a body']],
      ["it.failing('x', () => {})", ['it.failing']],
      ["it.skipIf(win)('x', () => {})", ['it.skipIf(win)']],
      ["test('x', { skip: true }, () => {})", ['skip: true']],
      ["test('x', { todo: 'later' }, () => {})", ['todo: "later"']],
      ["test('x', { skip: false }, () => {})", []],
      ["describe.skip('d', () => { it('x', () => {}); })", ['describe.skip']],
      ["it('x', function () { if (win) this.skip(); })", ['if (win): this.skip()']],
      ["test('x', (t) => { t.skip('no'); })", ['t.skip("no")']],
    ];
    for (const [text, skips] of rows) {
      it(text, async () => assert.deepEqual((await onlyTest({ [FILE]: text })).skips, skips));
    }

    it('of the others, when only some are asked for', async () => {
      const { tests } = await contractOf({
        [FILE]: "describe.only('a', () => { it('x', () => {}); });\nit('y', () => {});\n",
        'test/other.test.ts': "it('z', () => {});\n",
      });
      assert.deepEqual(
        tests.map(({ path, skips }) => [path.at(-1), skips.length]),
        [
          ['x', 0],
          ['y', 1],
          ['z', 0],
        ],
      );
    });
  });

  it('knows parameters and marks', async () => {
    const { tests } = await contractOf({
      [FILE]: `const CASES = [[1, 2], [3, 4]];
jest.setTimeout(100);
it.each(CASES)('a %i', (a, b) => {}, 50);
it.each\`
  a | b
  \${1} | \${2}
  \${3} | \${'x'}
\`('$a', ({ a, b }) => {});
it('c', function () { this.timeout(5); expect.assertions(2); });
`,
    });
    assert.deepEqual(
      tests.map(({ parameters, markers }) => [parameters, markers]),
      [
        [
          ['[1, 2]', '[3, 4]'],
          ['timeout(100)', 'timeout(50)'],
        ],
        [['1 | 2', '3 | "x"'], ['timeout(100)']],
        [[], ['timeout(100)', 'timeout(5)', 'expect.assertions(2)']],
      ],
    );
  });

  it('tells what assertions depend on', async () => {
    const { assertions } = await onlyTest(
      inTest(
        'items.forEach((item) => { expect(item).toBe(1); });',
        'await waitFor(() => expect(cart).toBe(2));',
        'if (cart.done) return;',
        'try { expect(cart).toBe(3); } catch {}',
        'ready && expect(cart).toBe(4);',
      ),
    );
    assert.deepEqual(
      assertions.map(({ guards }) => guards),
      [['items.forEach'], ['waitFor'], ['if (cart.done): return', 'try'], ['if (cart.done): return', 'ready &&']],
    );
  });

  describe('sees when all that is looked at are mocks of the test itself', () => {
    const rows: readonly (readonly [string, boolean])[] = [
      ["it('x', () => { const m = jest.fn(() => 3); expect(m()).toBe(3); })", true],
      ["it('x', () => { const m = { send: vi.fn() }; m.send(1); expect(m.send).toHaveBeenCalledWith(1); })", true],
      ["it('x', (t) => { const m = t.mock.fn(); m(); t.assert.equal(m.mock.callCount(), 1); })", true],
      ["it('x', () => { const s = sinon.stub(); s(); sinon.assert.calledOnce(s); })", true],
      ["let m; beforeEach(() => { m = jest.fn(); }); it('x', () => { expect(m).toHaveBeenCalled(); })", true],
      ["import { f } from '../src/f'; jest.mock('../src/f'); it('x', () => { expect(f).toHaveBeenCalled(); })", true],
      ["import { f } from '../src/f'; it('x', () => { expect(f).toHaveBeenCalled(); })", false],
      ["it('x', () => { const m = jest.fn(); total(m); expect(total([1])).toBe(m.x); })", false],
      ["it('x', () => { const cart = new Cart(jest.fn()); expect(cart.total).toBe(3); })", false],
      ["let m; beforeEach(() => { m = new Cart(); }); it('x', () => { expect(m.total).toBe(1); })", false],
      ["it('x', () => { expect(1).toBe(2); })", false],
    ];
    for (const [text, expected] of rows) {
      it(`${expected ? 'yes' : 'no'}: ${text}`, async () => {
        assert.equal((await onlyAssertion({ [FILE]: text })).onOwnMocks, expected);
      });
    }

    it('also in a test within a test', async () => {
      const { tests } = await contractOf(
        inTest('const m = mock.fn(() => 3);', "await t.test('inner', () => { assert.equal(m(), 3); });"),
      );
      assert.equal(tests[1]?.assertions[0]?.onOwnMocks, true);
    });
  });

  it('says which parts of the support replace what others see', async () => {
    const { support } = await contractOf({
      'test/setup.ts': `import * as cart from '../src/cart';
jest.mock('../src/gateway');
cart.total = () => 3;
Date.now = () => 0;
globalThis.fetch = fake;
process.env.MODE = 'test';
Array.prototype.at = () => 1;
const own = {};
own.x = 1;
beforeEach(() => { jest.spyOn(cart, 'total').mockReturnValue(3); });
`,
    });
    assert.deepEqual(
      support.flatMap(({ name, patches }) => (patches === undefined ? [] : [[name, ...patches]])),
      [
        ['beforeEach', 'jest.spyOn(cart, "total")'],
        [
          'top level',
          'jest.mock("../src/gateway")',
          'cart.total = () => 3',
          'Date.now = () => 0',
          'globalThis.fetch = fake',
          'Array.prototype.at = () => 1',
        ],
      ],
    );
  });

  it('keeps the environment that a comment at the head asks for', async () => {
    const { settings } = await contractOf({ [FILE]: "/** @vitest-environment jsdom */\nit('x', () => {});\n" });
    assert.deepEqual(settings, [{ file: FILE, key: '@vitest-environment', value: 'jsdom' }]);
  });
});
