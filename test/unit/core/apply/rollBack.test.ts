import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import type { ApplyRequest } from '../../../../src/core/apply/applyChanges';
import { applyChanges } from '../../../../src/core/apply/applyChanges';
import type { FileChange, FileState } from '../../../../src/core/apply/fileChange';
import type { JournalEntry } from '../../../../src/core/apply/journal';
import { planRollBack } from '../../../../src/core/apply/planRollBack';
import { rollBack } from '../../../../src/core/apply/rollBack';
import { fail } from '../../../../src/core/lib/result';
import { must } from '../../../kit/must';
import { TemporaryWorkspace } from '../../../kit/temporaryWorkspace';
import type { Applying } from './applying';
import { applyingIn, requestOf } from './applying';

const LINES = 'one\ntwo\nthree\nfour\nfive\nsix\n';

describe('rolling back', () => {
  let applying: Applying;

  afterEach(() => applying.workspace.dispose());

  async function apply(changes: readonly FileChange[], about: Partial<ApplyRequest> = {}): Promise<JournalEntry> {
    return must(await applyChanges({ ...requestOf(changes), ...about }, applying.ports));
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

  const packOf = ({ id }: JournalEntry, workspace: TemporaryWorkspace) =>
    workspace.path(`.agentforge/journal/${id}.1.pack`);

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

  describe('with conflicts', () => {
    const MINE = LINES.replace('two', 'mine').replace('six\n', 'six\nseven\n');

    /** Two hunks were generated into one file, and a file was created; the user changed one hunk, and the file. */
    async function conflicting(): Promise<JournalEntry> {
      applying = await applyingIn({ 'a.py': LINES, 'b.py': 'b\n' });
      const { workspace, change } = applying;
      const generated = LINES.replace('two', 'TWO').replace('five', 'FIVE');
      const entry = await apply([
        await change('a.py', generated),
        await change('b.py', 'generated\n'),
        await change('new/c.py', 'created\n'),
      ]);
      await workspace.write('a.py', MINE.replace('five', 'FIVE'));
      await workspace.write('new/c.py', 'created, and mine\n');
      return entry;
    }

    it('shows all sides of each, and what can be taken out', async () => {
      const entry = await conflicting();
      const before = await applying.workspace.snapshot({ withOwnFiles: true });
      const { conflicts, steps } = must(await planRollBack(entry, applying.ports));
      const text = (state: FileState | 'unreadable' | undefined) =>
        typeof state === 'object' ? Buffer.from(state.bytes).toString() : state;
      assert.deepEqual(
        conflicts.map(({ path, why, original, generated, current, merged }) => [
          path.relative,
          why,
          ...[original, generated, current, merged].map(text),
        ]),
        [
          [
            'a.py',
            'same-lines',
            LINES,
            LINES.replace('two', 'TWO').replace('five', 'FIVE'),
            MINE.replace('five', 'FIVE'),
            MINE,
          ],
          ['new/c.py', 'created-file-changed', undefined, 'created\n', 'created, and mine\n', undefined],
        ],
      );
      assert.deepEqual(
        steps.map(({ change }) => change.path.relative),
        ['b.py'],
      );
      assert.deepEqual(await applying.workspace.snapshot({ withOwnFiles: true }), before);
    });

    it('does with each what was decided, and the rest as ever', async () => {
      const decided = { mine: MINE.replace('five', 'FIVE'), merged: MINE, original: LINES } as const;
      for (const how of ['mine', 'merged', 'original'] as const) {
        const entry = await conflicting();
        const { workspace, ports } = applying;
        const settled = new Map([
          ['a.py', how],
          ['new/c.py', how === 'merged' ? 'mine' : how],
        ] as const);
        const done = must(await rollBack(entry, ports, { settled }));
        assert.equal(await workspace.text('a.py'), decided[how]);
        assert.equal(await workspace.text('b.py'), 'b\n');
        assert.equal('new/c.py' in (await workspace.snapshot()), how !== 'original', how);
        assert.deepEqual(done.left, ['a.py', 'new/c.py']);
        const contents = [...(await ports.journal.readContents(entry)).values()].map(String);
        if (how === 'original') assert.ok(contents.includes('created, and mine\n'), 'what was typed is in the journal');
        if (how !== 'original') await workspace.dispose();
      }
    });

    it('changes nothing while one of them is not decided, or cannot be done so', async () => {
      const entry = await conflicting();
      const { workspace, ports } = applying;
      const before = await workspace.snapshot({ withOwnFiles: true });
      for (const settled of [
        new Map([['a.py', 'mine']] as const),
        new Map([
          ['a.py', 'mine'],
          ['new/c.py', 'merged'],
        ] as const),
      ]) {
        const back = await rollBack(entry, ports, { settled });
        assert.deepEqual(back, { ok: false, problem: { kind: 'rollback-conflict', paths: ['new/c.py'] } });
      }
      assert.deepEqual(await workspace.snapshot({ withOwnFiles: true }), before);
    });
  });

  it('goes through with one that was cut off as it was planned, also when the user types in between', async () => {
    applying = await applyingIn({ 'a.py': LINES, 'b.py': 'b\n' });
    const { workspace, change, ports, writer } = applying;
    const entry = await apply([await change('a.py', LINES.replace('two', 'TWO')), await change('b.py', 'generated\n')]);
    let cut = true;
    const cutOff = Object.assign(Object.create(writer) as typeof writer, {
      async apply(changes: readonly FileChange[]) {
        if (!cut) return writer.apply(changes);
        must(await writer.apply(changes.slice(0, 1)));
        return fail({ kind: 'write-failed', path: 'b.py', detail: 'killed', stuck: 'a.py' } as const);
      },
    });
    await workspace.write('a.py', LINES.replace('two', 'TWO').replace('five', 'five by hand'));
    assert.ok(!(await rollBack(entry, { ...ports, writer: cutOff })).ok);
    cut = false;
    const [open] = await ports.journal.readInterrupted();
    assert.equal(open?.state, 'undoing');
    assert.equal(await workspace.text('a.py'), LINES.replace('five', 'five by hand'));
    await workspace.write('a.py', `${LINES.replace('five', 'five by hand')}seven\n`);
    must(await rollBack(open, ports));
    assert.equal(await workspace.text('a.py'), `${LINES.replace('five', 'five by hand')}seven\n`);
    assert.equal(await workspace.text('b.py'), 'b\n');
  });

  it('changes nothing when an original is gone from the journal', async () => {
    applying = await applyingIn({ 'a.py': 'a\n', 'b.py': 'b\n' });
    const { workspace, change, ports } = applying;
    const entry = await apply([await change('a.py', 'x\n'), await change('b.py', 'y\n')]);
    await rm(packOf(entry, workspace));
    const before = await workspace.snapshot();
    const back = await rollBack(entry, ports);
    assert.deepEqual(back, { ok: false, problem: { kind: 'rollback-conflict', paths: ['a.py', 'b.py'] } });
    assert.deepEqual(await workspace.snapshot(), before);
  });

  it('never gives back an original that was tampered with', async () => {
    applying = await applyingIn({ 'a.py': 'a\n' });
    const { workspace, change, ports } = applying;
    const entry = await apply([await change('a.py', 'x\n')]);
    const pack = await readFile(packOf(entry, workspace), 'latin1');
    await writeFile(packOf(entry, workspace), pack.replace('a\n', 'X\n'), 'latin1');
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
