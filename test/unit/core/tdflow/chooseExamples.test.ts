import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { symlink } from 'node:fs/promises';
import { chooseExamples } from '../../../../src/core/tdflow/chooseExamples';
import { nodePorts } from '../../../kit/nodePorts';
import { sampleTask } from '../../../kit/sampleTask';
import { TemporaryWorkspace } from '../../../kit/temporaryWorkspace';

describe('choosing examples', () => {
  let folder: TemporaryWorkspace;

  afterEach(() => folder.dispose());

  async function choose(phase: 'red' | 'green', paths: readonly string[]): Promise<readonly string[]> {
    folder = await TemporaryWorkspace.make(Object.fromEntries(paths.map((path) => [path, `# ${path}\n`])));
    const ports = nodePorts(folder.root);
    return (await chooseExamples(await sampleTask(phase, ports), ports)).map((path) => path.relative);
  }

  const PROJECT = [
    'src/cart.py',
    'src/money.py',
    'src/web/app.js',
    'tests/test_cart.py',
    'tests/test_money.py',
    'zz.py',
  ];

  it('shows RED tests and the later phases code, never the own files of the component', async () => {
    assert.deepEqual(await choose('red', PROJECT), ['tests/test_money.py']);
    await folder.dispose();
    assert.deepEqual(await choose('green', PROJECT), ['src/money.py', 'zz.py']);
  });

  it('takes the two nearest, and of those equally near always the same', async () => {
    assert.deepEqual(await choose('green', ['a.py', 'src/deep/b.py', 'src/z.py', 'src/y.py', 'other/c.py']), [
      'src/deep/b.py',
      'src/y.py',
    ]);
  });

  it('shows nothing from outside of the workspace', async () => {
    folder = await TemporaryWorkspace.make({ 'src/a.py': 'a\n' });
    const outside = await TemporaryWorkspace.make({ 'secret.py': 's\n' });
    try {
      await symlink(outside.path('secret.py'), folder.path('src/secret.py'));
      execFileSync('git', ['init', '-q'], { cwd: folder.root });
      const ports = nodePorts(folder.root);
      assert.deepEqual(await ports.reader.list(10), ['src/a.py', 'src/secret.py']);
      const chosen = await chooseExamples(await sampleTask('green', ports), ports);
      assert.deepEqual(
        chosen.map((path) => path.relative),
        ['src/a.py'],
      );
    } finally {
      await outside.dispose();
    }
  });
});
