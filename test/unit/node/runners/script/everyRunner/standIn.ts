import assert from 'node:assert/strict';
import { declared } from '../../../../../kit/declared';
import type { Files } from '../../../../../kit/realRun';
import { runScripts } from './runScripts';
import type { ScriptRunner } from './scriptRunners';

const CART = [
  declared('Cart', 'class', { members: [declared('add', 'method'), declared('size', 'property')] }),
  declared('total', 'function'),
];

/** What a runner adds to the project in which `src/cart`, `src/there` and `src/price` are stood in for. */
interface OwnStandIn {
  /** What its object of mocks is called. */
  readonly mocks: 'jest' | 'vi';
  /** Tests in its own words, after those of all in `test/uses.test`; all of them fail. */
  readonly tests: string;
  /** What these tests, and those of more files, use of the stand-in; by what follows `test/`. */
  readonly used: Readonly<Record<string, readonly string[] | undefined>>;
  /** A configuration that has `@src/` stand for `src/`; more tests. */
  readonly files: Files;
  /** The tests of these files that pass; by what follows `test/`. */
  readonly passed: readonly string[];
}

/** What each test of `test/uses.test` uses of the stand-in. */
const USED = {
  nothing: [],
  function: ['total'],
  class: ['Cart', 'Cart.add'],
  undeclared: ['whatever'],
  'of another module': ['total'],
  'that is there': ['there'],
  'by an alias': ['price'],
  'not replaced': [],
  'shared::in a hook': ['Cart', 'Cart.size'],
};

const usesOf = ({ head, load }: ScriptRunner): string => `${head}
${load('{ Cart, CartError, total }', '../src/cart')}
${load('everything', '../src/cart.js')}
${load('{ checkout }', '../src/checkout')}
${load('{ there }', '../src/there')}
${load('{ real }', '../src/real')}
${load('{ price }', '@src/price')}
test('nothing', () => expect(1).toBe(2));
test('function', () => expect(total()).toBe(1));
test('class', () => new Cart().add('x'));
test('undeclared', () => expect(everything.whatever()).toBe(3));
test('of another module', () => expect(checkout()).toBe(3));
test('that is there', () => expect(there()).toBe('there'));
test('by an alias', () => expect(price()).toBe(1));
test('not replaced', () => expect(real()).toBe('real'));
test('raises', () => expect(() => total()).toThrow(Error));
describe('shared', () => {
  let cart;
  beforeAll(() => { total; });
  beforeEach(() => { cart = new Cart(); });
  test('in a hook', () => expect(cart.size).toBe(0));
});
`;

const mockOf = ({ head, load }: ScriptRunner, mocks: string): string => `${head}
${load('{ total }', '../src/cart')}
${load('{ checkout }', '../src/checkout')}
${mocks}.mock('../src/cart', () => ({ total: ${mocks}.fn(() => 42) }));
test('mocked', () => { expect(total()).toBe(42); expect(checkout()).toBe(42); });
`;

/** Declares the test of a stand-in in a project that asks for it in every way; of runners with `expect` and mocks of modules. */
export function standsInForExactlyItsModules(runner: ScriptRunner, own: OwnStandIn): void {
  it('takes the place of exactly the modules it is for, however they are asked for, and tells what was used', async () => {
    const { load, offer, ending } = runner;
    const [uses, mock] = [`test/uses.test.${ending}`, `test/mock.test.${ending}`];
    const { report, outcomes, result } = await runScripts(
      runner,
      {
        [`src/there.${ending}`]: offer('there', "() => 'there'"),
        [`src/real.${ending}`]: offer('real', "() => 'real'"),
        [`src/checkout.${ending}`]: `${load('{ total }', './cart')}\n${offer('checkout', '() => total()')}\n`,
        [uses]: usesOf(runner) + own.tests,
        [mock]: mockOf(runner, own.mocks),
        ...own.files,
      },
      {
        request: {
          substitute: {
            behaviour: 'not-implemented',
            modules: [
              { path: `src/cart.${ending}`, shape: CART },
              { path: `src/there.${ending}`, shape: [] },
              { path: `src/price.${ending}`, shape: [declared('price', 'function')] },
            ],
          },
        },
      },
    );
    assert.deepEqual(report.end, { kind: 'completed' });
    assert.deepEqual(
      outcomes.filter((row) => !row.startsWith('failed')),
      [
        `passed ${uses}::not replaced`,
        `passed ${uses}::raises`,
        `passed ${mock}::mocked`,
        ...own.passed.map((test) => `passed test/${test}`),
      ],
    );
    for (const [name, used] of Object.entries(USED)) assert.deepEqual(result(`${uses}::${name}`).touched, used, name);
    for (const [test, used] of Object.entries(own.used)) assert.deepEqual(result(`test/${test}`).touched, used, test);
    const { failure } = result(`${uses}::of another module`);
    assert.equal(failure?.exception, 'NotImplementedError');
    assert.equal(failure?.message, 'total is not implemented');
    assert.equal(failure?.frames?.[0]?.file, `src/checkout.${ending}`);
  });
}

/** Declares the test of a configuration that names several projects; their files hold tests of the missing `src/cart.js`. */
export function standsInForEachProject(runner: ScriptRunner, files: Files, expected: readonly string[]): void {
  it('stands in each of the projects that the configuration names', async () => {
    const substitute = { behaviour: 'zero', modules: [{ path: 'src/cart.js', shape: [] }] } as const;
    const { outcomes } = await runScripts(runner, files, { request: { substitute } });
    assert.deepEqual(outcomes, expected);
  });
}
