import assert from 'node:assert/strict';
import { hasReadableImports, readImports } from '../../../../src/core/codebase/readImports';
import { createSyntaxTrees } from '../../../../src/node/treeSitter';

const trees = createSyntaxTrees();

describe('reading imports', () => {
  it('finds those of Python, with the modules that a package is asked for', async () => {
    const text = `
import os, src.cart as c
from src import receipt, other as o
from . import parts
from ..lib.sums import total
from far import *
def test():
    import late
`;
    assert.deepEqual((await readImports({ path: 'tests/test_a.py', text }, trees)).toSorted(), [
      '.',
      '..lib.sums',
      '..lib.sums.total',
      '.parts',
      'far',
      'late',
      'os',
      'src',
      'src.cart',
      'src.other',
      'src.receipt',
    ]);
  });

  it('finds those of JavaScript and TypeScript, however they are written', async () => {
    const text = `
import { a } from './a.js';
import type { B } from '../b';
import './effects.js';
export { c } from './c.js';
const d = require('./d.cjs');
const e = await import('./e.js');
vi.mock('./f.js');
import g from 'g';
load('./not.js');
`;
    const found = await readImports({ path: 'test/a.test.ts', text }, trees);
    assert.deepEqual(found.toSorted(), [
      '../b',
      './a.js',
      './c.js',
      './d.cjs',
      './e.js',
      './effects.js',
      './f.js',
      'g',
    ]);
  });

  it('finds none in other languages, and says that it does not look', async () => {
    assert.ok(hasReadableImports('a.py') && hasReadableImports('a.mts') && !hasReadableImports('a.go'));
    assert.deepEqual(await readImports({ path: 'a.go', text: 'import "fmt"' }, trees), []);
  });
});
