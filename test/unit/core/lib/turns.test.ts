import assert from 'node:assert/strict';
import { Turns } from '../../../../src/core/lib/turns';
import { nextTurn } from '../../../kit/nextTurn';

describe('those who take turns', () => {
  it('come one at a time, in the order in which they asked, and know how long they waited', async () => {
    let now = 0;
    const turns = new Turns({ now: () => new Date(now) });
    const [first, second, third] = [turns.taker(), turns.taker(), turns.taker()];
    const order: string[] = [];
    await first.take();
    const waiting = [second.take().then(() => order.push('second')), third.take().then(() => order.push('third'))];
    await nextTurn();
    assert.deepEqual(order, []);
    now = 500;
    first.leave();
    await waiting[0];
    await nextTurn();
    assert.deepEqual(order, ['second']);
    now = 700;
    second.leave();
    second.leave();
    await waiting[1];
    assert.deepEqual(order, ['second', 'third']);
    assert.deepEqual([first.waitedMs, second.waitedMs, third.waitedMs], [0, 500, 700]);
    await assert.rejects(third.take(), /taken already/);
  });
});
