import assert from 'node:assert/strict';
import type { Review } from '../../src/core/review/review';
import { decide, edit, filesWith } from '../../src/core/review/review';
import type { InspectReview } from '../../src/core/tdflow/inspectReview';
import { EditorReview } from '../../src/vscode/review/editorReview';
import { proposedFile, reviewOf } from '../kit/sampleReview';

const SYNTAX = { kind: 'syntax', weight: 'warning', line: 1, detail: 'it cannot be read' } as const;

/** Finds an error in each text with the word. */
const inspect: InspectReview = async (review) => ({
  ...review,
  files: review.files.map((reviewed) => ({
    ...reviewed,
    found: {
      text: reviewed.chosen,
      concerns: undefined,
      checks: reviewed.chosen.includes('broken') ? [SYNTAX] : [],
    },
  })),
});

describe('deciding in the editor', () => {
  let shown: Review | undefined;
  let review: EditorReview;
  let settled: ReturnType<EditorReview['ask']>;

  beforeEach(() => {
    review = new EditorReview(
      (changed) => {
        shown = changed;
      },
      () => false,
    );
    const opened = reviewOf([proposedFile('a.js', { checks: [] }), proposedFile('b.js', { checks: [] })]);
    settled = review.ask(opened, new AbortController().signal, inspect);
  });

  afterEach(() => review.dispose());

  const findings = () => shown?.files.map(({ found }) => found.checks?.length);

  for (const [how, accept] of [
    ['all', () => review.decideAll('accepted')],
    ['the file', () => review.decideFile('a.js', 'accepted')],
  ] as const) {
    it(`shows what was typed in a moment ago before ${how} is accepted, and takes it when that is meant`, async () => {
      review.edit('a.js', 'broken\n');
      await accept();
      assert.deepEqual(findings(), [1, 0]);
      assert.deepEqual(
        shown?.files.map(({ decision }) => decision),
        ['pending', 'pending'],
      );
      await accept();
      if (how === 'the file') await review.decideFile('b.js', 'accepted');
      const result = await settled;
      assert.ok(result.ok);
      assert.deepEqual(
        filesWith(result.value, 'accepted').map(({ text }) => text),
        ['broken\n', 'a\nb\n'],
      );
    });
  }

  it('follows what is typed by itself, and takes back what is typed away', async () => {
    const changes: (() => void)[] = [];
    const watched = new EditorReview(
      (changed) => {
        shown = changed;
        for (const tell of changes.splice(0)) tell();
      },
      () => false,
    );
    const until = async (wanted: readonly number[]) => {
      while (JSON.stringify(findings()) !== JSON.stringify(wanted)) {
        await new Promise<void>((resolve) => changes.push(resolve));
      }
    };
    const file = proposedFile('a.js', { checks: [] });
    const ended = watched.ask(reviewOf([file]), new AbortController().signal, inspect);
    watched.edit('a.js', 'broken\n');
    await until([1]);
    watched.edit('a.js', 'whole\n');
    await until([0]);
    watched.dispose();
    assert.equal((await ended).ok, false);
  });

  it('looks at once at a review that was changed in an earlier window', async () => {
    const left = edit(reviewOf([proposedFile('a.js', { checks: [] }), proposedFile('b.js')]), 'a.js', 'broken\n');
    const found = new Promise<Review>((resolve) => {
      const later = new EditorReview(
        (changed) => {
          if (changed?.files[0]?.found.checks?.length === 1) resolve(changed);
        },
        () => false,
      );
      void later.ask(decide(left, 'b.js', 'accepted'), new AbortController().signal, inspect);
    });
    assert.deepEqual((await found).files[0]?.found.checks, [SYNTAX]);
  });
});
