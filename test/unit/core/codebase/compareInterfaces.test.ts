import assert from 'node:assert/strict';
import { compareInterfaces } from '../../../../src/core/codebase/compareInterfaces';
import { publicInterface } from '../../../../src/core/codebase/publicInterface';
import { createSyntaxTrees } from '../../../../src/node/treeSitter';

const trees = createSyntaxTrees();

async function differences(before: string, after: string, path = 'src/cart.py'): Promise<readonly string[]> {
  const [old, now] = [await publicInterface(path, before, trees), await publicInterface(path, after, trees)];
  assert.ok(old && now);
  return compareInterfaces(old, now).map(({ kind, detail }) => `${kind}: ${detail}`);
}

describe('comparing interfaces', () => {
  it('says what is gone, new, and takes something else', async () => {
    assert.deepEqual(
      await differences(
        'def total(items): ...\ndef tax(x): ...\nLIMIT = 1\n',
        'def total(items, rate): ...\ndef LIMIT(): ...\ndef more(): ...\n',
      ),
      [
        'changed: total(items) is now total(items, rate).',
        'removed: tax(x) is gone.',
        'changed: LIMIT was a constant and is now a function.',
        'added: more() is new.',
      ],
    );
  });

  it('names a class that is gone or new once, not with each member', async () => {
    const cart = 'class Cart:\n    def add(self, item): ...\n';
    assert.deepEqual(await differences(cart, ''), ['removed: Cart is gone.']);
    assert.deepEqual(await differences('', cart), ['added: Cart is new.']);
    assert.deepEqual(await differences(cart, 'class Cart:\n    def put(self, item): ...\n'), [
      'removed: Cart.add(item) is gone.',
      'added: Cart.put(item) is new.',
    ]);
  });

  it('finds nothing when only formatting, comments, quotes or the annotations of Python changed', async () => {
    const pairs: readonly (readonly [string, string, string])[] = [
      ['a.py', "def f(a, b='x'): ...", 'def f(\n    a: int,\n    b: str = "x",  # why\n) -> None:\n    """Doc."""\n'],
      ['a.js', "export function f(a, b = 'x') {}", '/** Doc. */\nexport function f(\n  a, // why\n  b = "x",\n) {}'],
      ['a.ts', 'export const f = (a: number): void => {};', 'export function f(a: number): void {\n}'],
    ];
    for (const [path, one, other] of pairs) assert.deepEqual(await differences(one, other, path), []);
  });

  it('finds nothing when only the inside changed', async () => {
    const before =
      'class Cart:\n    def __init__(self, a, b=1):\n        self.a = a\n        self.b = b\ndef _old(): ...\n';
    const made = '@dataclass\nclass Cart:\n    a: int\n    b: int = 1\ndef _new(): ...\n';
    assert.deepEqual(await differences(before, made), []);
    const base = 'class _Base:\n    def add(self, item): ...\nclass Cart(_Base): ...\n';
    assert.deepEqual(await differences('class Cart:\n    def add(self, item): ...\n', base), []);
    const typed = (type: string) => `export function total(a: number)${type} { return a; }`;
    assert.deepEqual(await differences(typed(''), typed(': number'), 'a.ts'), []);
    assert.deepEqual(await differences(typed(': string'), typed(': number'), 'a.ts'), [
      'changed: total(a: number) -> string is now total(a: number) -> number.',
    ]);
  });

  it('does not call removed what was moved and is still in reach, and says that it did not look there', async () => {
    assert.deepEqual(await differences('def total(items): ...\n', 'from .sums import total\n'), [
      'unclear: total now comes from .sums; what it takes there was not compared.',
    ]);
    assert.deepEqual(
      await differences('class Cart:\n    def add(self): ...\n', 'from .base import Base\nclass Cart(Base): ...\n'),
      ['unclear: Cart.add is no longer in its class itself, and may come from Base.'],
    );
    assert.deepEqual(
      await differences('export class Cart { add() {} }', "export { Cart } from './parts.js';", 'src/cart.js'),
      ['unclear: Cart now comes from another file; what it takes there was not compared.'],
    );
  });

  it('cares that a parameter has a default, and not what it is', async () => {
    const total = (tax: string) => `def total(items, ${tax}): ...\n`;
    assert.deepEqual(await differences(total('tax=0.2'), total('tax: float = STANDARD')), []);
    assert.deepEqual(await differences(total('tax=0.2'), total('tax')), [
      'changed: total(items, tax=...) is now total(items, tax).',
    ]);
    const script = (tax: string) => `export const total = (items, ${tax}) => 0;`;
    assert.deepEqual(await differences(script('tax = 0.2'), script('tax = STANDARD'), 'a.ts'), []);
    assert.equal((await differences(script('tax = 0.2'), script('tax'), 'a.js')).length, 1);
  });

  it('does not care which other files a file needs', async () => {
    assert.deepEqual(await differences('import os\nfrom a import b\n', 'import sys\n'), []);
  });

  it('tells overloads of Java apart by their parameters', async () => {
    const java = (...methods: string[]) => `public class A { ${methods.join(' ')} }`;
    const [one, other] = ['public int f(java.util.List a) { return 0; }', 'public int f(int a) { return 0; }'];
    assert.deepEqual(await differences(java(one, other), java(other), 'A.java'), [
      'removed: A.f(java.util.List) -> int is gone.',
    ]);
  });
});
