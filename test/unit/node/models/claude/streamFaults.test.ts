import assert from 'node:assert/strict';
import { spentIn } from '../../../../../src/core/model/spending/ledger';
import type { Generated } from '../../../../../src/core/tdflow/generate';
import type { Exchange } from '../../../../kit/fakeMessages/exchange';
import type { RecordedRequest } from '../../../../kit/fakeMessages/recordedRequest';
import type { AnswerOptions, Script, StreamFault } from '../../../../kit/fakeMessages/script';
import type { RunningFakeMessages } from '../../../../kit/fakeMessages/startFakeMessages';
import { startFakeMessages } from '../../../../kit/fakeMessages/startFakeMessages';
import type { Books } from '../../../../kit/generateCart';
import { ANSWER, asInTheFaces, booksInMemory, generateCart, textsOf, WHOLE } from '../../../../kit/generateCart';
import { ManualTimers } from '../../../../kit/manualTimers';
import { nextTurn } from '../../../../kit/nextTurn';
import { providerAt } from './anthropicAsking';

const IDLE_MS = 120_000;
const PATIENCE = { idleMs: IDLE_MS, totalMs: 3_600_000 };

/** The streams in which things go wrong: as a model writes, and with thinking before it. */
const STREAMS = {
  plain: { deltas: [24, 7, 61], usage: { input: 1_000, output: 100 } },
  thoughtful: { thinking: 'Let me see.', deltas: 45, writes: [13, 80], usage: { input: 1_000, output: 100 } },
} as const;

/** Events of a stream: `message_start`, a thinking block, the text block with its ping, the deltas, and the end. */
function eventsIn({
  thinking,
  deltas,
}: {
  readonly thinking?: string;
  readonly deltas: number | readonly number[];
}): number {
  const sizes = typeof deltas === 'number' ? [deltas] : deltas;
  let left = Array.from(ANSWER).length;
  let pieces = 0;
  for (; left > 0; pieces++) left -= sizes[pieces % sizes.length]!;
  return 1 + (thinking === undefined ? 0 : 4) + 2 + pieces + 3;
}

/** How a generation may come out: complete, or not, with what is whole kept. */
type Expected = 'complete' | { readonly kind: string; readonly cause?: string };

interface Fault {
  readonly name: string;
  readonly kind: StreamFault;
  /** What it comes to; `kept` files had come whole before it. */
  readonly expected: (kept: number) => Expected;
}

const always = (expected: Expected) => () => expected;

const FAULTS: readonly Fault[] = [
  { name: 'a clean end without message_stop', kind: 'cut', expected: always('complete') },
  { name: 'a connection that is torn down', kind: 'reset', expected: always('complete') },
  { name: 'a stall', kind: 'stall', expected: always('complete') },
  { name: 'half an event', kind: 'half-json', expected: always('complete') },
  { name: 'an event that is no JSON', kind: 'garbage', expected: always('complete') },
  { name: 'an unknown event', kind: 'unknown', expected: always('complete') },
  { name: 'an error event of overload', kind: { error: { type: 'overloaded_error' } }, expected: always('complete') },
  { name: 'an error event of the service', kind: { error: { type: 'api_error' } }, expected: always('complete') },
  {
    name: 'max_tokens',
    kind: { stopReason: 'max_tokens' },
    expected: (kept) => (kept === 0 ? { kind: 'answer-cut', cause: 'limit' } : 'complete'),
  },
  { name: 'a refusal', kind: { stopReason: 'refusal' }, expected: always({ kind: 'answer-refused' }) },
  { name: 'a pause', kind: { stopReason: 'pause_turn' }, expected: always('complete') },
  {
    name: 'a context that is full',
    kind: { stopReason: 'model_context_window_exceeded' },
    expected: always({ kind: 'answer-cut', cause: 'context' }),
  },
];

