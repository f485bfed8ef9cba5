import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { CodebaseQuery } from '../../../../src/core/context/codebaseSearch';
import { rankFiles } from '../../../../src/core/context/rankFiles';
import type { HandFile } from '../../../kit/handGraph';
import { handGraph } from '../../../kit/handGraph';

type Files = Readonly<Record<string, HandFile>>;

const QUERY: CodebaseQuery = {
  seeds: ['src/shop/cart.py', 'tests/test_cart.py'],
  without: [],
  texts: [],
  named: [],
  pinned: [],
  tokens: 8_000,
};

function rank(files: Files, query: Partial<CodebaseQuery> = {}): readonly string[] {
  const graph = handGraph(files);
  return rankFiles(graph, { ...QUERY, ...query }).map(({ file }) => graph.paths[file] ?? '');
}

function reasonFor(path: string, files: Files, query: Partial<CodebaseQuery> = {}): readonly string[] {
  const graph = handGraph(files);
  return rankFiles(graph, { ...QUERY, ...query }).find(({ file }) => graph.paths[file] === path)?.reasons ?? [];
}

/** Files that nothing speaks for, so that what is shared by few tells something. */
const CROWD: Files = Object.fromEntries(
  Array.from({ length: 20 }, (_, index) => [`lib/unrelated${index}.py`, { defines: [`thing${index}`] }]),
);

