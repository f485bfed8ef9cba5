import assert from 'node:assert/strict';
import { chmod, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import type { ApplyRequest } from '../../../../src/core/apply/applyChanges';
import { applyChanges, contentsOf, recordOf } from '../../../../src/core/apply/applyChanges';
import type { FileChange, FileState } from '../../../../src/core/apply/fileChange';
import type { JournalEntry } from '../../../../src/core/apply/journal';
import { planRollBack } from '../../../../src/core/apply/planRollBack';
import { rollBack } from '../../../../src/core/apply/rollBack';
import { fail } from '../../../../src/core/lib/result';
import { undoUnjudged } from '../../../../src/core/tdflow/undoUnjudged';
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
        assert.deepEqual(
          done.settled,
          [...settled].map(([path, decision]) => ({ path, how: decision })),
        );
        const contents = [...must(await ports.journal.readContents(entry)).values()].map(String);
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

  it('goes through with one that was cut off as it was planned, and asks where the user typed in between', async () => {
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
    const [open] = must(await ports.journal.readInterrupted());
    assert.equal(open?.state, 'undoing');
    assert.equal(await workspace.text('a.py'), LINES.replace('five', 'five by hand'));
    await workspace.write('a.py', `${LINES.replace('five', 'five by hand')}seven\n`);
    // What differs may be the rest of a file that was being saved.
    assert.deepEqual(await rollBack(open, ports), fail({ kind: 'rollback-conflict', paths: ['a.py'] }));
    must(await rollBack(open, ports, { settled: new Map([['a.py', 'mine']]) }));
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

  describe('where an editor was killed while it saved', () => {
    const whole = Array.from({ length: 100 }, (_, line) => `line ${line}\n`).join('');
    const generated = `${whole.replace('line 4\n', 'GENERATED é\n')}more\n`;

    async function killed(path: string, stump: Uint8Array | string): Promise<JournalEntry> {
      applying = await applyingIn({ 'a.py': whole });
      const { workspace, change, ports } = applying;
      const planned = [await change('a.py', generated), await change('new.py', generated)];
      const { changes, ...about } = requestOf(planned);
      const records = changes.map((each) => recordOf(each, ports.hash));
      const intent: JournalEntry = { ...about, state: 'intent', changes: records, createdFolders: [] };
      must(await ports.journal.writeEntry(intent, contentsOf(changes)));
      await workspace.write(path, stump);
      return intent;
    }

    for (const [what, stump] of [
      ['nothing of it is there', ''],
      ['its beginning is', generated.slice(0, 600)],
      ['it ends inside a character', Buffer.from(generated).subarray(0, Buffer.from(generated).indexOf('é') + 1)],
      ['its line ends are those of the editor', generated.slice(0, 300).replaceAll('\n', '\r\n')],
      ['it is the beginning of the original', whole.slice(0, 20)],
    ] as const) {
      it(`gives the original back and leaves no new file, when ${what}`, async () => {
        const open = await killed('a.py', stump);
        if (what !== 'it is the beginning of the original') await applying.workspace.write('new.py', stump);
        const done = must(await undoUnjudged(open, applying.ports));
        assert.deepEqual([done.merged, await applying.workspace.text('a.py')], [[], whole]);
        assert.deepEqual(Object.keys(await applying.workspace.snapshot()), ['a.py']);
      });
    }

    it('takes nothing else for work of the user: all sides stay to be decided about', async () => {
      const formatted = generated.replaceAll('line', 'LINE').slice(0, 300);
      const open = await killed('a.py', formatted);
      const { ports, workspace } = applying;
      const conflict = fail({ kind: 'rollback-conflict', paths: ['a.py'] });
      assert.deepEqual(await undoUnjudged(open, ports), conflict);
      assert.deepEqual(must(await ports.journal.readInterrupted()), []);
      const [kept] = await ports.journal.readEntries();
      assert.ok(kept?.state === 'kept');
      assert.deepEqual(await rollBack(kept, ports), conflict);
      assert.equal(await workspace.text('a.py'), formatted);
      const [side] = must(await planRollBack(kept, ports)).conflicts;
      assert.deepEqual([side?.why, Buffer.from(side?.original?.bytes ?? []).toString()], ['cut-off', whole]);
      must(await rollBack(kept, ports, { settled: new Map([['a.py', 'original']]) }));
      assert.equal(await workspace.text('a.py'), whole);
    });

    it('leaves what cannot be read open, and undoes it when it can', async () => {
      const open = await killed('a.py', generated);
      const { ports, workspace } = applying;
      const unreadable = Object.assign(Object.create(ports.writer) as typeof ports.writer, {
        current: async () => 'unreadable' as const,
      });
      const told = await undoUnjudged(open, { ...ports, writer: unreadable });
      assert.ok(!told.ok && told.problem.kind === 'file-unreadable' && told.problem.path === 'a.py');
      assert.equal(must(await ports.journal.readInterrupted()).length, 1);
      must(await undoUnjudged(open, ports));
      assert.equal(await workspace.text('a.py'), whole);
    });
  });

  it('keeps the mode that the user gave a file since, and gives back that of one that they did not touch', async () => {
    applying = await applyingIn({});
    const { workspace, change, ports } = applying;
    for (const name of ['theirs.sh', 'edited.sh', 'ours.sh']) await workspace.write(name, LINES, 0o644);
    const entry = await apply([
      await change('theirs.sh', LINES.replace('two', 'TWO')),
      await change('edited.sh', LINES.replace('two', 'TWO')),
      await change('ours.sh', undefined),
    ]);
    await chmod(workspace.path('theirs.sh'), 0o755);
    await workspace.write('edited.sh', `${LINES.replace('two', 'TWO')}mine\n`, 0o700);
    must(await rollBack(entry, ports));
    const modes = Object.values(await workspace.snapshot()).map((file) => file.slice(0, 3));
    assert.deepEqual(modes, ['700', '644', '755']);
  });

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
