import assert from 'node:assert/strict';
import { compareMeasures } from '../../../../src/core/codebase/compareMeasures';
import type { CodeMeasures } from '../../../../src/core/codebase/measureCode';
import { measureCode } from '../../../../src/core/codebase/measureCode';
import { createSyntaxTrees } from '../../../../src/node/treeSitter';

const trees = createSyntaxTrees();

async function measured(path: string, ...texts: string[]): Promise<CodeMeasures> {
  const found = await measureCode(
    texts.map((text) => ({ path, text })),
    trees,
  );
  assert.ok(found);
  return found;
}

describe('measuring code', () => {
  it('counts lines that hold code, and no docstrings, comments and blank lines', async () => {
    const python = `"""Module.

Of two lines."""
import os

# A comment.
def f(a):
    """Doc."""
    text = """one
two"""
    return (
        a
    )  # another
`;
    assert.equal((await measured('a.py', python)).lines, 7);
    assert.equal((await measured('a.js', '/** Doc.\n */\nfunction f() {\n\n  return 1; // why\n}\n')).lines, 3);
    assert.equal((await measured('a.py', '# nothing\n')).lines, 0);
  });

  const BRANCHED: readonly (readonly [string, string, number])[] = [
    [
      'a.py',
      `
def f(a, b):
    if a and b: return 1
    elif a or not b: return 2
    for x in a:
        while x: x -= 1
    try: pass
    except ValueError: pass
    match a:
        case 1: pass
        case _: pass
    return [y for y in a if y] if a else b
`,
      13,
    ],
    [
      'a.ts',
      `
function f(a?: number, b?: number): number {
  if (a && b) return 1; else if (a || b) return 2;
  for (const x of [a]) while (x) break;
  for (;;) { do { break; } while (a); }
  switch (a) { case 1: break; case 2: break; default: }
  try { g(); } catch { }
  return a ? b! : a ?? 3;
}`,
      14,
    ],
    [
      'a.go',
      `package a
func F(a int) int {
  if a > 1 && a < 3 { return 1 }
  for a > 0 { a-- }
  switch a { case 1: return 1; default: return 2 }
}`,
      5,
    ],
    [
      'a.rs',
      'fn f(a: i32) -> i32 { if a > 1 || a < 0 { 1 } else { match a { 1 => 2, _ => { while a > 0 {} for _ in 0..1 {} 3 } } } }',
      7,
    ],
    [
      'A.java',
      'class A { int f(int a) { if (a > 1 && a < 3) return 1; for (int x : y) { } switch (a) { case 1: return 1; default: return a > 1 ? 1 : 2; } } }',
      6,
    ],
    [
      'a.cs',
      'class A { int F(int a) { if (a > 1 && a < 3) return 1; foreach (var x in y) { } switch (a) { case 1: return 1; default: return a > 1 ? 1 : 2; } } }',
      6,
    ],
  ];
  for (const [path, text, complexity] of BRANCHED) {
    it(`counts the branches of ${path}`, async () => {
      const { mostComplex } = await measured(path, text);
      assert.deepEqual([mostComplex?.name.toLowerCase(), mostComplex?.complexity], ['f', complexity]);
    });
  }

  it('gives each named function its own branches, and those of nameless ones to the function around', async () => {
    const script = `
const outer = (a) => a.map((x) => (x ? 1 : 2));
class Cart {
  total() { if (this.a) return 1; function inner() { return 1 && 2 && 3; } return inner(); }
}
if (outer) outer();
`;
    const { complexity, mostComplex } = await measured('a.js', script);
    assert.deepEqual([complexity, mostComplex], [2 + 2 + 3 + 1, { name: 'inner', complexity: 3 }]);
    assert.equal((await measured('a.py', 'f = lambda x: 1 if x else 2\nx = 1\n')).mostComplex?.name, 'f');
    assert.equal((await measured('a.py', 'x = 1\n')).mostComplex, undefined);
  });

  it('finds what is written twice, in one file or in two, whatever stands around and between', async () => {
    const block =
      '    total = 0\n    for item in items:\n        total += item.price * item.count\n    return total + 1\n';
    const twice = `def a(items):\n${block}\n\ndef b(items):\n    # the same\n${block}`;
    // The head repeats its words behind the name.
    assert.equal((await measured('a.py', twice)).repeatedLines, 5);
    assert.equal((await measured('a.py', `def a(items):\n${block}`)).repeatedLines, 0);
    assert.equal((await measured('a.py', `def a(items):\n${block}`, `def b(items):\n${block}`)).repeatedLines, 5);
    assert.equal((await measured('a.py', 'x = 1\ny = 2\nx = 1\ny = 2\n')).repeatedLines, 0, 'too short');
    assert.equal((await measured('a.js', `[${'1, '.repeat(30)}]`)).repeatedLines, 1);
  });

  it('is not guessed for a language that nobody here reads', async () => {
    assert.equal(await measureCode([{ path: 'a.rb', text: 'x' }], trees), undefined);
  });

  it('is compared in words, with both numbers', () => {
    const before = { lines: 48, complexity: 9, mostComplex: { name: 'f', complexity: 9 }, repeatedLines: 0 };
    const after = { lines: 50, complexity: 9, mostComplex: { name: 'g', complexity: 4 }, repeatedLines: 0 };
    assert.deepEqual(compareMeasures(before, after), {
      better: ['complexity of the most complex function (f, now g) 9 -> 4'],
      worse: ['lines of code 48 -> 50'],
    });
    assert.deepEqual(compareMeasures(before, before), { better: [], worse: [] });
    const same = { ...before, mostComplex: { name: 'f', complexity: 8 }, repeatedLines: 2 };
    assert.deepEqual(compareMeasures(before, same), {
      better: ['complexity of the most complex function (f) 9 -> 8'],
      worse: ['repeated lines 0 -> 2'],
    });
  });
});
