import assert from 'node:assert/strict';
import { Writable } from 'node:stream';
import type { ChangeSet } from '../../../../src/core/changes/changeSet';
import type { PhaseEvent } from '../../../../src/core/tdflow/phaseEvents';
import { HumanPrinter } from '../../../../src/node/cli/humanPrinter';

const RETRY: PhaseEvent = { kind: 'model-retrying', attempt: 2, of: 3, delayMs: 8_700, reason: 'overloaded' };
const STARTED: PhaseEvent = { kind: 'model-started', label: 'Claude (m)', model: 'm' };

const AGAIN = 'asking again in 9 s, request 2 of at most 3: overloaded';

/** A line that is written over. */
const REWRITTEN = `\r\u001b[K${' '.repeat(12)}`;

interface Options {
  readonly live: boolean;
  readonly columns?: number;
  readonly verbose?: boolean;
}

let printed: string;
beforeEach(() => {
  printed = '';
});

function printer(options: Options): HumanPrinter {
  const out = new Writable({
    write(chunk, _encoding, done) {
      printed += String(chunk);
      done();
    },
  });
  return new HumanPrinter(out, out, { color: false, verbose: false, ...options });
}

describe('the terminal while it waits for a model', () => {
  it('counts down in one line, which stays when something happens, and holds no timer then', () => {
    const before = process.getActiveResourcesInfo().length;
    const live = printer({ live: true });
    live.event(RETRY);
    assert.equal(process.getActiveResourcesInfo().length, before + 1);
    assert.equal(printed, `${REWRITTEN}${AGAIN}`);
    live.event(STARTED);
    assert.ok(printed.includes(`\r\u001b[K${' '.repeat(12)}${AGAIN}\n  answer`), printed);
    assert.equal(process.getActiveResourcesInfo().length, before);
  });

  it('ends the countdown with the phase', () => {
    const before = process.getActiveResourcesInfo().length;
    const live = printer({ live: true });
    live.event(RETRY);
    live.outcome({ kind: 'cancelled' });
    assert.equal(process.getActiveResourcesInfo().length, before);
  });

  it('never lets the line grow beyond the terminal', () => {
    const narrow = printer({ live: true, columns: 40 });
    narrow.event({ ...RETRY, reason: 'busy '.repeat(100) });
    assert.ok(printed.replace('\r\u001b[K', '').length < 40, printed);
    narrow.event(STARTED);
  });

  it('says it once in a log, with what the wait is for', () => {
    const log = printer({ live: false });
    log.event(RETRY);
    log.event({ kind: 'model-waiting', delayMs: 61_000, reason: 'the service asked to wait' });
    log.event({ kind: 'model-waiting', delayMs: undefined, reason: 'others come first' });
    log.event({
      kind: 'model-continuing',
      number: 1,
      of: 2,
      delayMs: 0,
      kept: ['a.py', 'b.py'],
      reason: 'the connection was lost',
    });
    assert.deepEqual(
      printed.split('\n').map((line) => line.trim()),
      [
        AGAIN,
        'waiting 61 s: the service asked to wait',
        'waiting: others come first',
        'the answer broke off: the connection was lost; asking for the rest (1 of 2): 2 files kept',
        '',
      ],
    );
  });

  it('says in words that the service limits the key or is not there, and nothing of its protocol', () => {
    const log = printer({ live: false });
    const raw = '429 rate_limit_error: too many (request req_1)';
    log.event({ ...RETRY, cause: 'limit', reason: raw });
    log.event({ ...RETRY, cause: 'overloaded', reason: '529 overloaded_error: Overloaded (request req_1)' });
    log.event({ ...RETRY, cause: 'offline', reason: 'no connection: ECONNREFUSED' });
    assert.match(printed, /request 2 of at most 3: the service limits the key\n/);
    assert.match(printed, /request 2 of at most 3: the service is overloaded\n/);
    assert.match(printed, /request 2 of at most 3: no connection: ECONNREFUSED\n/);
    assert.doesNotMatch(printed, /429|529|_error/);
  });

  it('tells what came from the cache, and when the cache did not help', () => {
    const usage = { inputTokens: 12_400, outputTokens: 300, cacheReadTokens: 9_800, cacheWriteTokens: 0 };
    const human = printer({ live: false });
    human.event({ kind: 'model-ended', usage, cost: 0.01 });
    assert.match(printed, /12,400 tokens in, 9,800 of them from the cache, 300 out, /);
    human.event({ kind: 'model-ended', usage: { ...usage, cacheReadTokens: 0, cacheWriteTokens: 9_800 }, cost: 0.01 });
    assert.match(printed, /12,400 tokens in, 9,800 written to the cache, 300 out, /);
    human.event({ kind: 'model-ended', usage, cost: 0.01, cacheMiss: 'missed' });
    assert.match(printed, /the cache was missed, although the same beginning was sent a few minutes ago/);
  });

  it('tells only who wants to see more that the beginning was too short for the cache', () => {
    const short = { kind: 'model-ended', usage: USAGE, cost: 0.01, cacheMiss: 'too-short' } as const;
    printer({ live: false }).event(short);
    assert.doesNotMatch(printed, /cached/);
    printer({ live: false, verbose: true }).event(short);
    assert.match(printed, /nothing was cached: /);
  });

  it('tells what was spent as what it is: an amount, an estimate, or nothing', () => {
    const human = printer({ live: false });
    human.event({ kind: 'model-ended', usage: USAGE, cost: 0.00764 });
    human.event({ kind: 'model-ended', usage: { ...USAGE, isEstimate: true }, cost: 0.12345 });
    human.event({ kind: 'model-ended', usage: USAGE, cost: 0 });
    human.event({ kind: 'model-ended', usage: USAGE, cost: undefined });
    assert.deepEqual(
      printed.split('\n').map((line) => line.trim()),
      [
        '1,413 tokens in, 479 out, $0.0076',
        '1,413 tokens in, 479 out, estimated, about $0.12',
        '1,413 tokens in, 479 out, nothing was paid',
        '1,413 tokens in, 479 out, price not known',
        '',
      ],
    );
  });
});

