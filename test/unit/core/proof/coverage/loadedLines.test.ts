import assert from 'node:assert/strict';
import { loadedLines } from '../../../../../src/core/proof/coverage/loadedLines';
import { createSyntaxTrees } from '../../../../../src/node/treeSitter';

const trees = createSyntaxTrees();

/** Of all lines of a text. */
function loaded(path: string, text: string): Promise<readonly number[]> {
  return loadedLines({ path, text }, Array.from(text.split('\n'), (_, index) => index + 1).slice(0, -1), trees);
}

describe('lines that loading a file runs', () => {
  it('are those outside of functions, and the first of each function', async () => {
    const python =
      'import os\n\nclass Cart:\n    SIZE = 3\n    @property\n    def total(\n        self,\n    ):\n        return 1\n\nTAX = {\n    1: 2,\n}\n';
    assert.deepEqual(await loaded('cart.py', python), [1, 2, 3, 4, 5, 6, 10, 11, 12, 13]);
    const script =
      'export class Cart {\n  size = 3;\n  total() {\n    return [1].map((each) => {\n      return each;\n    });\n  }\n}\nexport const TAX = 1;\n';
    for (const path of ['cart.js', 'cart.ts', 'cart.tsx'])
      assert.deepEqual(await loaded(path, script), [1, 2, 3, 8, 9], path);
  });

  it('are not those of a function in one line, for it may be what runs', async () => {
    assert.deepEqual(await loaded('cart.js', 'const add = (a, b) => a + b;\nconst one = 1;\n'), [2]);
    assert.deepEqual(await loaded('cart.py', 'add = lambda a, b: a + b\ndef one(): return 1\nTWO = 2\n'), [3]);
  });

  it('are none in a language whose files run nothing when they are loaded, or of which nothing is known', async () => {
    assert.deepEqual(await loaded('cart.go', 'package cart\n\nvar tax = 1\n\nfunc Total() int {\n\treturn 1\n}\n'), []);
    assert.deepEqual(await loaded('cart.lua', 'tax = 1\n'), []);
  });
});
