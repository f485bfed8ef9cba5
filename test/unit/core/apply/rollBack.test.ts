import assert from 'node:assert/strict';
import { mkdir, readdir, rm, symlink } from 'node:fs/promises';
import type { ApplyRequest } from '../../../../src/core/apply/applyChanges';
import { applyChanges } from '../../../../src/core/apply/applyChanges';
import type { FileChange } from '../../../../src/core/apply/fileChange';
import type { JournalEntry } from '../../../../src/core/apply/journal';
import { rollBack } from '../../../../src/core/apply/rollBack';
import { must } from '../../../kit/must';
import { TemporaryWorkspace } from '../../../kit/temporaryWorkspace';
import type { Applying } from './applying';
import { applyingIn, requestOf } from './applying';

const LINES = 'one\ntwo\nthree\nfour\nfive\nsix\n';

describe('rolling back', () => {
  let applying: Applying;

  afterEach(() => applying.workspace.dispose());

  async function apply(changes: readonly FileChange[], about: Partial<ApplyRequest> = {}): Promise<JournalEntry> {
    return must(await applyChanges({ ...requestOf(changes), ...about }, applying.writer, applying.journal));
  }

  it('gives originals back byte for byte: line ends, byte order mark, mode, binary', async () => {
    applying = await applyingIn({});
    const { workspace, change, ports } = applying;
    await workspace.write('bom.py', '\uFEFFa\r\nb\r\n', 0o755);
    await workspace.write('mixed.txt', 'a\r\nb\nc', 0o600);
    await workspace.write('image.png', Uint8Array.from([0, 255, 10, 13]), 0o444);
    await workspace.write('gone.py', 'no newline at the end');
    const before = await workspace.snapshot();
    const entry = await apply([
      await change('bom.py', 'x\n'),
      await change('mixed.txt', ''),
      await change('image.png', 'text now\n'),
      await change('gone.py', undefined),
      await change('new/deep/a.py', 'a\n'),
    ]);
    assert.notDeepEqual(await workspace.snapshot(), before);
    const done = must(await rollBack(entry, ports));
    assert.deepEqual(await workspace.snapshot(), before);
    assert.deepEqual(done.restored, ['bom.py', 'mixed.txt', 'image.png', 'gone.py', 'new/deep/a.py']);
    assert.deepEqual(done.merged, []);
    assert.equal(done.entry.state, 'rolled-back');
    assert.deepEqual(
      (await ports.journal.readEntries()).map((each) => each.state),
      ['rolled-back'],
    );
  });

  it('works from the journal alone, as after a restart', async () => {
    applying = await applyingIn({ 'a.py': 'a\n' });
    const { workspace, change, ports } = applying;
    const before = await workspace.snapshot();
    await apply([await change('a.py', 'b\n'), await change('sub/b.py', 'b\n')]);
    const [found] = await ports.journal.readEntries();
    assert.ok(found);
    must(await rollBack(found, ports));
    assert.deepEqual(await workspace.snapshot(), before);
  });

  it('does nothing the second time', async () => {
    applying = await applyingIn({ 'a.py': 'a\n' });
    const { workspace, change, ports } = applying;
    const entry = await apply([await change('a.py', 'b\n'), await change('b.py', 'b\n')]);
    must(await rollBack(entry, ports));
    const before = await workspace.snapshot();
    const again = must(await rollBack(entry, ports));
    assert.deepEqual([again.restored, again.merged], [[], []]);
    assert.deepEqual(await workspace.snapshot(), before);
  });

  it('leaves a created folder that holds something else by now', async () => {
    applying = await applyingIn({});
    const { workspace, change, ports } = applying;
    const entry = await apply([await change('pkg/inner/a.py', 'a\n'), await change('pkg/other/b.py', 'b\n')]);
    await workspace.write('pkg/inner/notes.txt', 'mine');
    must(await rollBack(entry, ports));
    assert.deepEqual(Object.keys(await workspace.snapshot()), ['pkg', 'pkg/inner', 'pkg/inner/notes.txt']);
  });

  it('keeps what the user changed in other lines since', async () => {
    applying = await applyingIn({ 'a.py': LINES, 'b.py': 'b\n' });
    const { workspace, change, ports } = applying;
    const entry = await apply([
      await change('a.py', LINES.replace('two', 'TWO generated')),
      await change('b.py', 'generated\n'),
    ]);
    await workspace.write('a.py', (await workspace.text('a.py')).replace('five', 'five by hand'));
    const done = must(await rollBack(entry, ports));
    assert.equal(await workspace.text('a.py'), LINES.replace('five', 'five by hand'));
    assert.deepEqual([done.merged, done.restored], [['a.py'], ['b.py']]);
  });

  it('keeps the line ends and the byte order mark of a file in which it keeps edits', async () => {
    const original = `\uFEFF${LINES.replaceAll('\n', '\r\n')}`;
    applying = await applyingIn({ 'a.py': original });
    const { workspace, change, ports } = applying;
    const entry = await apply([await change('a.py', original.replace('two', 'TWO'))]);
    await workspace.write('a.py', original.replace('two', 'TWO').replace('five', 'FIVE'));
    must(await rollBack(entry, ports));
    assert.equal(await workspace.text('a.py'), original.replace('five', 'FIVE'));
  });

  const conflicts: readonly { readonly what: string; edit(workspace: TemporaryWorkspace): Promise<void> }[] = [
    { what: 'changed the same line', edit: (workspace) => workspace.write('a.py', LINES.replace('two', 'mine')) },
    { what: 'changed a created file', edit: (workspace) => workspace.write('new/c.py', 'created, and mine\n') },
    { what: 'deleted a changed file', edit: (workspace) => rm(workspace.path('a.py')) },
    { what: 'wrote a deleted file anew', edit: (workspace) => workspace.write('gone.py', 'mine') },
    { what: 'made a binary of it', edit: (workspace) => workspace.write('a.py', Uint8Array.from([0, 1, 2])) },
  ];
  for (const { what, edit } of conflicts) {
    it(`changes nothing at all when the user ${what} since, and names the file`, async () => {
      applying = await applyingIn({ 'a.py': LINES, 'gone.py': 'gone\n', 'b.py': 'b\n' });
      const { workspace, change, ports } = applying;
      const entry = await apply([
        await change('b.py', 'generated\n'),
        await change('a.py', LINES.replace('two', 'generated')),
        await change('new/c.py', 'created\n'),
        await change('gone.py', undefined),
      ]);
      await edit(workspace);
      const before = await workspace.snapshot({ withOwnFiles: true });
      const back = await rollBack(entry, ports);
      assert.ok(!back.ok && back.problem.kind === 'rollback-conflict', JSON.stringify(back));
      assert.equal(back.problem.paths.length, 1);
      assert.ok(['a.py', 'new/c.py', 'gone.py'].includes(back.problem.paths[0] ?? ''));
      assert.deepEqual(await workspace.snapshot({ withOwnFiles: true }), before);
    });
  }

  it('changes nothing when an original is gone from the journal', async () => {
    applying = await applyingIn({ 'a.py': 'a\n', 'b.py': 'b\n' });
    const { workspace, change, ports } = applying;
    const entry = await apply([await change('a.py', 'x\n'), await change('b.py', 'y\n')]);
    await rm(workspace.path(`.agentforge/journal/content/${entry.changes[1]?.before?.hash}`));
    const before = await workspace.snapshot();
    const back = await rollBack(entry, ports);
    assert.deepEqual(back, { ok: false, problem: { kind: 'rollback-conflict', paths: ['b.py'] } });
    assert.deepEqual(await workspace.snapshot(), before);
  });

  it('never gives back an original that was tampered with', async () => {
    applying = await applyingIn({ 'a.py': 'a\n' });
    const { workspace, change, ports } = applying;
    const entry = await apply([await change('a.py', 'x\n')]);
    await workspace.write(`.agentforge/journal/content/${entry.changes[0]?.before?.hash}`, 'evil\n');
    const back = await rollBack(entry, ports);
    assert.deepEqual(back, { ok: false, problem: { kind: 'rollback-conflict', paths: ['a.py'] } });
    assert.equal(await workspace.text('a.py'), 'x\n');
  });

  for (const done of [0, 1, 2, 3]) {
    it(`undoes a run that was cut off after ${done} of 3 writes`, async () => {
      applying = await applyingIn({ 'a.py': 'a\n', 'b.py': 'b\n' });
      const { workspace, change, ports, writer, journal } = applying;
      const before = await workspace.snapshot();
      const changes = [await change('a.py', 'x\n'), await change('new/c.py', 'c\n'), await change('b.py', undefined)];
      const entry = await apply(changes);
      must(await rollBack(entry, ports));
      must(await journal.writeEntry({ ...entry, state: 'intent' }));
      must(await writer.apply(changes.slice(0, done)));
      const [cutOff] = await journal.readEntries();
      assert.equal(cutOff?.state, 'intent');
      must(await rollBack(cutOff, ports));
      assert.deepEqual(await workspace.snapshot(), before);
      assert.deepEqual(
        (await journal.readEntries()).map((each) => each.state),
        ['rolled-back'],
      );
    });
  }

  it('checks the paths of a journal entry like those of an answer', async () => {
    applying = await applyingIn({ 'a.py': 'a\n' });
    const { workspace, change, ports } = applying;
    const outside = await TemporaryWorkspace.make({ 'victim.py': 'mine\n' });
    try {
      await symlink(outside.root, workspace.path('link'));
      const entry = await apply([await change('a.py', 'b\n')]);
      for (const path of ['../victim.py', '.git/hooks/post-commit', 'link/victim.py', '/etc/passwd']) {
        const [recorded] = entry.changes;
        assert.ok(recorded);
        const back = await rollBack({ ...entry, changes: [{ ...recorded, path }] }, ports);
        assert.ok(!back.ok && back.problem.kind === 'write-failed', path);
      }
      assert.equal(await workspace.text('a.py'), 'b\n');
      assert.equal(await outside.text('victim.py'), 'mine\n');
    } finally {
      await outside.dispose();
    }
  });

  it('removes no folder outside of the workspace, whatever a journal entry says', async () => {
    applying = await applyingIn({ 'a.py': 'a\n' });
    const { workspace, change, ports } = applying;
    const outside = await TemporaryWorkspace.make();
    try {
      await mkdir(outside.path('empty'));
      await symlink(outside.root, workspace.path('link'));
      await mkdir(workspace.path('.git/refs'), { recursive: true });
      const name = outside.root.split('/').at(-1);
      const entry = await apply([await change('a.py', 'b\n')]);
      const createdFolders = [`../${name}/empty`, 'link/empty', outside.path('empty'), '.git/refs'];
      must(await rollBack({ ...entry, createdFolders }, ports));
      assert.deepEqual(await readdir(outside.root), ['empty']);
      assert.deepEqual(await readdir(workspace.path('.git')), ['refs']);
      assert.equal(await workspace.text('a.py'), 'a\n');
    } finally {
      await outside.dispose();
    }
  });
});
