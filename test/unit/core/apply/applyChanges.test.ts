import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { chmod, mkdir } from 'node:fs/promises';
import { relative } from 'node:path';
import { applyChanges } from '../../../../src/core/apply/applyChanges';
import type { JournalEntry, JournalStore } from '../../../../src/core/apply/journal';
import { rollBack } from '../../../../src/core/apply/rollBack';
import { fail } from '../../../../src/core/lib/result';
import { sha256 } from '../../../../src/node/hash';
import { asOrdinaryUser } from '../../../kit/asOrdinaryUser';
import { tapFileSystem } from '../../../kit/fileSystemTap';
import { must } from '../../../kit/must';
import type { Applying } from './applying';
import { applyingIn, requestOf } from './applying';

const textHash = (text: string) => sha256(new TextEncoder().encode(text));

describe('applying changes', () => {
  let applying: Applying;

  afterEach(() => applying.workspace.dispose());

  it('writes, creates folders, deletes, and says in the journal what stands on disk', async () => {
    applying = await applyingIn({ 'src/old.py': 'old\n', 'src/cart.py': 'a\n' });
    const { workspace, journal, ports, change } = applying;
    const changes = [
      await change('src/cart.py', 'b\n'),
      await change('src/deep/er/new.py', 'n\n'),
      await change('src/old.py', undefined),
    ];
    const entry = must(await applyChanges(requestOf(changes), ports));
    assert.equal(await workspace.text('src/cart.py'), 'b\n');
    assert.equal(await workspace.text('src/deep/er/new.py'), 'n\n');
    assert.equal((await workspace.snapshot())['src/old.py'], undefined);
    assert.equal(entry.state, 'applied');
    assert.deepEqual(entry.createdFolders, ['src/deep', 'src/deep/er']);
    assert.deepEqual(
      entry.changes.map(({ path, before, after }) => [path, before !== undefined, after !== undefined]),
      [
        ['src/cart.py', true, true],
        ['src/deep/er/new.py', false, true],
        ['src/old.py', true, false],
      ],
    );
    assert.deepEqual(await journal.readEntries(), JSON.parse(JSON.stringify([entry])));
  });

  it('says what was proposed where saving made something else of it, and keeps both', async () => {
    applying = await applyingIn({ 'src/cart.py': 'a\n', 'src/other.py': 'a\n' });
    const { workspace, writer, journal, ports, change } = applying;
    const formatting = Object.assign(Object.create(writer) as typeof writer, {
      async apply(...args: Parameters<typeof writer.apply>) {
        const written = await writer.apply(...args);
        await workspace.write('src/cart.py', 'formatted\n');
        return written;
      },
    });
    const changes = [await change('src/cart.py', 'b\n'), await change('src/other.py', 'b\n')];
    const entry = must(await applyChanges(requestOf(changes), { ...ports, writer: formatting }));
    const [stored] = await journal.readEntries();
    assert.deepEqual(stored, JSON.parse(JSON.stringify(entry)));
    assert.deepEqual(
      stored?.changes.map((each) => [each.after?.hash, each.proposed]),
      [
        [textHash('formatted\n'), textHash('b\n')],
        [textHash('b\n'), undefined],
      ],
    );
    const contents = must(await journal.readContents(entry));
    assert.ok(contents.has(textHash('formatted\n')) && contents.has(textHash('b\n')));
    assert.deepEqual(must(await rollBack(entry, ports)).restored, ['src/cart.py', 'src/other.py']);
    assert.equal(await workspace.text('src/cart.py'), 'a\n');
  });

  it('has originals and intent on disk before the first byte changes', async () => {
    applying = await applyingIn({ 'src/cart.py': 'a\n' });
    const { workspace, writer, journal, ports, change } = applying;
    const changes = [await change('src/cart.py', 'b\n')];
    const seen: { entry: JournalEntry; original: string }[] = [];
    const watched = Object.assign(Object.create(writer) as typeof writer, {
      async apply(...args: Parameters<typeof writer.apply>) {
        const [entry] = await journal.readEntries();
        assert.ok(entry?.changes[0]?.before);
        const original = must(await journal.readContents(entry)).get(entry.changes[0].before.hash);
        seen.push({ entry, original: Buffer.from(original ?? []).toString() });
        assert.equal(await workspace.text('src/cart.py'), 'a\n');
        return writer.apply(...args);
      },
    });
    must(await applyChanges(requestOf(changes), { ...ports, writer: watched }));
    assert.deepEqual(
      seen.map(({ entry, original }) => [entry.state, original]),
      [['intent', 'a\n']],
    );
  });

  it('keeps the mode of a file that it changes', async () => {
    applying = await applyingIn({});
    const { workspace, ports, change } = applying;
    await workspace.write('run.sh', 'echo a\n', 0o751);
    must(await applyChanges(requestOf([await change('run.sh', 'echo b\n')]), ports));
    assert.equal((await workspace.snapshot())['run.sh'], `751 ${Buffer.from('echo b\n').toString('hex')}`);
  });

  it('leaves everything as before when a file stands where a folder should be', async () => {
    applying = await applyingIn({ 'src/cart.py': 'a\n', blocked: 'I am a file\n' });
    const { workspace, journal, ports, change } = applying;
    const before = await workspace.snapshot();
    const changes = [
      await change('src/cart.py', 'b\n'),
      await change('fresh/new.py', 'n\n'),
      await change('blocked/deep/new.py', 'n\n'),
    ];
    const applied = await applyChanges(requestOf(changes), ports);
    assert.deepEqual(applied, {
      ok: false,
      problem: { kind: 'write-failed', path: 'blocked/deep/new.py', detail: 'a part of its path is not a folder' },
    });
    assert.deepEqual(await workspace.snapshot(), before);
    assert.deepEqual(
      (await journal.readEntries()).map((entry) => entry.state),
      ['rolled-back'],
    );
  });

  it('leaves everything as before when a folder is read-only', async () => {
    applying = await applyingIn({ 'open/cart.py': 'a\n', 'shut/cart.py': 'a\n' });
    const { workspace, ports, change } = applying;
    await mkdir(workspace.path('.agentforge'));
    const changes = [
      await change('open/cart.py', 'b\n'),
      await change('open/fresh/new.py', 'n\n'),
      await change('shut/cart.py', 'b\n'),
    ];
    const before = await workspace.snapshot();
    for (const folder of ['', 'open', 'open/cart.py', '.agentforge']) await chmod(workspace.path(folder), 0o777);
    await chmod(workspace.path('shut'), 0o555);
    await chmod(workspace.path('open/cart.py'), 0o644);
    const applied = await asOrdinaryUser(() => applyChanges(requestOf(changes), ports));
    assert.deepEqual(applied, {
      ok: false,
      problem: { kind: 'write-failed', path: 'shut/cart.py', detail: 'permission denied' },
    });
    assert.deepEqual(await workspace.snapshot(), before);
  });

  it('touches nothing when the journal cannot be written', async () => {
    applying = await applyingIn({ 'src/cart.py': 'a\n', '.agentforge': 'a file where the journal would be' });
    const { workspace, ports, change } = applying;
    const before = await workspace.snapshot();
    const applied = await applyChanges(requestOf([await change('src/cart.py', 'b\n')]), ports);
    assert.equal(applied.ok, false);
    assert.deepEqual(await workspace.snapshot(), before);
  });

  it('stays open when a file could not be put back, so that the next start can mend it', async () => {
    applying = await applyingIn({ 'src/cart.py': 'a\n', blocked: 'I am a file\n' });
    const { workspace, writer, journal, ports, change } = applying;
    const before = await workspace.snapshot();
    const changes = [await change('src/cart.py', 'b\n'), await change('fresh/new.py', 'n\n')];
    const problem = { kind: 'write-failed', path: 'fresh/new.py', detail: 'no space', stuck: 'src/cart.py' } as const;
    const stuck = Object.assign(Object.create(writer) as typeof writer, {
      async apply() {
        must(await writer.apply(changes.slice(0, 1)));
        return fail(problem);
      },
    });
    assert.deepEqual(await applyChanges(requestOf(changes), { ...ports, writer: stuck }), { ok: false, problem });
    const [open] = must(await journal.readInterrupted());
    assert.equal(open?.state, 'intent');
    must(await rollBack(open, ports));
    assert.deepEqual(await workspace.snapshot(), before);
  });

  it('writes over no entry that is in place or open: its originals would be lost', async () => {
    applying = await applyingIn({ 'a.py': 'mine\n' });
    const { workspace, journal, ports, change } = applying;
    const entry = must(await applyChanges(requestOf([await change('a.py', 'generated\n')]), ports));
    for (const state of ['intent', 'applied', 'undoing', 'kept'] as const) {
      must(await journal.writeEntry({ ...entry, state }));
      const before = await workspace.snapshot({ withOwnFiles: true });
      const again = await applyChanges(requestOf([await change('a.py', 'generated\n')]), ports);
      assert.ok(!again.ok && again.problem.kind === 'input-invalid', state);
      assert.deepEqual(await workspace.snapshot({ withOwnFiles: true }), before, state);
    }
    const [kept] = await journal.readEntries();
    assert.ok(kept);
    must(await rollBack(kept, ports));
    assert.equal(await workspace.text('a.py'), 'mine\n');
    const anew = must(await applyChanges(requestOf([await change('a.py', 'generated\n')]), ports));
    must(await rollBack(anew, ports));
    assert.equal(await workspace.text('a.py'), 'mine\n');
  });

  it('flushes the folders that got a new one before the journal says that it was applied', async () => {
    applying = await applyingIn({ 'src/a.py': 'a\n' });
    const { workspace, ports, change } = applying;
    const request = requestOf([await change('src/new/deep/b.py', 'b\n')]);
    const calls: string[] = [];
    const untap = tapFileSystem((call, run) => {
      calls.push(`${call.name} ${relative(workspace.root, call.path)}`);
      return run();
    });
    await applyChanges(request, ports).finally(untap);
    const applied = calls.findLastIndex((call) => call.startsWith('rename .agentforge/journal/'));
    for (const folder of ['src', 'src/new', 'src/new/deep']) {
      const flushed = calls.indexOf(`file.sync ${folder}`);
      assert.ok(flushed > calls.indexOf('mkdir src/new/deep') && flushed < applied, `${folder}: ${calls.join('\n')}`);
    }
  });

  it('does without the flush of folders where the file system has none', async () => {
    applying = await applyingIn({ 'a.py': 'a\n' });
    const { workspace, ports, change } = applying;
    const request = requestOf([await change('a.py', 'b\n'), await change('new/b.py', 'b\n')]);
    for (const code of ['EINVAL', 'ENOTSUP', 'EISDIR']) {
      const untap = tapFileSystem(async (call, run) => {
        if (call.name !== 'file.sync' || !statSync(call.path).isDirectory()) return run();
        throw Object.assign(new Error(`${code}: fsync`), { code });
      });
      const entry = must(await applyChanges(request, ports).finally(untap));
      assert.equal(await workspace.text('new/b.py'), 'b\n');
      must(await rollBack(entry, ports));
    }
  });

  it('takes all of it back when the journal cannot say that it was applied', async () => {
    applying = await applyingIn({ 'src/cart.py': 'a\n' });
    const { workspace, journal, ports, change } = applying;
    const before = await workspace.snapshot();
    const problem = { kind: 'write-failed', path: 'journal', detail: 'no space left on the device' } as const;
    const full: JournalStore = Object.assign(Object.create(journal) as JournalStore, {
      writeEntry: async (...[entry, contents]: Parameters<JournalStore['writeEntry']>) =>
        entry.state === 'applied' ? fail(problem) : journal.writeEntry(entry, contents),
    });
    const changes = [await change('src/cart.py', 'b\n'), await change('fresh/deep/new.py', 'n\n')];
    assert.deepEqual(await applyChanges(requestOf(changes), { ...ports, journal: full }), { ok: false, problem });
    assert.deepEqual(await workspace.snapshot(), before);
    assert.deepEqual(
      (await journal.readEntries()).map((entry) => entry.state),
      ['rolled-back'],
    );
  });
});
