import assert from 'node:assert/strict';
import { buildGraph } from '../../../../../src/core/codebase/graph/buildGraph';
import type { CodebaseGraph } from '../../../../../src/core/codebase/graph/codebaseGraph';
import { NameTable } from '../../../../../src/core/codebase/graph/nameTable';
import { WordScanner } from '../../../../../src/core/codebase/words/wordScanner';

async function graphOf(files: Readonly<Record<string, string>>): Promise<CodebaseGraph> {
  const names = new NameTable();
  const scanner = new WordScanner(names);
  const scanned = Object.entries(files).map(([path, text]) => ({
    ...{ path, bytes: text.length },
    ...scanner.scan(path, Buffer.from(text)),
  }));
  return buildGraph(scanned, names);
}

/** The graph with words for its numbers. */
function spoken(graph: CodebaseGraph) {
  const file = (path: string) => graph.fileNumber(path) ?? assert.fail(`${path} is in the graph`);
  const name = (word: string) => graph.nameNumber(word) ?? assert.fail(`${word} is in the graph`);
  const paths = (files: Uint32Array) => [...files].map((each) => graph.paths[each]);
  return {
    defined: (path: string) => [...graph.definedIn(file(path))].map((each) => graph.names[each]),
    used(path: string) {
      const { names, counts } = graph.usedIn(file(path));
      return Object.fromEntries([...names].map((each, index) => [graph.names[each], counts[index]]));
    },
    imports: (path: string) => paths(graph.importsOf(file(path))),
    importers: (path: string) => paths(graph.importersOf(file(path))),
    definers: (word: string) => paths(graph.definersOf(name(word))),
    users: (word: string) => paths(graph.usersOf(name(word))),
  };
}

describe('graph of a codebase', () => {
  const files = {
    'shop/money.py': 'class Money:\n    name: str = ""\n    def times(self, n): ...\n',
    'shop/__init__.py': '',
    'shop/cart.py':
      'from .money import Money\nfrom . import tax\nclass Cart:\n    def total(self):\n        return Money() + tax.of(Money())\n',
    'shop/tax.py': 'def of(money): ...\n',
    'tests/test_cart.py': 'from shop.cart import Cart\nimport pytest\n\ndef test_it():\n    Cart().total()\n',
    'Other.kt': 'class Other',
  };

  it('knows who defines and who uses a name, and how often', async () => {
    const graph = spoken(await graphOf(files));
    assert.deepEqual(
      graph.defined('shop/money.py'),
      ['Money', 'times'],
      'an attribute is not what others mean by its name',
    );
    assert.deepEqual(graph.definers('Cart'), ['shop/cart.py']);
    assert.deepEqual(graph.users('Cart'), ['tests/test_cart.py']);
    assert.deepEqual(graph.used('shop/cart.py'), { Money: 3, tax: 2, of: 1 });
    assert.deepEqual(graph.definers('tax'), []);
  });

  it('knows who imports whom, in both directions', async () => {
    const graph = spoken(await graphOf(files));
    assert.deepEqual(graph.imports('shop/cart.py'), ['shop/__init__.py', 'shop/money.py', 'shop/tax.py']);
    assert.deepEqual(graph.importers('shop/cart.py'), ['tests/test_cart.py']);
    assert.deepEqual(graph.importers('tests/test_cart.py'), []);
  });

  it('is the same whatever the order of the files, and has files that nobody can read', async () => {
    const [graph, turned] = [await graphOf(files), await graphOf(Object.fromEntries(Object.entries(files).reverse()))];
    assert.deepEqual(graph.paths, Object.keys(files).sort());
    assert.deepEqual(turned.paths, graph.paths);
    for (const path of graph.paths) {
      assert.deepEqual(spoken(turned).imports(path), spoken(graph).imports(path));
      assert.deepEqual(spoken(turned).used(path), spoken(graph).used(path));
    }
    assert.deepEqual(spoken(graph).defined('Other.kt'), []);
    assert.equal(graph.bytesOf(graph.fileNumber('Other.kt') ?? -1), 11);
  });

  it('has no number for what it does not have', async () => {
    const names = new NameTable();
    const graph = buildGraph([], names);
    names.numberOf('later');
    assert.equal(graph.nameNumber('later'), undefined);
    assert.equal(graph.fileNumber('shop/cart.py'), undefined);
  });
});
