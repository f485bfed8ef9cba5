import assert from 'node:assert/strict';
import { contractFiles } from '../../../../src/core/tdflow/contractFiles';
import { nodePorts } from '../../../kit/nodePorts';
import { sampleTask } from '../../../kit/sampleTask';
import { TemporaryWorkspace } from '../../../kit/temporaryWorkspace';

describe('the texts that decide what tests promise', () => {
  it('are the tests, all that stands in their folder, and the settings above it', async () => {
    const files = ['pytest.ini', 'README.md', 'src/cart.py', 'docs/guide.md'];
    const own = ['tests/test_cart.py', 'tests/helpers.py', 'tests/conftest.py', 'tests/deep/builders.py'];
    const folder = await TemporaryWorkspace.make(Object.fromEntries([...files, ...own].map((path) => [path, '\n'])));
    try {
      const ports = nodePorts(folder.root);
      const sources = await contractFiles(await sampleTask('red', ports), ports);
      assert.deepEqual(
        sources.map(({ path }) => path),
        ['pytest.ini', ...own].sort(),
      );
    } finally {
      await folder.dispose();
    }
  });
});
