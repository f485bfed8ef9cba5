import assert from 'node:assert/strict';
import { Writable } from 'node:stream';
import type { PhaseEvent } from '../../../../src/core/tdflow/phaseEvents';
import { HumanPrinter } from '../../../../src/node/cli/humanPrinter';

const RETRY: PhaseEvent = { kind: 'model-retrying', attempt: 2, of: 3, delayMs: 8_700, reason: 'overloaded' };
const STARTED: PhaseEvent = { kind: 'model-started', label: 'Claude (m)', model: 'm' };

/** A line that is written over. */
const REWRITTEN = `\r\u001b[K${' '.repeat(12)}`;

describe('the terminal while it waits for a model', () => {
  let printed: string;
  beforeEach(() => {
    printed = '';
  });

  function printer(options: { readonly live: boolean; readonly columns?: number }): HumanPrinter {
    const out = new Writable({
      write(chunk, _encoding, done) {
        printed += String(chunk);
        done();
      },
    });
    return new HumanPrinter(out, out, { color: false, verbose: false, ...options });
  }

  it('counts down in one line, which stays when something happens, and holds no timer then', () => {
    const before = process.getActiveResourcesInfo().length;
    const live = printer({ live: true });
    live.event(RETRY);
    assert.equal(process.getActiveResourcesInfo().length, before + 1);
    assert.equal(printed, `${REWRITTEN}attempt 2 of 3 in 9 s: overloaded`);
    live.event(STARTED);
    assert.ok(printed.includes(`\r\u001b[K${' '.repeat(12)}attempt 2 of 3 in 9 s: overloaded\n  answer`), printed);
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
        'attempt 2 of 3 in 9 s: overloaded',
        'waiting 61 s: the service asked to wait',
        'waiting: others come first',
        'the answer broke off: the connection was lost; asking for the rest (1 of 2): 2 files kept',
        '',
      ],
    );
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
    human.event({ kind: 'model-ended', usage, cost: 0.01, cacheMiss: 'too-short' });
    assert.match(printed, /nothing was cached: /);
  });
});
