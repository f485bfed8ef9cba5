import assert from 'node:assert/strict';
import type { AuthoringOutcome } from '../../../../src/core/authoring/authoringEvents';
import { writeDocuments } from '../../../../src/core/authoring/writeDocuments';
import { DEFAULT_CONFIG } from '../../../../src/core/config/config';
import { fail, ok } from '../../../../src/core/lib/result';
import type { ModelEvent, ModelProvider, Turn } from '../../../../src/core/model/provider';
import type { Review } from '../../../../src/core/review/review';
import { decide, decideAll, edit } from '../../../../src/core/review/review';
import { saveReview } from '../../../../src/core/review/savedReview';
import type { Consent } from '../../../../src/core/tdflow/consent';
import type { OpenReview } from '../../../../src/core/tdflow/stores';
import { checked } from '../../../kit/checked';
import { nodePorts } from '../../../kit/nodePorts';
import { sampleSession } from '../../../kit/sampleSession';
import { TemporaryWorkspace } from '../../../kit/temporaryWorkspace';

describe('writing documents', () => {
  let folder: TemporaryWorkspace;
  /** The piece of each request. */
  let asked: string[];
  /** What was said after the prompt of the last request. */
  let turns: readonly Turn[];
  /** The documents of each review. */
  let shown: string[][];

  beforeEach(async () => {
    folder = await TemporaryWorkspace.make();
    [asked, shown] = [[], []];
  });

  afterEach(() => folder.dispose());

  /** A model that writes each document, and refuses the requests with these numbers, from 0. */
  function provider(refused: readonly number[]): ModelProvider {
    const stream = async function* (request: Parameters<ModelProvider['stream']>[0]): AsyncGenerator<ModelEvent> {
      const number = asked.push(request.purpose.component) - 1;
      turns = request.turns ?? [];
      yield { kind: 'started', model: 'a' };
      if (refused.includes(number)) {
        yield { kind: 'failed', problem: { kind: 'model-rejected', detail: 'no' }, retryable: false };
        return;
      }
      yield { kind: 'text', text: `\`\`\`markdown:${request.purpose.component}.md\nText ${number}\n\`\`\`\n` };
      yield { kind: 'completed', stopReason: 'end_turn', usage: undefined };
    };
    return { label: 'a model', modelName: 'a', isMetered: false, stream };
  }

  /** Answers the first reviews as they are given, and accepts all later. */
  function consent(...first: readonly ((review: Review) => Review)[]): Consent {
    return {
      review: async (review) => {
        const answer = first[shown.length];
        shown.push(review.files.map(({ file }) => file.name));
        return ok(answer?.(review) ?? decideAll(review, 'accepted'));
      },
      afterFailure: async () => ({ kind: 'take-back' }),
    };
  }

  async function write(refused: readonly number[], asker: Consent, resume?: OpenReview): Promise<AuthoringOutcome> {
    const piece = async (id: string) => ({
      ...{ id, documents: [await checked(`${id}.md`)], role: 'You write.', material: [], instructions: `Write ${id}.` },
    });
    const work = {
      session: sampleSession(),
      config: DEFAULT_CONFIG,
      name: 'documents',
      pieces: [await piece('one'), await piece('two')],
      source: { words: '', basis: 'answers' },
    };
    const tools = { provider: provider(refused), consent: asker, atOnce: 1, resume };
    const running = writeDocuments(work, tools, nodePorts(folder.root), new AbortController().signal);
    for (;;) {
      const step = await running.next();
      if (step.done === true) return step.value;
    }
  }

  const another = (review: Review): Review => ({ ...review, anotherFor: 'shorter' });

  it('keeps what was accepted when the one that is asked for again fails', async () => {
    const outcome = await write(
      [2],
      consent((review) => another(decide(review, 'one.md', 'accepted'))),
    );
    assert.deepEqual(asked, ['one', 'two', 'two']);
    assert.deepEqual(shown, [['one.md', 'two.md'], ['one.md']]);
    assert.equal(await folder.text('one.md'), 'Text 0\n');
    assert.ok(outcome.kind === 'written');
    assert.deepEqual([outcome.files, outcome.failed.map(({ piece }) => piece)], [['one.md'], ['two']]);
  });

  it('is done when the one that failed comes after all', async () => {
    const outcome = await write(
      [2],
      consent((review) => another(decide(review, 'one.md', 'accepted')), another),
    );
    assert.deepEqual(asked, ['one', 'two', 'two', 'two']);
    assert.deepEqual(shown, [['one.md', 'two.md'], ['one.md'], ['one.md', 'two.md']]);
    assert.deepEqual(
      turns.map(({ role, text }) => [role, text.match(/Text 1|shorter/g)]),
      [
        ['assistant', ['Text 1']],
        ['user', ['shorter', 'shorter']],
      ],
    );
    assert.equal(await folder.text('two.md'), 'Text 3\n');
    assert.ok(outcome.kind === 'written');
    assert.deepEqual(outcome.failed, []);
  });

  describe('whose review was left', () => {
    let left: OpenReview;

    beforeEach(async () => {
      const { review } = consent();
      const asker: Consent = {
        ...consent(),
        review: async (opened, signal, inspect) => {
          await review(opened, signal, inspect);
          const source = { words: '', basis: 'answers' };
          const seen = edit(decide(opened, 'one.md', 'rejected'), 'two.md', 'Mine\n');
          left = {
            ...{ attempt: '001-documents-one', model: 'a', cost: undefined, component: 'documents' },
            ...{ phase: 'documents', source, review: saveReview(seen) },
          };
          return fail({ kind: 'cancelled' });
        },
      };
      assert.equal((await write([], asker)).kind, 'cancelled');
      [asked, shown] = [[], []];
    });

    it('go on with what was decided and typed, and no model is asked', async () => {
      const outcome = await write([], consent(), left);
      assert.ok(outcome.kind === 'written', JSON.stringify(outcome));
      assert.deepEqual([outcome.files, asked, shown], [['two.md'], [], [['one.md', 'two.md']]]);
      assert.equal(await folder.text('two.md'), 'Mine\n');
    });

    it('are asked for again with what was proposed then', async () => {
      const outcome = await write(
        [],
        consent((review) => another(decide(review, 'two.md', 'accepted'))),
        left,
      );
      assert.ok(outcome.kind === 'written');
      assert.deepEqual(
        [asked, shown],
        [
          ['one'],
          [
            ['one.md', 'two.md'],
            ['two.md', 'one.md'],
          ],
        ],
      );
      assert.deepEqual(
        turns.map(({ role, text }) => [role, text.match(/Text 0|shorter/g)]),
        [
          ['assistant', ['Text 0']],
          ['user', ['shorter']],
        ],
      );
      assert.equal(await folder.text('two.md'), 'Mine\n');
    });

    it('do not go on where they would be written from something else by now', async () => {
      const outcome = await write([], consent(), { ...left, source: { words: '', basis: 'other answers' } });
      assert.ok(outcome.kind === 'failed' && outcome.problem.kind === 'phase-out-of-order');
      assert.match(outcome.problem.detail, /has changed since/);
      assert.deepEqual([asked, shown], [[], []]);
    });
  });
});
