import assert from 'node:assert/strict';
import { importingTests } from '../../../../src/core/tdflow/importingTests';
import { nodePorts } from '../../../kit/nodePorts';
import { sampleTask } from '../../../kit/sampleTask';
import { TemporaryWorkspace } from '../../../kit/temporaryWorkspace';

describe('tests that import a file', () => {
  let folder: TemporaryWorkspace;
  afterEach(() => folder.dispose());

  async function importing(files: Readonly<Record<string, string>>, changed: readonly string[]) {
    folder = await TemporaryWorkspace.make(files);
    const ports = nodePorts(folder.root);
    return importingTests(await sampleTask('green', ports), changed, ports);
  }

  it('are found in Python, but for the component’s own', async () => {
    const found = await importing(
      {
        'src/cart.py': '',
        'src/other.py': '',
        'tests/test_cart.py': 'from src.cart import Cart\n',
        'tests/test_receipt.py': 'def test_a():\n    from src.cart import Cart\n',
        'tests/test_module.py': 'from src import cart\n',
        'tests/deep/test_plain.py': 'import cart\n',
        'tests/test_other.py': 'from src import other  # not the cart\n',
        'tests/test_name.py': 'cart = 1\n',
        'tests/helpers.py': 'from src.cart import Cart\n',
        'tests/test_broken.py': 'from src.cart import Cart\ndef (\n',
      },
      ['src/cart.py'],
    );
    assert.deepEqual(found, {
      files: ['tests/deep/test_plain.py', 'tests/test_broken.py', 'tests/test_module.py', 'tests/test_receipt.py'],
      notes: [],
    });
  });

  it('are found in JavaScript and TypeScript', async () => {
    const found = await importing(
      {
        'web/cart.ts': '',
        'web/list/index.js': '',
        'web/cart.test.ts': "import { Cart } from './cart';\n",
        'web/written.test.ts': "import { Cart } from './cart.js';\n",
        'web/list.test.js': "const list = require('./list');\n",
        'web/far.test.js': "import { Cart } from 'cart';\n",
      },
      ['web/cart.ts', 'web/list/index.js'],
    );
    assert.deepEqual(found.files, ['web/cart.test.ts', 'web/list.test.js', 'web/written.test.ts']);
  });

  it('are not looked for where imports cannot be read, and that is said', async () => {
    const found = await importing({ 'cart.go': '', 'cart_test.go': '', 'notes.md': '' }, ['cart.go', 'notes.md']);
    assert.deepEqual(found.files, []);
    assert.match(found.notes.join(), /is not known for files in this language: those were not run/);
    await folder.dispose();
    assert.deepEqual(await importing({}, ['notes.md', 'package.json']), { files: [], notes: [] });
  });
});
