import assert from 'node:assert/strict';
import { Writable } from 'node:stream';
import { ok } from '../../../../src/core/lib/result';
import { openReview } from '../../../../src/core/review/review';
import type { Consent } from '../../../../src/core/tdflow/consent';
import type { ImplementEvent, ImplementReport } from '../../../../src/core/tdflow/implement/implementEvents';
import type { PhaseEvent } from '../../../../src/core/tdflow/phaseEvents';
import { HumanPrinter } from '../../../../src/node/cli/humanPrinter';
import { ImplementTeller } from '../../../../src/node/cli/implementTeller';
import { JsonPrinter } from '../../../../src/node/cli/jsonPrinter';

const STARTED: PhaseEvent = { kind: 'model-started', label: 'Claude (m)', model: 'm' };
const APPLIED: PhaseEvent = { kind: 'applied', files: ['a.js'], journalEntry: '1' };
const phase = (component: string): ImplementEvent => ({ kind: 'phase', component, phase: 'red' });
const during = (component: string, event: PhaseEvent): ImplementEvent => ({ kind: 'during', component, event });
const NOTHING: ImplementReport = { components: [], stopped: undefined };

describe('what is told of several components at the same time', () => {
  let printed: string;
  let out: Writable;

  beforeEach(() => {
    printed = '';
    out = new Writable({
      write(chunk, _encoding, done) {
        printed += String(chunk);
        done();
      },
    });
  });

  const human = () => new HumanPrinter(out, out, { color: false, live: false, verbose: false });
  const hide = (text: string) => text;

  async function* events(...told: readonly ImplementEvent[]): AsyncGenerator<ImplementEvent, ImplementReport> {
    yield* told;
    return NOTHING;
  }

  it('says of each line about a model of which it is, and whose turn it is again', async () => {
    const teller = new ImplementTeller(human(), { hide, isParallel: true });
    const told = [
      phase('cart'),
      phase('mail'),
      during('cart', STARTED),
      during('cart', APPLIED),
      during('mail', STARTED),
    ];
    await teller.tell(events(...told, during('cart', APPLIED), during('mail', APPLIED)));
    assert.equal(
      printed,
      [
        ...['', 'RED  cart', '', 'RED  mail', '  answer    cart: Claude (m)', '', 'RED  cart', '  written   a.js'],
        ...['  answer    mail: Claude (m)', '  written   a.js', '', 'RED  mail', '  written   a.js', ''],
      ].join('\n'),
    );
  });

  it('is one component after the other without', async () => {
    const teller = new ImplementTeller(human(), { hide, isParallel: false });
    await teller.tell(events(phase('cart'), during('cart', STARTED), during('cart', APPLIED)));
    assert.equal(printed, '\nRED  cart\n  answer    Claude (m)\n  written   a.js\n');
  });

  it('is named for programs in each object', async () => {
    const teller = new ImplementTeller(new JsonPrinter(out), { hide, isParallel: true });
    const ended: ImplementEvent = { kind: 'phase-ended', component: 'cart', outcome: { kind: 'rejected' } };
    await teller.tell(events(phase('cart'), during('cart', STARTED), ended));
    const objects = printed
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { event: string; component: string });
    assert.deepEqual(
      objects.map(({ event, component }) => `${event} ${component}`),
      ['phase cart', 'model-started cart', 'outcome cart'],
    );
  });

  it('waits while a person is asked, and comes afterwards in its order', async () => {
    let answer = (): void => {};
    const asked = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const consent: Consent = {
      review: async (review) => {
        await asked;
        return ok(review);
      },
      afterFailure: async () => ({ kind: 'take-back' }),
    };
    const teller = new ImplementTeller(human(), { hide, isParallel: true });
    const changes = { files: [], explanation: '', unchanged: [], notes: [], incomplete: [] };
    const signal = new AbortController().signal;
    const seen: string[] = [];
    async function* running(): AsyncGenerator<ImplementEvent, ImplementReport> {
      yield phase('cart');
      const reviewing = teller
        .undisturbed(consent)
        .review(openReview(changes), signal, async () => ({ files: [], news: [] }) as never);
      seen.push(printed);
      yield during('mail', STARTED);
      seen.push(printed);
      answer();
      await reviewing;
      yield during('cart', APPLIED);
      return NOTHING;
    }
    await teller.tell(running());
    assert.deepEqual(seen, ['\nRED  cart\n', '\nRED  cart\n']);
    assert.equal(printed, '\nRED  cart\n  answer    mail: Claude (m)\n  written   a.js\n');
  });
});
