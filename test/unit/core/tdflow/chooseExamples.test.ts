import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { symlink, utimes } from 'node:fs/promises';
import { chooseExamples } from '../../../../src/core/tdflow/chooseExamples';
import { markFiles } from '../../../../src/core/tdflow/fileMarks';
import { nodePorts } from '../../../kit/nodePorts';
import { sampleComponent, sampleRecord, sampleSession } from '../../../kit/sampleSession';
import { sampleTask } from '../../../kit/sampleTask';
import { TemporaryWorkspace } from '../../../kit/temporaryWorkspace';

const examplePorts = (root: string) => ({
  ...nodePorts(root),
  whyExcluded: (path: string) => (path === 'src/secret.js' ? 'secret' : undefined),
});

describe('choosing examples', () => {
  let folder: TemporaryWorkspace;

  afterEach(() => folder.dispose());

  async function choose(phase: 'red' | 'green', paths: readonly string[]): Promise<readonly string[]> {
    folder = await TemporaryWorkspace.make(Object.fromEntries(paths.map((path) => [path, `# ${path}\n`])));
    const ports = examplePorts(folder.root);
    return (await chooseExamples(await sampleTask(phase, ports), [], ports)).map((path) => path.relative);
  }

  const PROJECT = [
    'src/cart.py',
    'src/money.py',
    'src/web/app.js',
    'tests/test_cart.py',
    'tests/test_money.py',
    'zz.py',
  ];

  it('shows a test and code, the same in every phase, never the own files of the component', async () => {
    assert.deepEqual(await choose('red', PROJECT), ['tests/test_money.py', 'src/money.py']);
    await folder.dispose();
    assert.deepEqual(await choose('green', PROJECT), ['tests/test_money.py', 'src/money.py']);
  });

  it('takes the nearest of each kind, and of those equally near always the same', async () => {
    const paths = ['a.py', 'src/z.py', 'src/y.py', 'other/c.py', 'tests/deep/test_a.py', 'test_b.py'];
    assert.deepEqual(await choose('green', paths), ['tests/deep/test_a.py', 'src/y.py']);
  });

  it('shows no helper that an earlier phase of the component wrote', async () => {
    folder = await TemporaryWorkspace.make({ 'tests/conftest.py': 'a = 1\n', 'tests/test_money.py': 'b = 2\n' });
    const ports = examplePorts(folder.root);
    const files = await markFiles(['tests/conftest.py'], ports);
    const session = sampleSession({
      components: [sampleComponent('cart', { phases: { red: sampleRecord({ files }) } })],
    });
    const chosen = await chooseExamples(await sampleTask('green', ports, { session }), [], ports);
    assert.deepEqual(
      chosen.map((path) => path.relative),
      ['tests/test_money.py'],
    );
  });

  /** Which test is shown of those that the codebase finds with these scores, written so many days after the first one. */
  async function shown(
    tests: Readonly<Record<string, readonly [score: number, day: number]>>,
    more: Record<string, string> = {},
  ) {
    const texts = Object.keys(tests).map((path) => [path, `# ${path}\n`]);
    folder = await TemporaryWorkspace.make({ ...Object.fromEntries(texts), ...more });
    const found = Object.entries(tests).map(([path, [score]]) => {
      return { path, score, why: '', outline: '', inShort: '', text: undefined };
    });
    for (const [path, [, day]] of Object.entries(tests)) {
      const at = new Date(Date.UTC(2026, 0, 10 + day, 12));
      await utimes(folder.path(path), at, at);
    }
    const ports = examplePorts(folder.root);
    return (await chooseExamples(await sampleTask('red', ports), found, ports))[0]?.relative;
  }

  it('takes of tests that are about as good an example the newest, and else the best', async () => {
    assert.equal(await shown({ 'tests/test_a.py': [0.9, 0], 'tests/test_b.py': [0.8, 3] }), 'tests/test_b.py');
    await folder.dispose();
    assert.equal(await shown({ 'tests/test_a.py': [0.9, 0], 'tests/test_b.py': [0.5, 3] }), 'tests/test_a.py');
    await folder.dispose();
    assert.equal(await shown({ 'tests/test_b.py': [0.9, 0], 'tests/test_a.py': [0.9, 0] }), 'tests/test_b.py');
  });

  it('shows nothing from outside of the workspace', async () => {
    folder = await TemporaryWorkspace.make({ 'src/a.py': 'a\n' });
    const outside = await TemporaryWorkspace.make({ 'secret.py': 's\n' });
    try {
      await symlink(outside.path('secret.py'), folder.path('src/secret.py'));
      execFileSync('git', ['init', '-q'], { cwd: folder.root });
      const ports = examplePorts(folder.root);
      assert.deepEqual(await ports.reader.list(10), ['src/a.py', 'src/secret.py']);
      const chosen = await chooseExamples(await sampleTask('green', ports), [], ports);
      assert.deepEqual(
        chosen.map((path) => path.relative),
        ['src/a.py'],
      );
    } finally {
      await outside.dispose();
    }
  });
});
