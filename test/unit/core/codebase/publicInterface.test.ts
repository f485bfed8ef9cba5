import assert from 'node:assert/strict';
import { publicInterface } from '../../../../src/core/codebase/publicInterface';
import { createSyntaxTrees } from '../../../../src/node/treeSitter';

const trees = createSyntaxTrees();

/** Each name with its kind in front and its parameters and what it gives behind. */
async function offered(path: string, text: string): Promise<readonly string[]> {
  const names = await publicInterface(path, text, trees);
  assert.ok(names);
  return names
    .filter(({ kind }) => kind !== 'imported')
    .map(
      ({ kind, name, signature, returns }) =>
        `${kind} ${name}${signature}${returns === undefined || returns === '' ? '' : `: ${returns}`}`,
    );
}

describe('the public interface of a file', () => {
  it('of Python is what has no underscore in front, whatever it is wrapped in', async () => {
    const text = `
import os
LIMIT, _hidden = 3, 4
def total(items, *, tax: float = 0.2, **rest) -> float:  # a comment
    def inner(): ...
async def load(path): ...
def _helper(): ...
double = lambda x: x * 2
if os.name == 'nt':
    def windows(): ...
try:
    import fast
except ImportError:
    def slow(a): ...
`;
    assert.deepEqual(await offered('src/cart.py', text), [
      'constant LIMIT',
      'function total(items, *, tax=..., **rest)',
      'function load(path)',
      'function double(x)',
      'function windows()',
      'function slow(a)',
    ]);
  });

  it('of a Python class is its public members, made and inherited ones too', async () => {
    const text = `
class _Base:
    kind = 'base'
    def close(self, force=False): ...
class Cart(_Base, Serialisable):
    def __init__(self, owner):
        self.owner = owner
        self._items = []
    @property
    def total(self): ...
    @total.setter
    def total(self, value): ...
    @staticmethod
    def parse(text): ...
    @classmethod
    def empty(cls, owner): ...
    def __len__(self): ...
    def _sum(self): ...
@dataclass(frozen=True)
class Item:
    name: str
    price: int = 0
`;
    assert.deepEqual(await offered('src/cart.py', text), [
      'class Cart',
      'function Cart.__init__(owner)',
      'attribute Cart.owner',
      'attribute Cart.total',
      'function Cart.parse(text)',
      'function Cart.empty(owner)',
      'function Cart.__len__()',
      'attribute Cart.kind',
      'function Cart.close(force=...)',
      'class Item',
      'attribute Item.name',
      'attribute Item.price',
      'function Item.__init__(name, price=...)',
    ]);
    const cart = (await publicInterface('src/cart.py', text, trees))?.find(({ name }) => name === 'Cart');
    assert.deepEqual([cart?.inherits, cart?.line], [['Serialisable'], 5]);
  });

  it('of a Python module with __all__ is exactly what stands there', async () => {
    const text = `
from .parts import PART, other
__all__ = ['total', "PART"]
__all__ += ['_odd']
def total(): ...
def unlisted(): ...
def _odd(): ...
`;
    assert.deepEqual(await offered('src/cart.py', text), ['function total()', 'function _odd()', 'handed-on PART']);
  });

  it('of an ES module is what it exports', async () => {
    const text = `
import { helper } from './helper.js';
const hidden = 1;
export function total(items, { tax = 0.2 } = {}) { return 0; }
export async function* pages() {}
export const double = (x) => x * 2, LIMIT = 3;
export const single = x => x;
export class Cart extends Base {
  #items = [];
  static of(...items) {}
  name = 'cart';
  handler = (event) => {};
  constructor(owner) { super(); this.owner = owner; this._secret = 1; }
  get total() { return 0; }
  set total(value) {}
  async add(item) {}
  _sum() {}
}
export { hidden as shown, helper };
export { far } from './far.js';
export * from './all.js';
export default Cart;
`;
    assert.deepEqual(await offered('src/cart.js', text), [
      'function total(items, { tax=... }=...)',
      'function pages()',
      'function double(x)',
      'constant LIMIT',
      'function single(x)',
      'class Cart',
      'function Cart.static of(...items)',
      'attribute Cart.name',
      'function Cart.handler(event)',
      'function Cart.constructor(owner)',
      'attribute Cart.owner',
      'attribute Cart.total',
      'function Cart.add(item)',
      'constant shown',
      'handed-on helper',
      'handed-on far',
      "handed-on * from './all.js'",
      'class default',
      'function default.static of(...items)',
      'attribute default.name',
      'function default.handler(event)',
      'function default.constructor(owner)',
      'attribute default.owner',
      'attribute default.total',
      'function default.add(item)',
    ]);
  });

  it('of a CommonJS module is what it assigns', async () => {
    const text = `
function total(items) {}
class Cart { add(item) {} }
module.exports = { total, Cart, sum: total, LIMIT: 3, of(x) {} };
exports.more = function (a) {};
module.exports.again = (b) => b;
`;
    assert.deepEqual(await offered('src/cart.cjs', text), [
      'function total(items)',
      'class Cart',
      'function Cart.add(item)',
      'function sum(items)',
      'constant LIMIT',
      'function of(x)',
      'function more(a)',
      'function again(b)',
    ]);
  });

  it('of TypeScript has types, and what it gives as far as that is written', async () => {
    const text = `
export function total<T>(items: readonly T[], tax?: number): number { return 0; }
export interface Line { readonly price: number; }
export type Id = string | number;
export enum Kind { A, B }
export abstract class Cart {
  private items = [];
  protected hidden(): void {}
  constructor(readonly owner: string, private readonly secret: string, public limit = 3) {}
  abstract add(item: Line): void;
}
`;
    assert.deepEqual(await offered('src/cart.ts', text), [
      'function total<T>(items: readonly T[], tax?: number): number',
      'type Line{ readonly price: number; }',
      'type Idstring | number',
      'type Kind{ A, B }',
      'class Cart',
      'function Cart.constructor(readonly owner: string, private readonly secret: string, public limit=...)',
      'attribute Cart.owner',
      'attribute Cart.limit',
      'function Cart.add(item: Line): void',
    ]);
  });

  it('of Go, Rust and Java is what the language calls public', async () => {
    const go = `package cart
type Cart struct { Owner string; items []int }
type Adder interface { Add(x int) error }
const Limit, hidden = 3, 4
func (c *Cart) Add(x int, rest ...string) (int, error) { return 0, nil }
func (c *Cart) sum() int { return 0 }
func New[T any](owner T) *Cart { return nil }
`;
    assert.deepEqual(await offered('cart/cart.go', go), [
      'class Cart',
      'attribute Cart.Ownerstring',
      'type Adderinterface { Add(x int) error }',
      'constant Limit',
      'function Cart.Add(x int, rest ...string): (int, error)',
      'function New[T any](owner T): *Cart',
    ]);
    const rust = `
pub struct Cart { pub owner: String, items: Vec<i32> }
impl Cart {
    pub fn new(owner: &str) -> Self { todo!() }
    pub(crate) fn inner(&self) {}
    fn sum(&self) -> i32 { 0 }
}
impl Drop for Cart { fn drop(&mut self) {} }
pub trait Add { fn add(&mut self, x: i32); }
pub enum Kind { A, B(i32) }
pub const LIMIT: u8 = 3;
fn hidden() {}
`;
    assert.deepEqual(await offered('src/cart.rs', rust), [
      'class Cart',
      'attribute Cart.ownerString',
      'function Cart.new(owner: &str): Self',
      'type Add',
      'function Add.add(&mut self, x: i32)',
      'type Kind{ A, B(i32) }',
      'constant LIMITu8',
    ]);
    const java = `package shop;
public class Cart extends Base {
  public static final int LIMIT = 3;
  private int sum;
  public Cart(String owner) {}
  public int add(int price, String... names) { return 0; }
  public int add(int price) { return 0; }
  int inside() { return 0; }
  public enum Kind { A, B }
}
class Hidden { public void no() {} }
`;
    assert.deepEqual(await offered('src/shop/Cart.java', java), [
      'class Cart',
      'attribute Cart.LIMITint',
      'function Cart.Cart(String)',
      'function Cart.add(int, String...): int',
      'function Cart.add(int): int',
      'class Cart.Kind',
      'attribute Cart.Kind.A',
      'attribute Cart.Kind.B',
    ]);
  });

  it('is unknown for a language that nobody here reads', async () => {
    for (const path of ['a.txt', 'Makefile', 'a.cs'])
      assert.equal(await publicInterface(path, 'class A {}', trees), undefined);
  });

  it('comes also from a text with errors', async () => {
    assert.deepEqual(await offered('a.py', 'def total(a): ...\n= broken (\n'), ['function total(a)']);
    assert.deepEqual(await offered('a.js', 'export function total(a) {}\nexport const = ;'), ['function total(a)']);
  });
});
