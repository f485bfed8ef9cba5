import assert from 'node:assert/strict';
import { parseYaml } from '../../../../src/core/lib/yaml';
import { toPlain } from '../../../../src/core/lib/yamlNode';
import { loadSpecification } from '../../../../src/core/spec/loadSpecification';
import { describeBuilt } from '../../../../src/node/codebase/describeBuilt';
import { must } from '../../../kit/must';
import { ownState } from '../../../kit/ownState';
import { WorkspaceBuilder } from '../../../kit/workspaceBuilder';

const NOW = new Date('2026-03-04T05:06:07Z');

const SHOP = {
  'src/shop/__init__.py': 'from .cart import Cart\n',
  'src/shop/cart.py': `"""Carts."""
from .money import Money

LIMIT = 3

class CartFull(Exception):
    """No room is left."""

class Cart:
    """What somebody wants to buy."""

    def add(self, name: str, price: Money) -> None:
        """Takes one more."""

    def _check(self): ...

def empty_cart() -> Cart:
    """Gives a cart without items."""
    return Cart()

def _hidden(): ...
`,
  'src/shop/money.py':
    'class Money:\n    """An amount."""\n\n    def format(self) -> str:\n        """Writes it for people."""\n',
  'src/shop/empty.py': '_nothing = 1\n',
  'tests/test_cart.py': `from shop.cart import Cart, empty_cart

def test_is_empty():
    assert empty_cart().items == []

def test_takes_an_item():
    cart = Cart()
    cart.add('pen', None)
    assert len(cart.items) == 1
`,
};

