import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import type { JournalEntry } from '../../../src/core/apply/journal';
import { JournalFiles } from '../../../src/node/journalFiles';
import { OwnFiles } from '../../../src/node/ownFiles';
import { Seal } from '../../../src/node/seal';
import { must } from '../../kit/must';
import { TemporaryWorkspace } from '../../kit/temporaryWorkspace';
import { testSeal } from '../../kit/testSeal';

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

function sealed(value: unknown): string {
  return JSON.stringify({ seal: testSeal.of(JSON.stringify(value)), entry: value });
}

describe('journal on disk', () => {
  let folder: TemporaryWorkspace;
  let journal: JournalFiles;

  beforeEach(async () => {
    folder = await TemporaryWorkspace.make();
    journal = new JournalFiles(
      new OwnFiles(folder.root),
      async () => testSeal,
      () => false,
    );
  });

  afterEach(() => folder.dispose());

  const idsOf = async () => (await journal.readEntries()).map((each) => each.id);

  it('gives contents back by their hash, stored once', async () => {
    const bytes = Uint8Array.from([0, 255, 13, 10]);
    const hash = must(await journal.putContent(bytes));
    assert.equal(must(await journal.putContent(bytes)), hash);
    assert.deepEqual(Uint8Array.from((await journal.getContent(hash)) ?? []), bytes);
    assert.equal(await journal.getContent(HASH), undefined);
  });

  it('does not give contents that are not what their hash says, and stores them anew', async () => {
    const bytes = new TextEncoder().encode('original');
    const hash = must(await journal.putContent(bytes));
    await folder.write(`.agentforge/journal/content/${hash}`, 'cut of');
    assert.equal(await journal.getContent(hash), undefined);
    must(await journal.putContent(bytes));
    assert.deepEqual(Uint8Array.from((await journal.getContent(hash)) ?? []), bytes);
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
    const interrupted = async (store: JournalFiles) => (await store.readInterrupted()).map(({ state }) => state);

    it('are those that were never judged, and whose process is gone', async () => {
      const states = ['intent', 'applied', 'kept', 'rolled-back'] as const;
      for (const [index, state] of states.entries()) {
        must(await journal.writeEntry(entry({ id: state, at: `2026-01-01T12:00:0${index}.000Z`, state })));
      }
      assert.deepEqual(await interrupted(journal), ['intent', 'applied']);
      const asked: number[] = [];
      const files = new OwnFiles(folder.root);
      const whileItRuns = new JournalFiles(
        files,
        async () => testSeal,
        (pid) => asked.push(pid) > 0,
      );
      assert.deepEqual(await interrupted(whileItRuns), []);
      assert.deepEqual(new Set(asked), new Set([process.pid]));
    });

    it('are told from those of a living process by the process itself', async () => {
      const real = new JournalFiles(new OwnFiles(folder.root), async () => testSeal);
      must(await real.writeEntry(entry({ state: 'intent' })));
      assert.deepEqual(await interrupted(real), [], 'our own process lives');
      const { pid } = spawnSync(process.execPath, ['--version']);
      const path = `.agentforge/journal/${entry().id}.json`;
      for (const gone of [pid, 0, -1, 'nobody', undefined]) {
        await folder.write(path, JSON.stringify({ ...JSON.parse(await folder.text(path)), pid: gone }));
        assert.deepEqual(await interrupted(real), ['intent'], String(gone));
      }
    });
  });

  it('tells that there are entries of somebody else, and reads none of them', async () => {
    assert.equal(await journal.hasForeign(), false);
    must(await journal.writeEntry(entry()));
    must(await journal.putContent(Uint8Array.from([1])));
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
      hash: { ...entry({ id: 'hash' }), changes: [{ ...change, after: { hash: '../../../etc/passwd' } }] },
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
