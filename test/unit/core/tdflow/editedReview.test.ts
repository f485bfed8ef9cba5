import assert from 'node:assert/strict';
import { ok } from '../../../../src/core/lib/result';
import { pastedProvider } from '../../../../src/core/model/pastedProvider';
import type { Review } from '../../../../src/core/review/review';
import { change, decide, decideAll, edit, filesWith } from '../../../../src/core/review/review';
import { chooseHunk } from '../../../../src/core/review/reviewedFile';
import type { InspectReview } from '../../../../src/core/tdflow/inspectReview';
import { consentByFlag } from '../../../../src/node/cli/terminalConsent';
import { hunkKey } from '../../../kit/sampleReview';
import type { RunOptions } from './phaseRun';
import { block, CODE, PhaseRun } from './phaseRun';

const CART = 'src/cart.py';
const TESTS = 'tests/test_cart.py';
const TEST_TEXT = 'from src.cart import total\n\n\ndef test_total():\n    assert total() == 3\n';

describe('what a person makes of a proposal is looked at like the proposal itself', () => {
  let phase: PhaseRun;
  /** What was pending each time that it was asked, with what was found. */
  let asked: (readonly string[])[];

  beforeEach(async () => {
    phase = await PhaseRun.make();
    asked = [];
  });
  afterEach(() => phase.folder.dispose());

  /** Decides in turn, the last way for good. */
  async function green(
    answer: string,
    ...ways: readonly ((review: Review, inspect: InspectReview) => Review | Promise<Review>)[]
  ) {
    const review: NonNullable<RunOptions['consent']>['review'] = async (opened, _, inspect) => {
      const way = ways[Math.min(asked.length, ways.length - 1)];
      asked.push(filesWith(opened, 'pending').map(words));
      return ok((await way?.(opened, inspect)) ?? opened);
    };
    const { session } = await phase.run('red');
    const after = await phase.stored(session);
    return phase.run('green', { provider: pastedProvider(answer), consent: { review }, session: after });
  }

  function words({ name, concerns, checks }: ReturnType<typeof filesWith>[number]): string {
    const found = [...(concerns?.contract ?? []), ...(concerns?.workarounds ?? [])].map(({ kind }) => kind);
    const checked = (checks ?? []).filter(({ weight }) => weight === 'warning').map(({ kind }) => kind);
    return [name, ...found, ...checked].join(' ');
  }

  const all = (review: Review) => decideAll(review, 'accepted');

  it('is not asked about twice when nothing came in', async () => {
    const { outcome } = await green(CODE, (review) => all(edit(review, CART, 'class Cart:\n    size = 0\n')));
    assert.equal(outcome.kind, 'reached');
    assert.deepEqual(asked, [['src/deep/cart_parts.py', CART]]);
  });

  it('is written only when the last question about it is answered too, and else decided about once more', async () => {
    const about: (readonly string[])[] = [];
    const { session } = await phase.run('red');
    const { outcome } = await phase.run('green', {
      provider: pastedProvider(CODE),
      session: await phase.stored(session),
      consent: {
        review: async (opened) => {
          asked.push(filesWith(opened, 'pending').map(words));
          return ok(all(opened));
        },
        beforeWriting: async (files) => {
          about.push(files.map(({ name }) => name));
          return about.length === 1 ? files.slice(1) : [];
        },
      },
    });
    const both = ['src/deep/cart_parts.py', CART];
    assert.deepEqual(
      [asked, about],
      [
        [both, [CART]],
        [both, both],
      ],
    );
    assert.equal(outcome.kind, 'reached');
  });

  it('an error of syntax that came in is shown before it is written, and written when that is wanted', async () => {
    const { outcome } = await green(CODE, (review) => all(edit(review, CART, 'class Cart(:\n')), all);
    assert.deepEqual(asked, [['src/deep/cart_parts.py', CART], [`${CART} syntax`]]);
    assert.equal(outcome.kind, 'reached', 'the runs are scripted');
    assert.equal(await phase.folder.text(CART), 'class Cart(:\n');
  });

  it('hidden characters that came in are shown', async () => {
    const { outcome } = await green(
      CODE,
      (review) => all(edit(review, CART, 'class Cart: ...  # \u202e\n')),
      (review) => decideAll(review, 'rejected'),
    );
    assert.deepEqual(asked.at(-1), [`${CART} hidden-characters`]);
    assert.equal(outcome.kind, 'reached', 'what was accepted before stays so');
    await assert.rejects(phase.folder.text(CART), { code: 'ENOENT' });
  });

  it('a way around the tests that came in needs a decision of its own', async () => {
    const around = 'import sys\n\n\ndef total():\n    return 3 if "pytest" in sys.modules else 0\n';
    const { outcome } = await green(CODE, (review) => all(edit(review, CART, around)), all);
    assert.deepEqual(asked, [['src/deep/cart_parts.py', CART], [`${CART} knows-runner`]]);
    assert.equal(outcome.kind, 'reached', 'accepting all leaves it out');
    await assert.rejects(phase.folder.text(CART), { code: 'ENOENT' });
  });

  describe('in a file that changes what the tests promise', () => {
    const weaker = `${CODE}${block(TESTS, TEST_TEXT.replace(' == 3', '').trimEnd())}`;
    const asTheyWere = (review: Review) => edit(review, TESTS, `${TEST_TEXT}# checked by hand\n`);

    it('what was edited away is no longer asked about', async () => {
      const { outcome, session } = await green(weaker, async (review, inspect) =>
        all(await inspect(asTheyWere(review))),
      );
      assert.deepEqual(asked, [['src/deep/cart_parts.py', CART, `${TESTS} assertion-weakened`]]);
      assert.equal(outcome.kind, 'reached');
      assert.match(await phase.folder.text(TESTS), /assert total\(\) == 3\n# checked by hand\n$/);
      assert.doesNotMatch((await phase.stored(session)).history.at(-1)?.details ?? '', /contract/i);
    });

    it('what was left out is no longer asked about', async () => {
      const more = `${CODE}${block(TESTS, `# of the cart\n${TEST_TEXT.replace(' == 3', '')}`.trimEnd())}`;
      const { outcome } = await green(more, async (review, inspect) => {
        const index = review.files.find(({ file }) => file.name === TESTS)?.hunks.length ?? 0;
        return all(await inspect(change(review, TESTS, (file) => chooseHunk(file, hunkKey(file, index - 1), 'out'))));
      });
      assert.equal(outcome.kind, 'reached');
      assert.deepEqual(asked.length, 1);
      assert.match(await phase.folder.text(TESTS), /# of the cart\n(?:.*\n)* {4}assert total\(\) == 3\n$/);
    });

    it('what came in beside it is asked about, though the rest was accepted with a reason', async () => {
      const skipped = `import pytest\n${TEST_TEXT.replace(' == 3', '').replace('def test', '@pytest.mark.skip\ndef test')}`;
      const { outcome, session } = await green(
        weaker,
        (review) => decide(all(edit(review, TESTS, skipped)), TESTS, 'accepted', 'The sum is a float.'),
        (review) => decide(review, TESTS, 'accepted', 'It is skipped on purpose.'),
      );
      assert.equal(asked.length, 2);
      assert.match(asked[1]?.[0] ?? '', /^tests\/test_cart\.py .*skip-added/);
      assert.equal(outcome.kind, 'reached');
      const details = (await phase.stored(session)).history.at(-1)?.details ?? '';
      assert.match(details, /It is skipped on purpose\./);
    });

    it('accepting all does not take what came in', async () => {
      const { outcome } = await green(
        `${CODE}${block('pytest.ini', '[pytest]\naddopts = -q')}`,
        (review) =>
          decide(
            all(edit(review, 'pytest.ini', '[pytest]\naddopts = -q -k nothing\n')),
            'pytest.ini',
            'accepted',
            'Why not.',
          ),
        all,
      );
      assert.match(asked.at(-1)?.join() ?? '', /^pytest\.ini configuration-changed$/);
      assert.equal(outcome.kind, 'reached');
      await assert.rejects(phase.folder.text('pytest.ini'), { code: 'ENOENT' });
    });
  });

  it('a proposal that changes because its file did is looked at too: the switch that stands for a person is not enough', async () => {
    const four = 'a = 1\nb = 2\nc = 3\nd = 4\n';
    await phase.folder.write(CART, four);
    let times = 0;
    const { outcome } = await phase.run('green', {
      provider: pastedProvider(block(CART, four.replace('b = 2', 'b = 20').trimEnd())),
      consent: {
        ...consentByFlag,
        review: async (review, signal, inspect) => {
          times += 1;
          await phase.folder.write(CART, `${four}import sys\nprint("pytest" in sys.modules)\n`);
          return consentByFlag.review(review, signal, inspect);
        },
      },
    });
    assert.equal(times, 2);
    assert.ok(outcome.kind === 'failed' && outcome.problem.kind === 'answer-refused', JSON.stringify(outcome));
  });
});
