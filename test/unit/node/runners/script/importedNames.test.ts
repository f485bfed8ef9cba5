import assert from 'node:assert/strict';
import { importedNames } from '../../../../../src/node/runners/script/importedNames';
import type { Files } from '../../../../kit/realRun';
import { TemporaryWorkspace } from '../../../../kit/temporaryWorkspace';

describe('the names that tests may ask of a module', () => {
  async function namesFrom(files: Files, module = 'src/cart.js') {
    const workspace = await TemporaryWorkspace.make(files);
    try {
      const run = Object.keys(files).filter((file) => file.includes('.test.'));
      return ((await importedNames(workspace.root, run, [module])).names.get(module) ?? []).toSorted();
    } finally {
      await workspace.dispose();
    }
  }

  it('are those of every file that a test leads to', async () => {
    const names = await namesFrom({
      'test/a.test.js': "import { Cart } from '../src/cart.js';\nimport './help/make.js';\n",
      'test/b.test.js': "const { total } = require('../src/cart');\n",
      'test/help/make.js': "import { CartError } from '../../src/cart.js';\nimport { more } from './more';\n",
      'test/help/more.ts': "import type { Item } from '../../src/cart';\nimport './make.js';\n",
      'other.js': "import { unused } from './src/cart.js';\n",
    });
    assert.deepEqual(names, ['Cart', 'CartError', 'Item', 'total']);
  });

  it('of a module that is imported as a whole may be any word but those that every module has', async () => {
    const names = await namesFrom({
      'a.test.mjs':
        "import * as cart from './src/cart.js';\ncart.total([1]).then((sum) => cart.Cart.prototype); // price\n",
    });
    assert.deepEqual(
      ['total', 'Cart', 'then', 'prototype', 'price'].map((name) => names.includes(name)),
      [true, true, false, false, false],
    );
  });

  it('go through a module that passes everything on', async () => {
    const names = await namesFrom({
      'src/index.js': "export * from './cart.js';\n",
      'a.test.js': "import { Cart, total } from './src';\n",
    });
    assert.ok(names.includes('Cart') && names.includes('total'));
  });

  it('are found under an alias by the last part of the path', async () => {
    const names = await namesFrom({
      'a.test.ts': "import { Cart } from '@/shop/cart';\nimport { Basket } from '@/shop/basket';\n",
    });
    assert.deepEqual(names, ['Cart']);
  });

  it('come with those of members that are read and never called', async () => {
    const workspace = await TemporaryWorkspace.make({
      'a.test.js': `import { Cart } from './src/cart.js';
const cart = new Cart();
cart.add('a.text');
assert.equal(cart.total, 1); // cart.comment
cart.note = cart.items.length == 0 && cart.list?.(1);
cart
  .size;
\`\${cart.shown} cart.hidden\`;
other.add;
`,
    });
    try {
      const { properties } = await importedNames(workspace.root, ['a.test.js'], ['src/cart.js']);
      assert.deepEqual(properties.toSorted(), ['items', 'length', 'shown', 'size', 'total']);
    } finally {
      await workspace.dispose();
    }
  });

  it('are not looked for outside of the workspace, and a file that is not there has none', async () => {
    assert.deepEqual(await namesFrom({ 'a.test.js': "import '../../../etc/hosts.js';\nimport './gone.js';\n" }), []);
  });
});