describe('code that is there, as a specification', () => {
  let project: WorkspaceBuilder;

  afterEach(() => project.dispose());

  async function describeFiles(files: Readonly<Record<string, string>>, path: string, isCancelled = () => false) {
    project = await WorkspaceBuilder.build(files);
    const collecting = { root: project.root, environment: ownState(), isCancelled, onProgress: () => {} };
    return describeBuilt(collecting, path, NOW);
  }

  async function written(files: Readonly<Record<string, string>>, path: string) {
    const built = await describeFiles(files, path);
    assert.ok(built.ok, JSON.stringify(built));
    return built.value;
  }

  function load(text: string) {
    const loaded = loadSpecification({ text, path: 'specs/as-built.yaml', hash: '' });
    assert.ok(loaded.ok, JSON.stringify(loaded));
    assert.deepEqual(loaded.value.warnings, []);
    return loaded.value.specification;
  }

  it('has a component for each file that offers something, with its tests', async () => {
    const kotlin = { 'src/shop/stock.kt': 'class Stock\n' };
    const { text, ...counts } = await written({ ...SHOP, ...kotlin }, 'src/shop');
    assert.deepEqual(counts, { components: 2, without: 2, unread: 1 });
    assert.deepEqual(toPlain(must(parseYaml(text)).root), {
      spec_id: 'src-shop-as-built',
      name: 'shop',
      version: '1.0',
      status: 'as-built',
      schema_version: '2.0',
      generated_at: '2026-03-04T05:06:07.000Z',
      generated_by: 'agentforge',
      description: 'What the code in src/shop offers, as it was when this was written.',
      components: [
        {
          name: 'cart',
          component_id: 'src-shop-cart',
          location: 'src/shop/cart.py',
          test_location: 'tests/test_cart.py',
          entities: [
            {
              name: 'CartFull',
              type: 'class',
              line_number: 6,
              description: 'No room is left.',
              methods: [],
              test_methods: [],
            },
            {
              name: 'Cart',
              type: 'class',
              line_number: 9,
              description: 'What somebody wants to buy.',
              methods: ['add'],
              test_methods: ['test_takes_an_item'],
            },
          ],
          methods: [
            {
              name: 'empty_cart',
              behavior: 'Gives a cart without items.',
              line_number: 17,
              test_methods: ['test_is_empty'],
            },
          ],
          dependencies: ['money'],
        },
        {
          name: 'money',
          component_id: 'src-shop-money',
          location: 'src/shop/money.py',
          class: 'Money',
          entities: [
            {
              name: 'Money',
              type: 'class',
              line_number: 1,
              description: 'An amount.',
              methods: ['format'],
              test_methods: [],
            },
          ],
          methods: [{ name: 'format', behavior: 'Writes it for people.', line_number: 4, test_methods: [] }],
        },
      ],
    });
  });

  it('is read as a specification like any other', async () => {
    const { text } = await written(SHOP, 'src/shop');
    const { components, requirements } = load(text);
    assert.deepEqual(
      components.map(({ name, implementationPath, testPath, dependencies }) => ({
        name,
        implementationPath,
        testPath,
        dependencies,
      })),
      [
        {
          name: 'cart',
          implementationPath: 'src/shop/cart.py',
          testPath: 'tests/test_cart.py',
          dependencies: ['money'],
        },
        { name: 'money', implementationPath: 'src/shop/money.py', testPath: undefined, dependencies: [] },
      ],
    );
    assert.deepEqual(
      requirements.map(({ id, text: words }) => `${id}: ${words}`),
      ['cart.empty_cart: Gives a cart without items.', 'money.format: Writes it for people.'],
    );
  });

  it('names what others can use, in each language', async () => {
    const { text } = await written(
      {
        'lib/cart.ts':
          '/** Sums up. */\nexport function total(items: number[]): number { return 0; }\nfunction inner() {}\n',
        'lib/stock.go':
          'package lib\n\n// Take gives one.\nfunc Take(name string) int { return hidden() }\n\nfunc hidden() int { return 1 }\n',
        'lib/price.rs':
          'pub struct Price;\nimpl Price {\n  /// Rounds.\n  pub fn round(&mut self, cents: u32) -> u32 { cents }\n  fn hidden() {}\n}\n',
        'lib/Order.java':
          'public class Order {\n  /** Pays. */\n  public boolean pay(int cents) { return true; }\n  private void check() {}\n}\n',
        'lib/ticket.rb': '# A ticket.\nclass Ticket\n  def print\n  end\nend\n',
      },
      'lib',
    );
    const { components } = load(text);
    assert.deepEqual(Object.fromEntries(components.map(({ name, symbols }) => [name, symbols])), {
      Order: ['Order', 'pay'],
      cart: ['total'],
      price: ['Price', 'round'],
      stock: ['Take'],
      ticket: ['Ticket', 'print'],
    });
    assert.match(text, /name: total\n +parameters: 'items: number\[\]'\n/);
    assert.match(text, /name: round\n +parameters: 'cents: u32'\n/);
  });

  it('gives files of one name different ones', async () => {
    const code = 'export function one() {}\n';
    const { text } = await written(
      {
        'src/a/index.ts': code,
        'src/b/index.ts': code,
        'src/x/cart.ts': code,
        'src/y/cart.ts': code,
        'src/y/cart.js': code,
      },
      'src',
    );
    assert.deepEqual(
      load(text).components.map(({ name }) => name),
      ['a', 'b', 'src_x_cart', 'src_y_cart', 'src_y_cart_2'],
    );
  });

  it('of the whole project', async () => {
    const { text, components } = await written(SHOP, '');
    assert.equal(components, 2);
    assert.match(text, /location: src\/shop\/money\.py/);
  });

  it('of a single file', async () => {
    const { text } = await written(SHOP, 'src/shop/money.py');
    assert.deepEqual(
      load(text).components.map(({ name }) => name),
      ['money'],
    );
  });

  it('says where there is nothing to describe', async () => {
    assert.match(JSON.stringify(await describeFiles(SHOP, 'docs')), /There is no source code in docs/);
    await project.dispose();
    assert.match(JSON.stringify(await describeFiles(SHOP, 'src/shop/empty.py')), /offers anything/);
  });

  it('ends when nobody waits for it', async () => {
    assert.deepEqual(await describeFiles(SHOP, 'src', () => true), { ok: false, problem: { kind: 'cancelled' } });
  });
});
