import assert from 'node:assert/strict';
import { ok } from '../../../src/core/lib/result';
import type { Waiver } from '../../../src/core/verdict/waiver';
import { OwnFiles } from '../../../src/node/ownFiles';
import { Seal } from '../../../src/node/seal';
import { WaiverFiles } from '../../../src/node/waiverFiles';
import { must } from '../../kit/must';
import { TemporaryWorkspace } from '../../kit/temporaryWorkspace';
import { testSeal } from '../../kit/testSeal';

const waiver = (name: string, about: Partial<Waiver> = {}): Waiver => ({
  component: 'cart',
  target: { kind: 'symbol', name },
  reason: 'so be it',
  at: '2026-01-01T12:00:00.000Z',
  files: [{ path: 'tests/test_cart.py', hash: 'a'.repeat(64) }],
  ...about,
});

describe('waivers as files', () => {
  let folder: TemporaryWorkspace;
  beforeEach(async () => {
    folder = await TemporaryWorkspace.make();
  });
  afterEach(() => folder.dispose());

  const storeOf = (seal: Seal) => new WaiverFiles(new OwnFiles(folder.root), async () => ok(seal));
  const store = () => storeOf(testSeal);
  const files = async () =>
    Object.keys(await folder.snapshot({ withOwnFiles: true })).filter((path) => path.endsWith('.json'));

  it('come back as they were, the oldest first, and hide themselves from git', async () => {
    assert.deepEqual(await store().list(), []);
    const [late, early] = [waiver('Cart.total', { at: '2026-02-01T00:00:00.000Z' }), waiver('Cart.clear')];
    must(await store().add(late));
    must(await store().add(early));
    assert.deepEqual(await store().list(), [early, late]);
    assert.equal(await folder.text('.agentforge/waivers/.gitignore'), '*\n');
  });

  it('take the place of an earlier one for the same thing', async () => {
    must(await store().add(waiver('Cart.total')));
    must(await store().add(waiver('Cart.total', { reason: 'on second thought' })));
    assert.deepEqual(
      (await store().list()).map(({ reason }) => reason),
      ['on second thought'],
    );
  });

  it('count only under the seal of this user: what a repository brings along waives nothing', async () => {
    must(await storeOf(new Seal(new Uint8Array(32).fill(8))).add(waiver('Cart.total')));
    assert.deepEqual(await store().list(), []);
    const unsealed = { seal: '', waiver: waiver('Cart.clear') };
    await folder.write(`.agentforge/waivers/${'b'.repeat(64)}.json`, JSON.stringify(unsealed));
    await folder.write(`.agentforge/waivers/${'c'.repeat(64)}.json`, '{');
    await folder.write('.agentforge/waivers/notes.json', '[]');
    assert.deepEqual(await store().list(), []);
  });

  it('do not count once a word of them is changed, or under the seal of something else', async () => {
    must(await store().add(waiver('Cart.total')));
    const [path = ''] = await files();
    const text = await folder.text(path);
    await folder.write(path, text.replace('so be it', 'because'));
    assert.deepEqual(await store().list(), []);
    const journal = { seal: testSeal.of(JSON.stringify(waiver('Cart.total'))), waiver: waiver('Cart.total') };
    await folder.write(path, JSON.stringify(journal));
    assert.deepEqual(await store().list(), []);
    await folder.write(path, text);
    assert.equal((await store().list()).length, 1);
  });
});
