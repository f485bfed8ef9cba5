import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmod, mkdir, rmdir, symlink } from 'node:fs/promises';
import { NodeWorkspace } from '../../../src/node/nodeWorkspace';
import { asOrdinaryUser } from '../../kit/asOrdinaryUser';
import { checked } from '../../kit/checked';
import { TemporaryWorkspace } from '../../kit/temporaryWorkspace';

describe('workspace on disk', () => {
  let folder: TemporaryWorkspace;
  let outside: TemporaryWorkspace;
  let workspace: NodeWorkspace;

  beforeEach(async () => {
    folder = await TemporaryWorkspace.make({ 'src/cart.py': 'a\n', '.git/config': '[core]\n' });
    outside = await TemporaryWorkspace.make({ 'secret.txt': 's' });
    workspace = new NodeWorkspace(folder.root, process.env);
  });

  afterEach(async () => {
    await folder.dispose();
    await outside.dispose();
  });

  describe('where a path really leads', () => {
    const link = (target: string, path: string) => symlink(target, folder.path(path));

    it('is inside for files, for what is not there yet, and below a file', async () => {
      for (const path of ['src/cart.py', 'src', 'src/new.py', 'not/there/yet.py', 'src/cart.py/below.py']) {
        assert.equal(await workspace.probe(path), 'inside', path);
      }
    });

    it('is inside through links that stay inside', async () => {
      await link('src', 'same');
      await link(folder.path('src/cart.py'), 'absolute.py');
      await link('.', 'here');
      for (const [path, leadsTo] of Object.entries({
        'same/cart.py': 'src/cart.py',
        'same/new/deep.py': 'src/new/deep.py',
        'absolute.py': 'src/cart.py',
        'here/src/cart.py': 'src/cart.py',
        'here/same/cart.py': 'src/cart.py',
      })) {
        assert.deepEqual(await workspace.probe(path), { leadsTo }, path);
      }
    });

    it('is outside through any link that leaves', async () => {
      await link(outside.root, 'out');
      await link(outside.path('secret.txt'), 'file.txt');
      await link('..', 'up');
      await mkdir(folder.path('deep'));
      await link('../out', 'deep/second');
      for (const path of ['out', 'out/secret.txt', 'out/new/file.py', 'file.txt', 'up/x.py', 'deep/second/x.py']) {
        assert.equal(await workspace.probe(path), 'outside', path);
      }
    });

    it('is outside for a folder beside the workspace whose name begins alike', async () => {
      const twin = `${folder.root}-twin`;
      await mkdir(twin);
      try {
        await link(twin, 'twin');
        assert.equal(await workspace.probe('twin/x.py'), 'outside');
      } finally {
        await rmdir(twin);
      }
    });

    it('is outside through a link into nothing, for a write would decide where it leads', async () => {
      await link(outside.path('not-yet'), 'dangling');
      await link('nowhere-inside', 'dangling-inside');
      for (const path of ['dangling', 'dangling/x.py', 'dangling-inside']) {
        assert.equal(await workspace.probe(path), 'outside', path);
      }
    });

    it('is outside through links in a circle', async () => {
      await link('b', 'a');
      await link('a', 'b');
      await link('self', 'self');
      for (const path of ['a', 'a/x.py', 'self/x.py']) assert.equal(await workspace.probe(path), 'outside', path);
    });

    it('is guarded through a link to .git or .agentforge', async () => {
      await mkdir(folder.path('.agentforge/journal'), { recursive: true });
      await mkdir(folder.path('vendored/.git'), { recursive: true });
      await link('.git', 'config-folder');
      await link('.git/config', 'settings.py');
      await link('.agentforge/journal', 'own');
      await link('vendored/.git', 'nested');
      for (const path of ['config-folder/hooks/post-commit', 'settings.py', 'own/x.json', 'nested/config']) {
        assert.equal(await workspace.probe(path), 'guarded', path);
      }
    });

    it('is the same when the workspace itself is reached through a link', async () => {
      await symlink(folder.root, outside.path('project'));
      await link('src', 'same');
      await link(outside.root, 'out');
      const throughLink = new NodeWorkspace(outside.path('project'), process.env);
      assert.deepEqual(await throughLink.probe('same/cart.py'), { leadsTo: 'src/cart.py' });
      assert.equal(await throughLink.probe('new/x.py'), 'inside');
      assert.equal(await throughLink.probe('out/secret.txt'), 'outside');
    });
  });

  describe('reading', () => {
    it('gives text with its conventions, and tells missing from unreadable', async () => {
      await folder.write('crlf.py', '\uFEFFa\r\n', 0o750);
      await folder.write('binary.py', Uint8Array.from([0, 1]));
      const file = await workspace.read(await checked('crlf.py'));
      assert.ok(typeof file === 'object');
      assert.deepEqual([file.text, file.eol, file.bom, file.mode], ['a\n', '\r\n', true, 0o750]);
      assert.match(file.hash, /^[0-9a-f]{64}$/);
      for (const path of ['nowhere.py', 'nowhere/x.py', 'src/cart.py/x.py']) {
        assert.equal(await workspace.read(await checked(path)), undefined, path);
      }
      for (const path of ['binary.py', 'src']) {
        assert.equal(await workspace.read(await checked(path)), 'unreadable', path);
      }
    });

    it('waits for no pipe', async () => {
      execFileSync('mkfifo', [folder.path('pipe.py')]);
      assert.equal(await workspace.read(await checked('pipe.py')), 'unreadable');
    });

    it('calls a file unreadable that the user may not read', async () => {
      await folder.write('shut.py', 'a\n', 0o000);
      await chmod(folder.root, 0o755);
      const path = await checked('shut.py');
      assert.equal(await asOrdinaryUser(() => workspace.read(path)), 'unreadable');
    });
  });

  describe('listing', () => {
    const files = { 'b.py': '', 'a/z.py': '', 'a/ä b.py': '', '.agentforge/tdflow/x.yaml': '', 'ignored/x.py': '' };

    it('leaves out what git ignores and the own files, sorted, at most so many', async () => {
      const project = await TemporaryWorkspace.make({ ...files, '.gitignore': 'ignored/\n' });
      try {
        execFileSync('git', ['init', '-q'], { cwd: project.root });
        const listed = new NodeWorkspace(project.root, process.env);
        assert.deepEqual(await listed.list(100), ['.gitignore', 'a/z.py', 'a/ä b.py', 'b.py']);
        assert.deepEqual(await listed.list(2), ['.gitignore', 'a/z.py']);
      } finally {
        await project.dispose();
      }
    });

    it('works without git, and follows no link', async () => {
      const project = await TemporaryWorkspace.make({ ...files, 'node_modules/x/index.js': '', '.hidden/x.py': '' });
      try {
        await symlink(outside.root, project.path('out'));
        await symlink('.', project.path('circle'));
        const listed = await new NodeWorkspace(project.root, process.env).list(100);
        assert.deepEqual(listed, ['a/z.py', 'a/ä b.py', 'b.py', 'ignored/x.py']);
      } finally {
        await project.dispose();
      }
    });

    it('leaves out a folder that the user may not look into', async () => {
      const project = await TemporaryWorkspace.make({ 'a.py': '', 'shut/b.py': '' });
      try {
        await chmod(project.root, 0o755);
        await chmod(project.path('shut'), 0o000);
        const listed = new NodeWorkspace(project.root, process.env);
        assert.deepEqual(await asOrdinaryUser(() => listed.list(100)), ['a.py']);
      } finally {
        await chmod(project.path('shut'), 0o755);
        await project.dispose();
      }
    });
  });
});