describe('ranking the files of a codebase', () => {
  it('puts first what the test imports and what it names, with the reason', () => {
    const files = {
      ...CROWD,
      'tests/test_cart.py': { uses: ['Money'], imports: ['src/shop/receipt.py'] },
      'src/core/money.py': { defines: ['Money'] },
      'src/shop/receipt.py': { defines: ['Receipt'] },
    };
    assert.deepEqual(rank(files).slice(0, 2).sort(), ['src/core/money.py', 'src/shop/receipt.py']);
    assert.ok(reasonFor('src/shop/receipt.py', files).includes('imported by tests/test_cart.py'));
    assert.ok(reasonFor('src/core/money.py', files).includes('defines Money, which is named'));
  });

  it('finds who will call what is to be written', () => {
    const files = { ...CROWD, 'web/checkout.py': { uses: ['add_item'] } };
    const texts = [{ text: 'add_item adds one item', weight: 1 }];
    const query = { seeds: ['src/shop/cart.py'], texts };
    assert.equal(rank(files, query)[0], 'web/checkout.py');
    assert.ok(reasonFor('web/checkout.py', files, query).includes('uses names that the specification gives'));
  });

  it('expects of a module that is to be written what its neighbours import', () => {
    const files = {
      ...CROWD,
      'src/shop/order.py': { imports: ['src/errors.py'] },
      'src/shop/stock.py': { imports: ['src/errors.py', 'src/clock.py'] },
      'src/errors.py': {},
      'src/clock.py': {},
      'src/far.py': {},
    };
    const ranked = rank(files, { seeds: ['src/shop/cart.py'] });
    assert.ok(ranked.indexOf('src/errors.py') < ranked.indexOf('src/clock.py'), ranked.join());
    assert.ok(!ranked.includes('src/far.py'));
    assert.ok(reasonFor('src/errors.py', files).includes('imported by files of the same folder'));
  });

  it('finds by the words of names what no text names exactly', () => {
    const files = { ...CROWD, 'src/tax/rates.py': { defines: ['round_tax_rates'] } };
    assert.equal(
      rank(files, { seeds: ['a/b.py'], texts: [{ text: 'Taxes are rounded.', weight: 1 }] })[0],
      'src/tax/rates.py',
    );
  });

  it('reaches over files in between', () => {
    const files = {
      ...CROWD,
      'tests/test_cart.py': { imports: ['src/api.py'] },
      'src/api.py': { imports: ['src/inner/engine.py'] },
      'src/inner/engine.py': {},
    };
    assert.deepEqual(rank(files).slice(0, 2), ['src/api.py', 'src/inner/engine.py']);
  });

  it('takes of several files that define a name the one that is imported', () => {
    const files = {
      ...CROWD,
      'tests/test_cart.py': { uses: ['parse'], imports: ['src/yaml.py'] },
      'src/yaml.py': { defines: ['parse'] },
      'src/json.py': { defines: ['parse'] },
    };
    const ranked = rankFiles(handGraph(files), QUERY);
    assert.ok((ranked[0]?.score ?? 0) > 3 * (ranked[1]?.score ?? 0));
  });

  it('puts tests and generated files behind, unless tests are what is wanted', () => {
    const files = {
      ...CROWD,
      'tests/test_money.py': { defines: ['Money'] },
      'src/gen/money_pb2.py': { defines: ['Money'] },
      'src/money.py': { defines: ['Money'] },
    };
    const about = { seeds: ['src/cart.py'], texts: [{ text: 'Money', weight: 1 }] };
    assert.equal(rank(files, about)[0], 'src/money.py');
    assert.deepEqual(rank(files, { ...about, only: 'tests' }), ['tests/test_money.py']);
  });

  it('puts first what is named or pinned, even when nothing else speaks for it', () => {
    const files = { ...CROWD, 'tests/test_cart.py': { imports: ['src/a.py'] }, 'src/a.py': {}, 'odd/one.txt': {} };
    assert.deepEqual(rank(files, { named: ['odd/one.txt', 'not/there.py'] }).slice(0, 2), ['odd/one.txt', 'src/a.py']);
    const last = rank(files, {}).at(-1) ?? '';
    assert.deepEqual(rank(files, { named: ['odd/one.txt'], pinned: [last] }).slice(0, 2), [last, 'odd/one.txt']);
    assert.equal(reasonFor('odd/one.txt', files, { named: ['odd/one.txt'] })[0], 'named outright');
    assert.equal(reasonFor('odd/one.txt', files, { pinned: ['odd/one.txt'] })[0], 'pinned by you');
  });

  it('is the same whether absent files are there or not', () => {
    const before = {
      ...CROWD,
      'src/shop/order.py': { imports: ['src/errors.py'], uses: ['Money'] },
      'src/money.py': { defines: ['Money'] },
      'src/errors.py': {},
    };
    const after = {
      ...before,
      'src/shop/cart.py': {
        defines: ['Cart'],
        uses: ['Money', 'thing3'],
        imports: ['src/money.py', 'lib/unrelated3.py'],
      },
      'tests/test_cart.py': { uses: ['Cart', 'thing4'], imports: ['src/shop/cart.py'] },
    };
    const query = { ...QUERY, absent: QUERY.seeds, texts: [{ text: 'A Cart of Money with thing5', weight: 1 }] };
    const [one, other] = [handGraph(before), handGraph(after)];
    const scores = (graph: typeof one) => rankFiles(graph, query).map(({ file, score }) => [graph.paths[file], score]);
    assert.deepEqual(scores(one), scores(other));
  });

  const names = fc.constantFrom('Money', 'parse_tax', 'TaxRate', 'run', 'Cart', 'errorOf');
  const paths = fc.constantFrom(
    'src/shop/cart.py',
    'src/shop/tax.py',
    'src/money.py',
    'tests/test_cart.py',
    'tests/test_tax.py',
    'lib/a/b.py',
    'lib/a/c.ts',
    'dist/x.js',
    'top.py',
  );
  const file = fc.record({
    defines: fc.uniqueArray(names, { maxLength: 3 }),
    uses: fc.uniqueArray(names, { maxLength: 4 }),
    imports: fc.uniqueArray(paths, { maxLength: 3 }),
  });
  const files = fc.dictionary(paths, file, { minKeys: 2, noNullPrototype: true });
  const query = fc.record({
    seeds: fc.uniqueArray(paths, { maxLength: 2 }),
    without: fc.uniqueArray(paths, { maxLength: 2 }),
    absent: fc.uniqueArray(paths, { maxLength: 2 }),
    texts: fc.array(fc.record({ text: fc.array(names).map((words) => words.join(' ')), weight: fc.constant(1) }), {
      maxLength: 2,
    }),
    named: fc.uniqueArray(paths, { maxLength: 2 }),
    pinned: fc.uniqueArray(paths, { maxLength: 2 }),
    tokens: fc.constant(1_000),
  });

  it('does not depend on the numbers that files have', () =>
    fc.assert(
      fc.property(files, query, fc.infiniteStream(fc.nat()), (some, asked, order) => {
        const turned = Object.fromEntries(
          Object.entries(some)
            .map((entry) => ({ entry, at: order.next().value as number }))
            .sort((a, b) => a.at - b.at)
            .map(({ entry }) => entry),
        );
        const result = (graph: ReturnType<typeof handGraph>) =>
          rankFiles(graph, asked).map(({ file: number, ...rest }) => ({ path: graph.paths[number], ...rest }));
        assert.deepEqual(result(handGraph(turned)), result(handGraph(some)));
      }),
    ));

  it('gives no file that is not to be shown, and each once, best first', () =>
    fc.assert(
      fc.property(files, query, (some, asked) => {
        const ranked = rankFiles(handGraph(some), asked);
        const found = ranked.map(({ file: number }) => Object.keys(some)[number] ?? '');
        assert.equal(new Set(found).size, found.length);
        const never: readonly string[] = [...asked.seeds, ...asked.without, ...asked.absent];
        assert.ok(found.every((path) => !never.includes(path)));
        assert.ok(ranked.every(({ score }, index) => index === 0 || score <= (ranked[index - 1]?.score ?? 0)));
        assert.ok(ranked.every(({ reasons }) => reasons.length > 0));
      }),
    ));

  it('lets a pin only raise a file, and leaves the others in their order', () =>
    fc.assert(
      fc.property(files, query, paths, (some, asked, pin) => {
        const [before, after] = [rank(some, asked), rank(some, { ...asked, pinned: [...asked.pinned, pin] })];
        const others = (ranked: readonly string[]) => ranked.filter((path) => path !== pin);
        assert.deepEqual(others(after), others(before));
        if (before.includes(pin)) assert.ok(after.indexOf(pin) <= before.indexOf(pin));
      }),
    ));
});
