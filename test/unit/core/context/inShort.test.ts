import assert from 'node:assert/strict';
import { inShort } from '../../../../src/core/context/inShort';

const wanting =
  (...names: readonly string[]) =>
  (name: string): number =>
    names.includes(name) ? 1 : 0;

describe('an outline in short', () => {
  it('has the signatures that are wanted, and the names of the rest, without what is inside', () => {
    const outline =
      'class Cart(Base):\n  // Holds things.\n  def add(self, item): ...\ndef total(cart: Cart) -> int:\ndef free(cart):';
    assert.equal(inShort(outline, wanting('total')), 'class Cart\ndef total(cart: Cart) -> int:\ndef free');
  });

  it('knows the name of a definition in other languages too', () => {
    const outline =
      'func (c *Cart) Total() int\npub(crate) fn open(path: &Path) -> File\nexport const limit: number = 3;';
    assert.equal(inShort(outline, wanting()), 'func Total\npub fn open\nexport const limit');
    assert.equal(inShort(outline, wanting('Total', 'open', 'limit')), outline);
  });

  it('has all names that a file hands on from others', () => {
    const outline = [
      "export {Cart, Line} from './cart';",
      "export * from './money';",
      'from .cart import (Cart, Line)',
      'pub use cart::{Cart, Line};',
      'class Shop {',
    ];
    assert.equal(inShort(outline.join('\n'), wanting()), [...outline.slice(0, -1), 'class Shop'].join('\n'));
    const long = `export {Cart, ${'Line, '.repeat(60)}} from './cart';`;
    assert.equal(inShort(long, wanting()), `${long.slice(0, 160)} …`);
  });

  it('stays short, and says so', () => {
    const outline = Array.from(
      { length: 400 },
      (_, index) => `def function_number_${index}(some: int, parameters: str):`,
    ).join('\n');
    const short = inShort(outline, () => 1);
    assert.ok(short.length < 900 && short.endsWith('\n…'), short);
    assert.match(short, /^def function_number_0\(some: int, parameters: str\):\n/);
  });
});
