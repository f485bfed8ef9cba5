import assert from 'node:assert/strict';
import { rm, symlink } from 'node:fs/promises';
import { listFilesThere } from '../../../../src/node/codebase/listFiles';
import { WorkspaceBuilder } from '../../../kit/workspaceBuilder';

const ALL = 1_000;

describe('files of a folder', () => {
  let project: WorkspaceBuilder;

  beforeEach(async () => {
    project = await WorkspaceBuilder.build({
      '.gitignore': '*.log\n',
      'src/a.py': 'a\n',
      'src/b.py': 'b\n',
      'z.py': 'z\n',
    });
  });

  afterEach(() => project.dispose());

  const listed = (limit = ALL) => listFilesThere(project.root, process.env, limit);

  it('are what git knows and what is new, without what is deleted or ignored', async () => {
    await project.write('new ä.py', '');
    await project.write('x.log', '');
    await rm(project.path('src/a.py'));
    assert.deepEqual(await listed(), ['.gitignore', 'new ä.py', 'src/b.py', 'z.py']);
    assert.deepEqual(await listed(2), ['.gitignore', 'new ä.py']);
  });

  it('are listed by the same rules when git is not there', async () => {
    await project.write('x.log', '');
    assert.deepEqual(await listFilesThere(project.root, { PATH: '/nowhere' }, ALL), await listed());
  });

  it('are named once while they are in conflict', async () => {
    await project.git('checkout', '-q', '-b', 'other');
    await project.write('z.py', 'other\n');
    await project.commit();
    await project.git('checkout', '-q', 'main');
    await project.write('z.py', 'main\n');
    await project.commit();
    await assert.rejects(project.git('merge', 'other'));
    assert.deepEqual(await listed(), ['.gitignore', 'src/a.py', 'src/b.py', 'z.py']);
  });

  it('are those of another branch after it was checked out', async () => {
    await project.git('checkout', '-q', '-b', 'other');
    await project.git('mv', 'z.py', 'renamed.py');
    await project.commit();
    assert.deepEqual(await listed(), ['.gitignore', 'renamed.py', 'src/a.py', 'src/b.py']);
    await project.git('checkout', '-q', 'main');
    assert.deepEqual(await listed(), ['.gitignore', 'src/a.py', 'src/b.py', 'z.py']);
  });

  it('are those of repositories inside too: submodules, and some that git does not know', async () => {
    const library = await WorkspaceBuilder.build({ 'lib.py': '', 'deep/x.py': '' });
    try {
      await project.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', library.root, 'vendor/lib');
      await project.git('clone', '--quiet', library.root, 'inner');
      await project.write('vendor/lib/new.py', '');
      const inside = (await listed()).filter((path) => /^(?:vendor|inner)/.test(path));
      const files = [
        'inner/deep/x.py',
        'inner/lib.py',
        'vendor/lib/deep/x.py',
        'vendor/lib/lib.py',
        'vendor/lib/new.py',
      ];
      assert.deepEqual(inside, files);
      await rm(project.path('inner/lib.py'));
      assert.ok(!(await listed()).includes('inner/lib.py'), 'what is deleted there is gone, too');
      await project.git('submodule', '--quiet', 'deinit', '-f', 'vendor/lib');
      assert.deepEqual(
        (await listed()).filter((path) => path.startsWith('vendor')),
        [],
      );
    } finally {
      await library.dispose();
    }
  });

  it('have links among them, which nobody follows', async () => {
    await symlink('src', project.path('same'));
    assert.deepEqual(await listed(), ['.gitignore', 'same', 'src/a.py', 'src/b.py', 'z.py']);
  });
});
