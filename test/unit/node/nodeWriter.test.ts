import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { chmod, mkdir, rm, symlink } from 'node:fs/promises';
import type { FileChange } from '../../../src/core/apply/fileChange';
import { checkPath } from '../../../src/core/workspace/checkedPath';
import { NodeWorkspace } from '../../../src/node/nodeWorkspace';
import { NodeWriter } from '../../../src/node/nodeWriter';
import { asOrdinaryUser } from '../../kit/asOrdinaryUser';
import { checked } from '../../kit/checked';
import { tapFileSystem } from '../../kit/fileSystemTap';
import { must } from '../../kit/must';
import { readable } from '../../kit/readable';
import { TemporaryWorkspace } from '../../kit/temporaryWorkspace';

const bytesOf = (text: string) => new TextEncoder().encode(text);

describe('writing the files of the user', () => {
  let folder: TemporaryWorkspace;
  let writer: NodeWriter;

  beforeEach(async () => {
    folder = await TemporaryWorkspace.make({ 'src/cart.py': 'a\n' });
    writer = new NodeWriter(folder.root);
  });

  afterEach(() => folder.dispose());

  async function change(path: string, text: string | undefined): Promise<FileChange> {
    const place = must(await checkPath(path, new NodeWorkspace(folder.root, {})));
    const before = readable(await writer.current(place));
    return {
      path: place,
      before,
      after: text === undefined ? undefined : { bytes: bytesOf(text), mode: before?.mode },
    };
  }

  it('leaves nothing beside what it writes', async () => {
    must(await writer.apply([await change('src/cart.py', 'b\n'), await change('new/deep/a.py', 'n\n')]));
    assert.deepEqual(Object.keys(await folder.snapshot()), ['new', 'new/deep', 'new/deep/a.py', 'src', 'src/cart.py']);
  });

  it('writes through a link and leaves it a link', async () => {
    await symlink('cart.py', folder.path('src/link.py'));
    must(await writer.apply([await change('src/link.py', 'b\n')]));
    assert.equal(await folder.text('src/cart.py'), 'b\n');
    assert.equal((await folder.snapshot())['src/link.py'], 'link to cart.py');
  });

  it('writes a file whose name is as long as a name can be', async () => {
    const name = `${'x'.repeat(252)}.py`;
    must(await writer.apply([await change(name, 'n\n')]));
    assert.equal(await folder.text(name), 'n\n');
  });

  it('writes into a folder that may be written but not looked into', async () => {
    await chmod(folder.root, 0o777);
    await folder.write('drop/old.py', 'a\n');
    await chmod(folder.path('drop'), 0o333);
    const changes = [await change('drop/new.py', 'n\n')];
    const written = await asOrdinaryUser(() => writer.apply(changes));
    await chmod(folder.path('drop'), 0o755);
    must(written);
    assert.equal(await folder.text('drop/new.py'), 'n\n');
  });

  it('puts back what it has written when a later write fails', async () => {
    const before = await folder.snapshot();
    const blocked: FileChange = {
      path: await checked('src/cart.py/below.py'),
      before: undefined,
      after: { bytes: bytesOf('x'), mode: undefined },
    };
    const written = await writer.apply([await change('src/cart.py', 'b\n'), await change('top.py', 't\n'), blocked]);
    assert.deepEqual(written, {
      ok: false,
      problem: { kind: 'write-failed', path: 'src/cart.py/below.py', detail: 'a part of its path is not a folder' },
    });
    assert.deepEqual(await folder.snapshot(), before);
  });

  it('writes over nothing that somebody else wrote since the change was made, and makes none of the others', async () => {
    const cases: readonly (readonly [string, string | undefined])[] = [
      ['src/cart.py', 'b\n'],
      ['src/cart.py', undefined],
      ['fresh.py', 'b\n'],
    ];
    for (const [path, text] of cases) {
      const changes = [await change('other.py', 'o\n'), await change(path, text)];
      await folder.write(path, 'mine\n');
      const before = await folder.snapshot();
      assert.deepEqual(await writer.apply(changes), { ok: false, problem: { kind: 'base-changed', paths: [path] } });
      assert.deepEqual(await folder.snapshot(), before);
      await folder.write('src/cart.py', 'a\n');
      await rm(folder.path('fresh.py'), { force: true });
    }
  });

  it('follows no link that was put on the way since the path was checked', async () => {
    const outside = await TemporaryWorkspace.make({ 'cart.py': 'a\n', '.git/hooks/x': 'a\n' });
    await folder.write('.git/config', 'a\n');
    try {
      for (const [link, target] of [
        ['src', outside.root],
        ['src', '.git'],
        ['src/cart.py', outside.path('cart.py')],
        ['src/cart.py', '../.git/config'],
        ['src', outside.path('nowhere')],
      ] as const) {
        const changes = [await change('src/cart.py', 'b\n'), await change('src/new/deep.py', 'n\n')];
        await rm(folder.path(link), { recursive: true });
        await symlink(target, folder.path(link));
        const [before, beyond] = [await folder.snapshot(), await outside.snapshot()];
        const written = await writer.apply(changes);
        assert.ok(!written.ok && written.problem.kind === 'write-failed', `${link} to ${target}`);
        await rm(folder.path('src/new'), { recursive: true, force: true });
        assert.deepEqual([await folder.snapshot(), await outside.snapshot()], [before, beyond]);
        await rm(folder.path(link));
        await folder.write('src/cart.py', 'a\n');
      }
    } finally {
      await outside.dispose();
    }
  });

  for (const [what, given] of [
    ['created', undefined],
    ['changed', 'old\n'],
  ] as const) {
    it(`leaves what somebody saved in a file that it had ${what} when a later write fails, and says so`, async () => {
      await folder.write('b.txt', 'b\n');
      if (given !== undefined) await folder.write('a.txt', given);
      const changes = [await change('a.txt', 'generated\n'), await change('b.txt', 'generated\n')];
      let save = (): void => assert.fail('too early');
      const saved = new Promise<void>((resolve) => {
        save = resolve;
      });
      const untap = tapFileSystem(async ({ to = '' }, run) => {
        if (to.endsWith('b.txt')) {
          await saved;
          throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
        }
        const done = await run();
        if (to.endsWith('a.txt')) {
          writeFileSync(folder.path('a.txt'), 'saved by the user\n');
          save();
        }
        return done;
      });
      const written = await writer.apply(changes).finally(untap);
      assert.ok(!written.ok && written.problem.kind === 'write-failed');
      assert.deepEqual([written.problem.path, written.problem.stuck], ['b.txt', 'a.txt']);
      assert.equal(await folder.text('a.txt'), 'saved by the user\n');
      assert.equal(await folder.text('b.txt'), 'b\n');
    });
  }

  it('takes the place of no file that appears at the last moment, and makes none of the other changes', async () => {
    const changes = [await change('src/cart.py', 'b\n'), await change('fresh.py', 'n\n')];
    const untap = tapFileSystem(async ({ to = '' }, run) => {
      if (to.endsWith('fresh.py')) writeFileSync(folder.path('fresh.py'), 'mine\n');
      return run();
    });
    const written = await writer.apply(changes).finally(untap);
    assert.deepEqual(written, { ok: false, problem: { kind: 'base-changed', paths: ['fresh.py'] } });
    assert.deepEqual(Object.keys(await folder.snapshot()), ['fresh.py', 'src', 'src/cart.py']);
    assert.deepEqual([await folder.text('fresh.py'), await folder.text('src/cart.py')], ['mine\n', 'a\n']);
  });

  it('makes new files where the file system has no hard links', async () => {
    const changes = [await change('fresh.py', 'n\n')];
    const untap = tapFileSystem(async ({ name }, run) => {
      if (name !== 'link') return run();
      throw Object.assign(new Error('EPERM'), { code: 'EPERM' });
    });
    must(await writer.apply(changes).finally(untap));
    assert.deepEqual(Object.keys(await folder.snapshot()), ['fresh.py', 'src', 'src/cart.py']);
  });

  it('removes what a killed write left beside a file, and beside what it leads to', async () => {
    const left = ['lib/.agentforge-0123456789ab.tmp', 'src/.agentforge-0123456789ab.tmp'];
    for (const path of ['lib/real.py', ...left]) await folder.write(path, 'half');
    await symlink('../lib/real.py', folder.path('src/link.py'));
    await writer.removeUnfinished((await change('src/link.py', 'b\n')).path);
    const found = Object.keys(await folder.snapshot());
    assert.deepEqual(found, ['lib', 'lib/real.py', 'src', 'src/cart.py', 'src/link.py']);
  });

  it('renames a file to its own name in other letters', async () => {
    const place = await checked('src/cart.py');
    const before = readable(await writer.current(place));
    const away: FileChange = { path: place, before, after: undefined };
    must(await writer.apply([{ path: await checked('src/Cart.py'), before: undefined, after: before }, away]));
    assert.deepEqual(Object.keys(await folder.snapshot()), ['src', 'src/Cart.py']);
  });

  it('tells a file from none, and from what it cannot read', async () => {
    for (const path of ['', 'src']) await chmod(folder.path(path), 0o755);
    await folder.write('shut.py', 'a\n', 0o000);
    const state = async (path: string) => {
      const place = await checked(path);
      const found = await asOrdinaryUser(() => writer.current(place));
      return typeof found === 'object' ? Buffer.from(found.bytes).toString() : found;
    };
    assert.equal(await state('src/cart.py'), 'a\n');
    for (const path of ['none.py', 'src/none/deep.py', 'src/cart.py/below.py'])
      assert.equal(await state(path), undefined);
    for (const path of ['src', 'shut.py']) assert.equal(await state(path), 'unreadable', path);
  });

  it('names the folders that a path lacks, outermost first', async () => {
    assert.deepEqual(await writer.missingFolders(await checked('src/a/b/c.py')), ['src/a', 'src/a/b']);
    assert.deepEqual(await writer.missingFolders(await checked('src/new.py')), []);
    assert.deepEqual(await writer.missingFolders(await checked('top.py')), []);
  });

  it('removes a folder only when it is one and empty', async () => {
    await mkdir(folder.path('empty'));
    await mkdir(folder.path('target'));
    await symlink('target', folder.path('link'));
    for (const path of ['empty', 'src', 'nowhere', 'src/cart.py', 'src/cart.py/below', 'link']) {
      await writer.removeEmptyFolder(path);
    }
    assert.deepEqual(Object.keys(await folder.snapshot()), ['link', 'src', 'src/cart.py', 'target']);
  });
});
