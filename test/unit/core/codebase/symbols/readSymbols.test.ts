import assert from 'node:assert/strict';
import { LANGUAGE_SAMPLES } from '../../../../kit/languageSamples';
import { imported, shown, symbolsOf } from './symbolsOf';

describe('symbols of a source file', () => {
  it('in Python', async () => {
    const symbols = await symbolsOf('a.py', LANGUAGE_SAMPLES.python.join('\n'));
    assert.deepEqual(shown(symbols), [
      '6-6 constant LIMIT | LIMIT = 3',
      '7-9 constant TABLE | TABLE = …',
      '10-23 class Cart | @dataclass(frozen=True)⏎class Cart(Base, metaclass=Meta): | A cart.',
      '16-16 constant Cart.total | total: Money = Money(0)',
      '18-23 method Cart.size | @property⏎def size(self, a: int = LIMIT) -> int: | How many.',
      '25-29 function free | async def free(⏎    a,⏎    *b,⏎):',
    ]);
    assert.deepEqual(imported(symbols), ['os.path:', 'json:', '.money: Money Currency', '.: util']);
  });

  it('in TypeScript', async () => {
    const symbols = await symbolsOf('a.ts', LANGUAGE_SAMPLES.typescript.join('\n'));
    assert.deepEqual(shown(symbols), [
      "5-5 constant x | const x = require('./req');",
      '9-13 class Cart | export class Cart<T> extends Base implements I | A cart.',
      '10-10 constant Cart.total | private total = 0',
      '12-12 method Cart.add | add(item: Item, q?: number): void',
      '15-15 interface Shape | export interface Shape { readonly a: number; area(): number } | What.',
      '15-15 method Shape.area | area(): number',
      '16-16 type Q | export type Q = { a: string } | B;',
      '17-17 constant LIMIT | export const LIMIT = 3;',
      '18-18 function make | export const make = async (a: string): Promise<Cart>',
      '19-19 function free | export function free<T>(a: T): a is string',
      '20-22 constant TABLE | const TABLE = …',
      '23-23 type E | enum E { A, B }',
      '24-24 function main | export default function main()',
      '25-25 module N | namespace N',
      '25-25 function N.q | export function q()',
    ]);
    assert.deepEqual(imported(symbols), ['node:fs: fs readFile', '../money: Money', './all:', './some: a b', './req:']);
  });

  it('in JavaScript', async () => {
    const symbols = await symbolsOf('a.js', LANGUAGE_SAMPLES.javascript.join('\n'));
    assert.deepEqual(shown(symbols), [
      "2-2 constant util | const util = require('./util');",
      '4-4 function make | exports.make = function (a) | Makes.',
      '5-5 class Thing | module.exports = class Thing',
      '5-5 constant Thing.x | x = 1',
      '5-5 method Thing.run | run()',
      '6-6 constant app | var app = exports = module.exports = {};',
      '7-7 function handle | app.handle = function handle(req, res)',
      '8-8 function local | function local()',
      '9-9 class B | class B extends A',
    ]);
    assert.deepEqual(imported(symbols), ['./util:']);
  });

  it('in Go', async () => {
    const symbols = await symbolsOf('a.go', LANGUAGE_SAMPLES.go.join('\n'));
    assert.deepEqual(shown(symbols), [
      '12-14 class Cart | type Cart[T any] struct {⏎\tItems []m.Money `json:"x"`⏎} | Cart holds things. Second.',
      '18-18 interface Shape | Shape interface{ Area() int } | Shape is.',
      '18-18 method Shape.Area | Area() int',
      '19-19 type ID | ID   = string',
      '22-22 constant Limit | const Limit = 3',
      '24-24 constant A | A = iota',
      '25-25 constant B | B',
      '27-27 constant ErrX | var ErrX = errors.New("x")',
      '30-34 method Cart.Add | func (c *Cart[T]) Add(item Item, rest ...int) (err error) | Add adds.',
      '36-36 function free | func free(a int) *Thing',
    ]);
    assert.deepEqual(imported(symbols), ['fmt:', 'example.com/shop/money:']);
  });

  it('in Rust', async () => {
    const symbols = await symbolsOf('a.rs', LANGUAGE_SAMPLES.rust.join('\n'));
    assert.deepEqual(shown(symbols), [
      '5-5 module inner | mod inner',
      '5-5 function inner.q | pub fn q()',
      '11-13 class Cart | pub struct Cart<T> {⏎    pub items: Vec<Money>,⏎} | A cart.',
      '15-15 constant LIMIT | pub const LIMIT: u8 = 3;',
      '19-19 method Cart.new | pub fn new(x: u64) -> Self | Makes.',
      '21-21 interface Shape | pub trait Shape',
      '21-21 method Shape.area | fn area(&self) -> f64;',
      '22-22 class E | enum E { A(u8), B }',
      '23-23 function free | fn free(a: &str) -> Thing',
      '25-25 module tests | mod tests',
      '25-25 function tests.works | fn works()',
    ]);
    assert.deepEqual(imported(symbols), [
      'crate::money: Money',
      'crate::money::currency:',
      'crate::money::currency: Code',
      'crate::money:',
      'super: util',
      'self::cart:',
      'super:',
    ]);
  });

  it('in Java', async () => {
    const symbols = await symbolsOf('A.java', LANGUAGE_SAMPLES.java.join('\n'));
    assert.deepEqual(shown(symbols), [
      '11-19 class Cart | @Entity⏎public class Cart<T> extends Base implements Shape | A cart.',
      '13-13 constant Cart.LIMIT | private static final int LIMIT = 3;',
      '15-15 method Cart.Cart | public Cart(int a) | Makes.',
      '16-17 method Cart.total | @Override⏎public Money total(Item item) throws ShopError',
      '18-18 class Cart.Kind | enum Kind',
      '18-18 constant Cart.Kind.A | A',
      '18-18 constant Cart.Kind.B | B',
      '20-20 interface Shape | interface Shape',
      '20-20 method Shape.area | int area(int a);',
      '21-21 class Point | record Point(int x, int y)',
    ]);
    assert.deepEqual(imported(symbols), ['com.shop.money.Money: Money', 'com.shop.Util: Util helper', 'java.util.*:']);
  });
});