describe('the terminal while an answer comes', () => {
  it('has a line of its own for what comes, which is gone when the answer is whole', () => {
    const live = printer({ live: true });
    live.event(STARTED);
    live.event({ kind: 'changes', changes: coming('test/cart.test.js') });
    assert.equal(screen().at(-1), '  receiving test/cart.test.js, 2 lines');
    live.event({ kind: 'model-ended', usage: USAGE, cost: 0.0076 });
    live.event({ kind: 'changes', changes: coming('test/cart.test.js') });
    assert.deepEqual(screen(), ['  answer    Claude (m)', '            1,413 tokens in, 479 out, $0.0076', '']);
  });

  it('never leaves half a line before something else is said, whatever that is', () => {
    for (const say of [
      (live: HumanPrinter) => live.note('listen'),
      (live: HumanPrinter) => live.problem({ kind: 'input-invalid', detail: 'listen' }),
      (live: HumanPrinter) => live.text('listen'),
      (live: HumanPrinter) => live.prompt('listen'),
      (live: HumanPrinter) => live.event({ kind: 'attempt', number: 2, of: 3 }),
      (live: HumanPrinter) => live.outcome({ kind: 'rejected' }),
    ]) {
      printed = '';
      const live = printer({ live: true });
      live.event(STARTED);
      live.event({ kind: 'changes', changes: coming('a.js') });
      say(live);
      assert.doesNotMatch(screen().join('\n'), /receiving/, String(say));
    }
  });

  it('keeps that line inside the terminal', () => {
    const narrow = printer({ live: true, columns: 40 });
    narrow.event(STARTED);
    printed = '';
    narrow.event({ kind: 'changes', changes: coming(`test/${'long'.repeat(30)}.js`) });
    assert.ok(printed.replace('\r\u001b[K', '').length < 40, printed);
  });
});

const USAGE = { inputTokens: 1_413, outputTokens: 479, cacheReadTokens: 0, cacheWriteTokens: 0 };

function coming(name: string): ChangeSet {
  const file = { name, action: 'write', path: undefined, to: undefined, base: undefined, text: 'one\ntwo\n' } as const;
  return {
    files: [{ ...file, state: 'streaming', refusal: undefined, protected: false }],
    ...{ explanation: '', unchanged: [], notes: [], incomplete: [] },
  };
}

/** What a terminal shows of what was printed: a carriage return goes to the beginning of the line, which is then cleared. */
function screen(): string[] {
  return printed.split('\n').map((line) => line.split('\r\u001b[K').at(-1) ?? '');
}
