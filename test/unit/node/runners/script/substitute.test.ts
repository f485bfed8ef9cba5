import looseAssert from 'node:assert';
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import path from 'node:path';
import { mock } from 'node:test';
import { inspect } from 'node:util';
import type { DeclaredSymbol } from '../../../../../src/core/spec/declaredSymbol';
import type { Substitute } from '../../../../../src/core/testrun/substitute';
import { declared } from '../../../../kit/declared';
import { repositoryRoot } from '../../../../kit/editor/repositoryRoot';

interface Substitutes {
  makeModule(
    module: {
      path: string;
      shape: readonly DeclaredSymbol[];
      names?: readonly string[];
      properties?: readonly string[];
    },
    behaviour: Substitute['behaviour'],
    touch: (symbol: string) => void,
  ): any;
  namesOf(module: { shape: readonly DeclaredSymbol[] }, imported: readonly string[]): readonly string[];
  sourceOf(names: readonly string[], expression: string): string;
}

const ASSET = path.join(repositoryRoot, 'src/node/runners/assets/substitute.cjs');
const { makeModule, namesOf, sourceOf }: Substitutes = createRequire(__filename)(ASSET);
const CART = declared('Cart', 'class', {
  members: [
    declared('add', 'method', { parameters: ['sku', 'count'] }),
    declared('total', 'property'),
    declared('save', 'method', { isAsync: true }),
    declared('LIMIT', 'value'),
  ],
});
const NOT_IMPLEMENTED = { name: 'NotImplementedError' };

