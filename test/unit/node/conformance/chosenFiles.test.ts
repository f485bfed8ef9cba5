import assert from 'node:assert/strict';
import { mkdir, rm } from 'node:fs/promises';
import { chosenFiles } from '../../../../src/node/conformance/chosenFiles';
import { NodeWorkspace } from '../../../../src/node/nodeWorkspace';
import { WorkspaceBuilder } from '../../../kit/workspaceBuilder';

describe('the files that a person names', () => {
  let folder: WorkspaceBuilder;

  beforeEach(async () => {
    folder = await WorkspaceBuilder.build({
      'src/a.py': '',
      'src/deep/b.py': '',
      'old/c.py': '',
      'old/[d].py': '',
      '.gitignore': 'built/\n*.log\n',
    });
  });

  afterEach(() => folder.dispose());

  const choose = (...paths: readonly string[]) =>
    chosenFiles(paths, {
      root: folder.root,
      cwd: folder.root,
      environment: process.env,
      workspace: new NodeWorkspace(folder.root, process.env),
    });

  it('are files, those of folders, and those that are ignored when they are named themselves', async () => {
    await folder.write('a.log', '');
    assert.deepEqual(await choose('src', 'old/c.py', 'a.log'), {
      ok: true,
      value: { files: ['a.log', 'old/c.py', 'src/a.py', 'src/deep/b.py'], deleted: [] },
    });
  });

  it('are all of them when it is the project itself', async () => {
    const chosen = await choose('.');
    assert.ok(chosen.ok && chosen.value.files.includes('src/deep/b.py'));
  });

  it('are refused when there is nothing of this name', async () => {
    await folder.write('built/x.js', '');
    await mkdir(folder.path('empty'));
    for (const path of ['src/bda.py', 'srcc', 'built', 'empty', '*.py', '../x']) {
      const chosen = await choose('src', path);
      assert.ok(!chosen.ok && JSON.stringify(chosen.problem).includes(path), path);
    }
  });

  it('are told apart from those that git knows and that are deleted', async () => {
    await rm(folder.path('src/a.py'));
    await folder.git('rm', '--quiet', '-r', 'old');
    assert.deepEqual(await choose('src/a.py', 'src/deep/b.py', 'old', 'old/[d].py'), {
      ok: true,
      value: { files: ['src/deep/b.py'], deleted: ['old', 'old/[d].py', 'src/a.py'] },
    });
  });
});
