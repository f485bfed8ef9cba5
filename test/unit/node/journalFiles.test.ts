import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { utimesSync } from 'node:fs';
import { mkdir, readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { mock } from 'node:test';
import type { JournalEntry } from '../../../src/core/apply/journal';
import { sha256 } from '../../../src/node/hash';
import { JournalFiles } from '../../../src/node/journalFiles';
import { OwnFiles } from '../../../src/node/ownFiles';
import { Seal } from '../../../src/node/seal';
import { WorkspaceLock } from '../../../src/node/workspaceLock';
import { eventually } from '../../kit/eventually';
import { must } from '../../kit/must';
import { TemporaryWorkspace } from '../../kit/temporaryWorkspace';
import { findTestSeal, testSeal } from '../../kit/testSeal';

const HASH = 'a'.repeat(64);

function entry(about: Partial<JournalEntry> = {}): JournalEntry {
  return {
    id: 'tdflow_20260101_120000_000000.001-red-cart',
    sessionId: 'tdflow_20260101_120000_000000',
    component: 'cart',
    phase: 'red',
    at: '2026-01-01T12:00:00.000Z',
    state: 'applied',
    changes: [{ path: 'tests/test_cart.py', before: undefined, after: { hash: HASH, mode: undefined } }],
    createdFolders: ['tests'],
    ...about,
  };
}

function journalIn(
  folder: TemporaryWorkspace,
  isAtWork: 'really' | ((writer: { readonly pid: number }) => Promise<boolean>) = async () => false,
): JournalFiles {
  const files = new OwnFiles(folder.root);
  const lock = new WorkspaceLock(files);
  return new JournalFiles(files, lock, findTestSeal, ...(isAtWork === 'really' ? [] : [isAtWork]));
}

function sealed(value: unknown): string {
  return JSON.stringify({ seal: testSeal.of(JSON.stringify(value)), entry: value });
}

describe('journal on disk', () => {
  let folder: TemporaryWorkspace;
  let journal: JournalFiles;

  beforeEach(async () => {
    folder = await TemporaryWorkspace.make();
    journal = journalIn(folder);
  });

  afterEach(() => folder.dispose());

  const idsOf = async () => (await journal.readEntries()).map((each) => each.id);

  const contentsOf = async (store: JournalFiles) =>
    [...must(await store.readContents(entry())).values()].map((bytes) => Buffer.from(bytes).toString());
  const bytesOf = (text: string) => new TextEncoder().encode(text);
  const packs = async () =>
    (await readdir(folder.path('.agentforge/journal'))).filter((name) => name.endsWith('.pack')).sort();

  it('gives the contents of an entry back by their hash, each stored once', async () => {
    const odd = Uint8Array.from([0, 255, 13, 10]);
    must(await journal.writeEntry(entry(), [odd, bytesOf(''), odd]));
    must(await journal.writeEntry(entry(), [odd]));
    assert.deepEqual(await packs(), [`${entry().id}.1.pack`]);
    must(await journalIn(folder).writeEntry(entry(), [odd, bytesOf('later')]));
    must(await journal.writeEntry(entry({ id: 'other' }), [bytesOf('of another')]));
    assert.equal((await packs()).length, 3);
    const contents = must(await journal.readContents(entry()));
    assert.deepEqual(new Set(contents.keys()), new Set([odd, bytesOf(''), bytesOf('later')].map(sha256)));
    assert.deepEqual(Uint8Array.from(contents.get(sha256(odd)) ?? []), odd);
  });

  it('does not give contents that are not what their hash says, and stores them anew', async () => {
    must(await journal.writeEntry(entry(), [bytesOf('original'), bytesOf('other')]));
    const pack = folder.path(`.agentforge/journal/${entry().id}.1.pack`);
    const whole = await readFile(pack, 'latin1');
    await writeFile(pack, whole.replace('original', 'cut of..'), 'latin1');
    const later = journalIn(folder);
    assert.deepEqual(await contentsOf(later), ['other']);
    must(await later.writeEntry(entry(), [bytesOf('original')]));
    assert.deepEqual((await contentsOf(later)).sort(), ['original', 'other']);
  });

  it('reads a pack that ends anywhere, or whose lengths are lies', async () => {
    must(await journal.writeEntry(entry(), [bytesOf('first'), bytesOf('second')]));
    const path = folder.path(`.agentforge/journal/${entry().id}.1.pack`);
    const whole = await readFile(path);
    for (let length = 0; length < whole.length; length++) {
      await writeFile(path, whole.subarray(0, length));
      const found = await contentsOf(journal);
      assert.deepEqual(found, length < 45 ? [] : ['first'], String(length));
    }
    await writeFile(path, Buffer.from(whole).fill(255, 32, 40));
    assert.deepEqual(await contentsOf(journal), []);
  });

  it('gives entries oldest first, whatever their names, and the last state of each', async () => {
    must(await journal.writeEntry(entry({ id: 'b', at: '2026-01-01T12:00:00.000Z', state: 'intent' })));
    must(await journal.writeEntry(entry({ id: 'a', at: '2026-01-01T13:00:00.000Z' })));
    must(await journal.writeEntry(entry({ id: 'c', at: '2026-01-01T11:00:00.000Z' })));
    must(await journal.writeEntry(entry({ id: 'b', at: '2026-01-01T12:00:00.000Z', state: 'rolled-back' })));
    assert.deepEqual(
      (await journal.readEntries()).map(({ id, state }) => [id, state]),
      [
        ['c', 'applied'],
        ['b', 'rolled-back'],
        ['a', 'applied'],
      ],
    );
  });

  describe('of runs that were cut off', () => {
    const interrupted = async (store: JournalFiles) => must(await store.readInterrupted()).map(({ state }) => state);

    it('are those that were never judged, and whose process is gone', async () => {
      const states = ['intent', 'applied', 'kept', 'undoing', 'rolled-back'] as const;
      for (const [index, state] of states.entries()) {
        must(await journal.writeEntry(entry({ id: state, at: `2026-01-01T12:00:0${index}.000Z`, state })));
      }
      assert.deepEqual(await interrupted(journal), ['intent', 'applied', 'undoing']);
      const asked: number[] = [];
      const whileItRuns = journalIn(folder, async ({ pid }) => asked.push(pid) > 0);
      assert.deepEqual(await interrupted(whileItRuns), []);
      assert.deepEqual(new Set(asked), new Set([process.pid]));
    });

    it('are told from those of a living process by the process itself', async () => {
      const real = journalIn(folder, 'really');
      must(await real.writeEntry(entry({ state: 'intent' })));
      assert.deepEqual(await interrupted(real), [], 'our own process lives');
      const { pid } = spawnSync(process.execPath, ['--version']);
      const path = `.agentforge/journal/${entry().id}.json`;
      const stored = JSON.parse(await folder.text(path));
      const own = stored.writer;
      const again = { ...own, started: `${own.started}0` };
      for (const writer of [
        { ...own, pid },
        again,
        { ...own, pid: 0 },
        { ...own, pid: '1' },
        'nobody',
        null,
        undefined,
      ]) {
        await folder.write(path, JSON.stringify({ ...stored, writer }));
        assert.deepEqual(await interrupted(real), ['intent'], JSON.stringify(writer));
      }
    });

    it('of a process that cannot be asked are left alone as long as it shows that it is at work', async () => {
      const real = journalIn(folder, 'really');
      const path = `.agentforge/journal/${entry().id}.json`;
      must(await real.writeEntry(entry({ state: 'intent' })));
      const stored = JSON.parse(await folder.text(path));
      // Another machine, or a container that was made anew, and what a system has that does not tell when a process began.
      for (const about of [{ machine: 'far away 1' }, { started: '' }]) {
        await folder.write(path, JSON.stringify({ ...stored, writer: { ...stored.writer, ...about } }));
        assert.deepEqual(await interrupted(real), [], JSON.stringify(about));
        const earlier = new Date(Date.now() - 11 * 60_000);
        await utimes(folder.path(path), earlier, earlier);
        assert.deepEqual(await interrupted(real), ['intent'], JSON.stringify(about));
      }
    });

    it('show that they are at work as long as they are open', async () => {
      const path = folder.path(`.agentforge/journal/${entry().id}.json`);
      const age = () => {
        utimesSync(path, 0, 0);
        mock.timers.tick(60_000);
      };
      mock.timers.enable({ apis: ['setInterval'] });
      try {
        must(await journal.writeEntry(entry({ state: 'intent' })));
        must(await journal.writeEntry(entry({ state: 'applied' })));
        age();
        await eventually(async () => assert.ok((await stat(path)).mtimeMs > 0));
        must(await journal.writeEntry(entry({ state: 'kept' })));
        age();
        must(await journal.writeEntry(entry({ id: 'other', state: 'kept' })));
        assert.equal((await stat(path)).mtimeMs, 0);
      } finally {
        mock.timers.reset();
      }
    });
  });

  it('forgets old entries with their contents, and packs that no entry came to; nothing of anybody else', async () => {
    const old = '2025-01-01T12:00:00.000Z';
    const ids = async () => (await readdir(folder.path('.agentforge/journal'))).sort();
    must(await journal.writeEntry(entry({ id: 'a', at: old, state: 'kept' }), [bytesOf('a')]));
    must(await journal.writeEntry(entry({ id: 'b', at: old, state: 'applied' }), [bytesOf('b')]));
    must(await journal.writeEntry(entry({ id: 'c', state: 'kept' }), [bytesOf('c')]));
    await folder.write('.agentforge/journal/cut.1.pack', 'half');
    await folder.write('.agentforge/journal/theirs.1.pack', 'theirs');
    await folder.write('.agentforge/journal/theirs.json', '{}');
    await journal.prune(new Date('2026-01-02T00:00:00.000Z'));
    const left = ['.gitignore', 'b.1.pack', 'b.json', 'c.1.pack', 'c.json', 'theirs.1.pack', 'theirs.json'];
    assert.deepEqual(await ids(), left);
    await journal.prune(new Date('2026-01-02T00:00:00.000Z'));
    assert.deepEqual(await ids(), left);
  });

  it('forgets the oldest when their contents take too much', async () => {
    const large = new Uint8Array(101 * 1024 * 1024);
    must(await journal.writeEntry(entry({ id: 'a', state: 'kept' }), [large]));
    must(await journal.writeEntry(entry({ id: 'b', at: '2026-01-01T13:00:00.000Z', state: 'kept' }), [large]));
    await journal.prune(new Date('2026-01-02T00:00:00.000Z'));
    assert.deepEqual(await idsOf(), ['b']);
  });

  it('tells that there are entries of somebody else, and reads none of them', async () => {
    assert.equal(await journal.hasForeign(), false);
    must(await journal.writeEntry(entry()));
    must(await journal.writeEntry(entry(), [Uint8Array.from([1])]));
    assert.equal(await journal.hasForeign(), false);
    const seal = new Seal(new Uint8Array(32).fill(8)).of(JSON.stringify(entry({ id: 'other' })));
    await folder.write('.agentforge/journal/other.json', JSON.stringify({ seal, entry: entry({ id: 'other' }) }));
    assert.equal(await journal.hasForeign(), true);
    assert.deepEqual(await idsOf(), [entry().id]);
  });

  it('is stopped by nothing foreign in its folder', async () => {
    must(await journal.writeEntry(entry()));
    const foreign: Record<string, string> = {
      'broken.json': '{',
      'null.json': 'null',
      'list.json': '[]',
      'other.json': '{"id":"other"}',
      '-bad name.json': sealed(entry({ id: '-bad name' })),
      'notes.txt': 'hello',
    };
    for (const [name, text] of Object.entries(foreign)) await folder.write(`.agentforge/journal/${name}`, text);
    await mkdir(folder.path('.agentforge/journal/folder.json'));
    assert.deepEqual(await idsOf(), [entry().id]);
  });

  it('believes only what is sealed for this user: a cloned repository can bring any entry along', async () => {
    const planted = entry({ id: 'planted', state: 'intent' });
    const foreignSeal = new Seal(new Uint8Array(32).fill(8)).of(JSON.stringify(planted));
    const forged = [planted, { entry: planted }, { seal: '', entry: planted }, { seal: foreignSeal, entry: planted }];
    for (const value of forged) {
      await folder.write('.agentforge/journal/planted.json', JSON.stringify(value));
      assert.deepEqual(await idsOf(), []);
    }
    await folder.write('.agentforge/journal/planted.json', sealed(planted));
    assert.deepEqual(await idsOf(), ['planted'], 'the same entry under the own seal counts');
  });

  it('takes nothing for an entry that could not be rolled back', async () => {
    const [change] = entry().changes;
    const damaged: Record<string, unknown> = {
      undo: { ...entry({ id: 'undo' }), undo: [{ path: 5 }] },
      hash: { ...entry({ id: 'hash' }), changes: [{ ...change, after: { hash: '../../../etc/passwd' } }] },
      proposed: { ...entry({ id: 'proposed' }), changes: [{ ...change, proposed: '../../../etc/passwd' }] },
      state: { ...entry({ id: 'state' }), changes: [{ ...change, before: 'text' }] },
      nohash: { ...entry({ id: 'nohash' }), changes: [{ ...change, before: { hash: 5 } }] },
      mode: { ...entry({ id: 'mode' }), changes: [{ ...change, after: { hash: HASH, mode: '0777' } }] },
      folders: { ...entry({ id: 'folders' }), createdFolders: [5] },
      renamed: entry({ id: 'somebody-else' }),
    };
    for (const [name, value] of Object.entries(damaged)) {
      await folder.write(`.agentforge/journal/${name}.json`, sealed(value));
    }
    assert.deepEqual(await idsOf(), []);
  });
});