describe('the substitute of a JavaScript module', () => {
  let touched: string[];

  function make(
    behaviour: Substitute['behaviour'] = 'not-implemented',
    shape: readonly DeclaredSymbol[] = [CART, declared('total', 'function'), declared('StockError', 'exception')],
    known: { readonly names?: readonly string[]; readonly properties?: readonly string[] } = {},
  ) {
    touched = [];
    return makeModule({ path: 'src/cart.js', shape, ...known }, behaviour, (symbol) => touched.push(symbol));
  }

  describe('that is not implemented', () => {
    it('can be made, and says what is missing when it is used', () => {
      const { Cart, total } = make();
      const cart = new Cart();
      assert.throws(() => cart.add('a', 1), { ...NOT_IMPLEMENTED, message: 'Cart.add is not implemented' });
      assert.throws(() => cart.total, { ...NOT_IMPLEMENTED, message: 'Cart.total is not implemented' });
      assert.throws(() => total([1]), { ...NOT_IMPLEMENTED, message: 'total is not implemented' });
      assert.throws(() => Cart.add('a'), { ...NOT_IMPLEMENTED, message: 'Cart.add is not implemented' });
    });

    it('rejects where it is said to be asynchronous', async () => {
      const { Cart } = make();
      await assert.rejects(new Cart().save(), { ...NOT_IMPLEMENTED, message: 'Cart.save is not implemented' });
    });

    it('has every other name too, by its form', () => {
      const { Basket, BasketError, BasketException, MAX_ITEMS, sum } = make();
      assert.equal(new BasketError('x').message, 'x');
      assert.equal(new BasketError('x').name, 'BasketError');
      assert.ok(new BasketError() instanceof Error && new BasketException() instanceof BasketException);
      assert.ok(new Basket() instanceof Basket);
      assert.throws(() => sum(1), { ...NOT_IMPLEMENTED, message: 'sum is not implemented' });
      assert.throws(() => MAX_ITEMS + 1, { ...NOT_IMPLEMENTED, message: 'MAX_ITEMS is not implemented' });
      assert.throws(() => new Basket().items.map(String), { message: 'Basket.items is not implemented' });
      assert.throws(() => Basket.of(1).size, { message: 'Basket.of is not implemented' });
      assert.ok(new sum() instanceof sum);
    });

    it('equals nothing, whichever way it is compared', () => {
      const { Cart, MAX_ITEMS, OTHER } = make();
      const cart = new Cart();
      for (const value of [cart.items, cart.items.length, cart.name.first, Cart.LIMIT, MAX_ITEMS]) {
        for (const other of [undefined, null, 0, '', 3, [], {}, cart.items, OTHER]) {
          assert.notEqual(value, other);
          assert.notDeepEqual(value, other);
          assert.throws(() => looseAssert.equal(value, other));
        }
      }
      assert.notDeepEqual(cart, new Cart());
      looseAssert.notDeepEqual(cart, {});
      assert.equal(Cart.LIMIT, Cart.LIMIT);
      assert.equal(cart, cart);
    });

    it('says so when it is converted or iterated over', () => {
      const { Cart, MAX_ITEMS } = make();
      const cart = new Cart();
      for (const use of [
        () => `${cart}`,
        () => cart < 1,
        () => [...cart],
        () => `${cart.items}`,
        () => cart.items.toString(),
        () => Number(MAX_ITEMS),
        () => [...cart.items],
        () => new Map(cart.items),
      ]) {
        assert.throws(use, NOT_IMPLEMENTED);
      }
    });

    it('can be extended, its methods replaced, its properties set', () => {
      const { Cart } = make();
      class Mine extends Cart {
        #secret = 3;
        own() {
          return this.#secret;
        }
      }
      const mine: any = new Mine();
      assert.ok([Cart, Mine].every((each) => mine instanceof each));
      assert.equal(mine.own(), 3);
      assert.throws(() => mine.add('a'), NOT_IMPLEMENTED);
      mine.total = 5;
      assert.equal(mine.total, 5);
      mine.note = 'x';
      assert.equal(mine.note, 'x');
      const cart = new Cart();
      mock.method(cart, 'add', () => 7);
      mock.method(cart, 'undeclared', () => 8);
      assert.deepEqual([cart.add(), cart.undeclared()], [7, 8]);
      mock.restoreAll();
    });

    it('is no promise and nothing that printers take for their own', async () => {
      const module = make();
      assert.equal(await module, module);
      const cart = new module.Cart();
      assert.equal(await cart, cart);
      const items = cart.items;
      assert.equal(await items, items);
      for (const key of ['toJSON', 'asymmetricMatch', '$$typeof', 'nodeType', '@@__IMMUTABLE_ITERABLE__@@']) {
        assert.equal(cart[key], undefined);
        assert.equal(items[key], undefined);
      }
      assert.match(inspect(cart.items), /Cart\.items is not implemented/);
      assert.equal(JSON.stringify({ items, cart }), '{"cart":{}}');
      assert.equal(inspect(cart), 'Cart [Cart 1] {}'.replace('1', /\d+/.exec(inspect(cart))?.[0] ?? ''));
    });

    it('raises from where it was used', () => {
      const { Cart, StockError } = make();
      for (const use of [() => new Cart().add(), () => new Cart().total, () => `${new Cart().x}`]) {
        try {
          use();
          assert.fail();
        } catch (error) {
          assert.match(
            (error as Error).stack ?? '',
            /^NotImplementedError: Cart\.\w+ is not implemented\n\s+at .*substitute\.test/,
          );
        }
      }
      assert.match(new StockError('none').stack, /^StockError: none\n\s+at .*substitute\.test/);
    });

    it('lists the members of an enumeration, each like nothing else', () => {
      const { Status } = make('not-implemented', [
        declared('Status', 'enum', { members: [declared('OPEN', 'value'), declared('PAID', 'value')] }),
      ]);
      assert.deepEqual(Object.keys(Status), ['OPEN', 'PAID']);
      assert.equal(Status.OPEN, Status.OPEN);
      assert.notEqual(Status.OPEN, Status.PAID);
    });
  });

  describe('as a trivial subject', () => {
    for (const [behaviour, expected] of [
      ['none', undefined],
      ['zero', 0],
      ['empty', []],
      ['argument', 'a'],
    ] as const) {
      it(`gives ${behaviour}, also as a promise`, async () => {
        const { Cart, total, undeclared } = make(behaviour);
        const cart = new Cart();
        for (const value of [
          cart.add('a', 1),
          total('a'),
          undeclared('a'),
          cart.undeclared('a'),
          await cart.save('a'),
        ]) {
          assert.deepEqual(value, expected);
        }
        assert.ok(cart.save() instanceof Promise);
        assert.deepEqual(cart.total, behaviour === 'argument' ? undefined : expected);
      });
    }

    it('that is empty has neither length nor size', () => {
      const { total } = make('empty');
      assert.deepEqual([total().length, total().size, [...total()]], [0, 0, []]);
    });

    it('raises what every test for an error accepts', async () => {
      const { Cart, StockError, OtherError } = make('raises');
      const cart = new Cart();
      for (const kind of [Error, TypeError, RangeError, SyntaxError, StockError, OtherError]) {
        assert.throws(() => cart.add('a'), kind);
      }
      await assert.rejects(cart.save(), StockError);
      assert.ok(!(new TypeError() instanceof RangeError) && new TypeError() instanceof TypeError);
      assert.ok(!(new OtherError() instanceof StockError) && !(new Error() instanceof StockError));
    });

    it('takes a member for a property when it is never called', () => {
      const { Basket } = make('zero', [], { properties: ['size', 'MAX'] });
      assert.equal(new Basket().size, 0);
      assert.notEqual(new Basket().count, 0);
      assert.notEqual(Basket.MAX, 0);
      const other = make('not-implemented', [], { properties: ['isEmpty'] });
      assert.throws(() => assert.ok(new other.Basket().isEmpty), { message: 'Basket.isEmpty is not implemented' });
    });

    it('takes a declared symbol of unknown kind for what its form and parameters say', () => {
      const shape = [
        declared('Basket', 'unknown', {
          members: [declared('add', 'unknown', { parameters: ['sku'] }), declared('size', 'unknown')],
        }),
        declared('total', 'unknown', { parameters: ['items'] }),
        declared('StockError', 'unknown'),
      ];
      const { Basket, total, StockError } = make('zero', shape, { properties: ['size'] });
      assert.deepEqual([new Basket().add('a'), new Basket().size, total([]), total.length], [0, 0, 0, 1]);
      assert.ok(new StockError() instanceof Error);
    });

    it('keeps constants that no result equals', () => {
      const { MAX_ITEMS, total } = make('zero');
      assert.notEqual(total(), MAX_ITEMS);
    });
  });

  describe('what was used of it', () => {
    it('is told when it is used, and not when it is imported', () => {
      const module = make();
      const { Cart, total, TAX, version } = module;
      assert.deepEqual(touched, []);
      const cart = new Cart();
      assert.throws(() => cart.add());
      assert.throws(() => total());
      assert.throws(() => cart.total);
      assert.throws(() => assert.equal(TAX, 1));
      assert.throws(() => assert.equal(version, '1'));
      assert.deepEqual([...new Set(touched)], ['Cart', 'Cart.add', 'total', 'Cart.total', 'TAX', 'version']);
    });

    it('holds nothing that only printing asks for', () => {
      const { Cart } = make();
      const cart = new Cart();
      touched.length = 0;
      inspect(cart);
      assert.throws(() => assert.deepEqual(cart, { a: 1 }));
      assert.deepEqual(touched, []);
    });
  });

  describe('as a module', () => {
    it('is the class or function that the file is named after', () => {
      const module = make();
      assert.ok(new module() instanceof module.Cart);
      assert.ok(new module.default() instanceof module.Cart);
      assert.ok(new module.Cart() instanceof module);
      assert.throws(() => module.default.total(), { message: 'total is not implemented' });
      class Mine extends module {}
      assert.ok(new Mine() instanceof module.Cart);
    });

    it('is called default when nothing tells its name', () => {
      const module = make('not-implemented', []);
      assert.throws(() => module(), { message: 'default is not implemented' });
      assert.throws(() => new module.default().add(), { message: 'default.add is not implemented' });
      assert.ok(new module() instanceof module);
    });

    it('lists what is declared and imported, for those who copy it', () => {
      const module = make('not-implemented', [CART], { names: ['sum', 'apply'] });
      assert.deepEqual(Object.keys(module), ['default', 'Cart', 'sum', 'apply']);
      assert.deepEqual({ ...module }.sum, module.sum);
      assert.throws(() => module.apply(1), { message: 'apply is not implemented' });
      assert.equal(module.__esModule, true);
    });

    it('keeps what is put in the place of a name', () => {
      const module = make();
      mock.method(module, 'total', () => 3);
      assert.equal(module.total(), 3);
      mock.restoreAll();
      assert.throws(() => module.total(), NOT_IMPLEMENTED);
    });

    it('has an ES module for its names', async () => {
      const names = namesOf({ shape: [CART] }, ['total', 'delete', 'not-a-name', 'Cart', 'then']);
      assert.deepEqual(names, ['default', 'Cart', 'total', 'delete', 'then']);
      const key = Symbol.for('agentforge.test.subject');
      (globalThis as any)[key] = make();
      const source = sourceOf(names, `globalThis[Symbol.for('agentforge.test.subject')]`);
      const {
        default: whole,
        Cart,
        then,
      } = await import(`data:text/javascript,${encodeURIComponent(source)}`)
        .finally(() => delete (globalThis as any)[key])
        .catch(() => ({}) as any);
      assert.equal(then, undefined);
      assert.ok(new whole() instanceof Cart);
    });
  });
});
