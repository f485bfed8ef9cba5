import assert from 'node:assert/strict';
import { ok } from '../../../src/core/lib/result';
import { change, edit, openReview } from '../../../src/core/review/review';
import { chooseHunk } from '../../../src/core/review/reviewedFile';
import { restoreReview, saveReview } from '../../../src/core/review/savedReview';
import type { OpenReview } from '../../../src/core/tdflow/stores';
import { OwnFiles } from '../../../src/node/ownFiles';
import { ReviewFiles } from '../../../src/node/reviewFiles';
import { Seal } from '../../../src/node/seal';
import { checked } from '../../kit/checked';
import { must } from '../../kit/must';
import { baseText, hunkKey, proposedFile } from '../../kit/sampleReview';
import { sampleSession } from '../../kit/sampleSession';
import { TemporaryWorkspace } from '../../kit/temporaryWorkspace';
import { findTestSeal } from '../../kit/testSeal';

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const SESSION = sampleSession().id;

describe('reviews that are left open', () => {
  let folder: TemporaryWorkspace;
  let reviews: ReviewFiles;
  beforeEach(async () => {
    folder = await TemporaryWorkspace.make();
    reviews = new ReviewFiles(new OwnFiles(folder.root), findTestSeal);
  });
  afterEach(() => folder.dispose());

  async function review() {
    const file = proposedFile('a.py', {
      path: await checked('a.py'),
      base: baseText('one\ntwo\nthree\nfour\nfive\n'),
      text: 'one\n2\nthree\nfour\n5\n',
    });
    const open = openReview({ files: [file], explanation: 'why', unchanged: [], notes: [], incomplete: [] });
    const edited = edit(open, 'a.py', `${file.text}six\n`);
    return change(edited, 'a.py', (each) => chooseHunk(each, hunkKey(each, 0), 'out'));
  }

  async function left(attempt: string): Promise<OpenReview> {
    const about = { attempt, model: 'claude', cost: 0.02, component: 'cart', phase: 'green' } as const;
    return { ...about, review: saveReview(await review()) };
  }

  it('come back as they were, edits and left out changes and all', async () => {
    must(await reviews.save(SESSION, await left('001-green-cart'), 'left'));
    const [found] = await reviews.list(SESSION);
    assert.ok(found);
    assert.deepEqual(
      [found.attempt, found.model, found.cost, found.component, found.phase],
      ['001-green-cart', 'claude', 0.02, 'cart', 'green'],
    );
    assert.deepEqual(plain(await restoreReview(found.review, checked)), plain(await review()));
  });

  it('are found among the last attempts, also where their numbers have grown by a digit', async () => {
    for (let number = 975; number < 999; number++)
      await folder.write(`.agentforge/history/${SESSION}/${number}-x/a`, '');
    for (const attempt of ['998-green-cart', '1000-green-cart', '1001-green-cart']) {
      must(await reviews.save(SESSION, await left(attempt), 'left'));
    }
    assert.deepEqual(
      (await reviews.list(SESSION)).map(({ attempt }) => attempt),
      ['1001-green-cart', '1000-green-cart', '998-green-cart'],
    );
  });

  it('with a path that leads out by now are refused for that file', async () => {
    const { review: saved } = await left('001-green-cart');
    const restored = await restoreReview(saved, async () => undefined);
    assert.deepEqual(
      restored.files.map(({ decision, file }) => [decision, file.refusal?.kind]),
      [['rejected', 'path']],
    );
  });

  it('are nobody else’s while a running process holds them, and gone when they are forgotten', async () => {
    const open = await left('001-green-cart');
    must(await reviews.save(SESSION, open, 'held'));
    assert.deepEqual(await reviews.list(SESSION), []);
    must(await reviews.save(SESSION, open, 'left'));
    assert.equal((await reviews.list(SESSION)).length, 1);
    await reviews.remove(SESSION, '001-green-cart');
    assert.deepEqual(await reviews.list(SESSION), []);
  });

  it('that came with the repository are none', async () => {
    const path = `.agentforge/history/${SESSION}/001-green-cart/review.json`;
    must(await reviews.save(SESSION, await left('001-green-cart'), 'left'));
    const text = await folder.text(path);
    for (const other of [
      text.replace('"why"', '"because"'),
      text.replace('001-green-cart', '002-green-cart'),
      '{}',
      '',
    ]) {
      await folder.write(path, other);
      assert.deepEqual(await reviews.list(SESSION), [], other.slice(0, 60));
    }
    const theirs = new ReviewFiles(new OwnFiles(folder.root), async () => ok(new Seal(new Uint8Array(32))));
    must(await theirs.save(SESSION, await left('001-green-cart'), 'left'));
    assert.deepEqual(await reviews.list(SESSION), []);
  });

  it('are found whatever their session where they are of documents, the newest first', async () => {
    const later = 'tdflow_20990101_120000_000000';
    const source = { words: 'a shop', basis: 'b' };
    const documents = async (attempt: string): Promise<OpenReview> => ({
      ...{ ...(await left(attempt)), component: 'SPARC documents', phase: 'documents' },
      source,
    });
    must(await reviews.save(SESSION, await left('001-green-cart'), 'left'));
    must(await reviews.save(SESSION, await documents('002-documents-Architecture'), 'left'));
    must(await reviews.save(later, await documents('001-documents-Architecture'), 'left'));
    must(await reviews.save(later, await documents('002-documents-Completion'), 'held'));
    assert.deepEqual(
      (await reviews.listDocuments()).map(({ sessionId, attempt }) => [sessionId, attempt]),
      [
        [later, '001-documents-Architecture'],
        [SESSION, '002-documents-Architecture'],
      ],
    );
    assert.deepEqual((await reviews.listDocuments())[0]?.source, source);
  });
});