describe('a stream in which something goes wrong', () => {
  let api: RunningFakeMessages;
  let books: Books;

  beforeEach(async () => {
    api = await startFakeMessages();
    api.respond(sendMissing);
    books = booksInMemory();
  });

  afterEach(async () => {
    await api.close();
    const { reserved } = spentIn(await books.ledger.read(), () => true);
    assert.equal(reserved, 0, 'what is over is paid, and nothing stays set aside for it');
  });

  async function run(script: AnswerOptions) {
    const timers = new ManualTimers();
    const exchange = api.answer(ANSWER, script);
    const provider = asInTheFaces(providerAt(api, { patience: PATIENCE, startTimer: timers.start }), books);
    const generating = generateCart(provider, new AbortController().signal);
    if (script.fault?.kind === 'stall') await loseThePatience(exchange, timers);
    return generating;
  }

  for (const [streamName, stream] of Object.entries(STREAMS)) {
    const count = eventsIn(stream);
    for (const { name, kind, expected } of FAULTS) {
      it(`${name}, after each of the ${count} events of a ${streamName} stream`, async () => {
        for (let after = 0; after < count; after++) {
          const before = api.requests.length;
          const generated = await run({ ...stream, fault: { after, kind } });
          const asked = api.requests.slice(before);
          const where = `after ${after} of ${count} events`;
          assertNothingHalf(generated, where);
          const kept = keptOf(asked, generated);
          // A stream that has not begun is sent again as if it had never been.
          const outcome = after === 0 ? 'complete' : expected(kept);
          if (outcome === 'complete') {
            assert.ok(generated.changes.ok, `${where}: ${JSON.stringify(generated.changes)}`);
            assert.deepEqual(textsOf(generated), WHOLE, where);
            assert.equal(asked.length, kind === 'unknown' ? 1 : 2, where);
          } else {
            assert.ok(!generated.changes.ok, where);
            assert.deepEqual({ ...outcome, ...generated.changes.problem }, generated.changes.problem, where);
            assert.equal(asked.length, 1, where);
          }
        }
      });
    }
  }

  it('a message that begins a second time', async () => {
    const generated = await run({ ...STREAMS.plain, fault: { after: 1, kind: 'duplicate' } });
    assert.deepEqual(textsOf(generated), WHOLE);
    assert.equal(api.requests.length, 2);
  });

  for (const status of [408, 409, 429, 500, 503, 529]) {
    it(`${status} before the first byte is asked again`, async () => {
      api.error(status, { headers: { 'retry-after': '1' } });
      assert.deepEqual(textsOf(await run(STREAMS.plain)), WHOLE);
      assert.equal(api.requests.length, 2);
    });
  }

  for (const status of [400, 401, 403, 404, 413]) {
    it(`${status} before the first byte is not`, async () => {
      api.error(status);
      const generated = await generateCart(asInTheFaces(providerAt(api), books), new AbortController().signal);
      assert.ok(!generated.changes.ok);
      assert.equal(api.requests.length, 1);
    });
  }

  it('a redirect is not followed, nor asked again', async () => {
    api.script({ kind: 'raw', status: 307, headers: { location: `${api.url}/elsewhere` }, body: '' });
    const generated = await generateCart(asInTheFaces(providerAt(api), books), new AbortController().signal);
    assert.ok(!generated.changes.ok && generated.changes.problem.kind === 'model-rejected');
    assert.equal(api.requests.length, 1);
  });

  it('is cancelled at any event: ends within a few turns of the event loop, and leaves no socket open', async () => {
    const count = eventsIn(STREAMS.thoughtful);
    for (let after = 0; after < count; after++) {
      const exchange = api.answer(ANSWER, { ...STREAMS.thoughtful, fault: { after, kind: 'gate' } });
      const abort = new AbortController();
      let isOver = false;
      const generating = generateCart(asInTheFaces(providerAt(api), books), abort.signal).finally(() => {
        isOver = true;
      });
      await exchange.paused();
      abort.abort();
      let turns = 0;
      for (; !isOver && turns < MOST_TURNS; turns++) await nextTurn();
      assert.ok(isOver, `after ${after} events it still runs ${turns} turns later`);
      const generated = await generating;
      assertNothingHalf(generated, `cancelled after ${after}`);
      assert.ok(!generated.changes.ok && generated.changes.problem.kind === 'cancelled');
      assert.equal(await exchange.closed, 'hung-up');
    }
    // Node's own client opens a connection anew for a request that was aborted, sends nothing in it, and closes it by itself.
    await api.drained();
  });

  it('is cancelled while it waits before it asks for the rest', async () => {
    const abort = new AbortController();
    api.cut(ANSWER, { after: ANSWER.indexOf('class Cart') });
    const generated = await generateCart(asInTheFaces(providerAt(api), books), abort.signal, (event) => {
      if (event.kind === 'model-continuing') abort.abort();
    });
    assert.ok(!generated.changes.ok && generated.changes.problem.kind === 'cancelled');
    assert.equal(api.requests.length, 1);
  });
});

const MOST_TURNS = 50;

/** A model that is asked for the rest sends what is not on the list of finished files, and the whole answer when it is asked anew. */
function sendMissing({ body }: RecordedRequest): Script {
  const said = body.messages.at(-1).content;
  if (body.messages.length === 1) return { kind: 'answer', text: ANSWER };
  const missing = Object.entries(WHOLE).filter(([name]) => !said.includes(`- ${name} (`));
  const text = missing.map(([name, file]) => `\`\`\`python:${name}\n${file}\`\`\`\n`).join('');
  return { kind: 'answer', text: text === '' ? 'Nothing is missing.' : text };
}

/** What is whole is as the model wrote it, and what is not whole is no file that could be written. */
function assertNothingHalf({ changeSet, changes }: Generated, where: string): void {
  for (const { name, state, text } of changeSet.files) {
    if (state === 'complete') assert.equal(text, WHOLE[name], `${where}: ${name}`);
  }
  if (changes.ok)
    assert.ok(
      changes.value.files.every(({ state }) => state === 'complete'),
      where,
    );
}

/** How many files had come whole in the first stream. */
function keptOf(asked: readonly RecordedRequest[], { changeSet }: Generated): number {
  const turns = asked[1]?.body.messages ?? [];
  if (turns.length === 3) return turns[2].content.match(/^- \S+ \(\d+ lines, SHA-256 [0-9a-f]{64}\)$/gm)?.length ?? 0;
  return asked.length === 1 ? changeSet.files.filter(({ state }) => state === 'complete').length : 0;
}

/** Nothing more will come: the watchdog barks once the client has read all that did. */
async function loseThePatience(exchange: Exchange, timers: ManualTimers): Promise<void> {
  await exchange.sent;
  let before = -1;
  while (before !== timers.started) {
    before = timers.started;
    for (let turn = 0; turn < 20; turn++) await nextTurn();
  }
  timers.elapse(IDLE_MS);
}
