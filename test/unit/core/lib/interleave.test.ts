import assert from 'node:assert/strict';
import { interleave } from '../../../../src/core/lib/interleave';

describe('generators that run at the same time', () => {
  it('yield as they come, at most so many at once, and return in their order', async () => {
    let running = 0;
    let most = 0;
    const begin = [3, 1, 2].map(
      (steps) =>
        async function* () {
          most = Math.max(most, ++running);
          for (let step = 1; step <= steps; step++) yield step;
          running--;
          return steps;
        },
    );
    const seen: string[] = [];
    const all = interleave(begin, 2);
    for (;;) {
      const step = await all.next();
      if (step.done === true) {
        assert.deepEqual(step.value, [3, 1, 2]);
        break;
      }
      seen.push(step.value.join(':'));
    }
    assert.equal(most, 2);
    assert.deepEqual(seen.sort(), ['0:1', '0:2', '0:3', '1:1', '2:1', '2:2']);
  });

  it('let later ones go first while they may not begin, and are asked again when another has ended', async () => {
    const order: number[] = [];
    const ended = new Set<number>();
    const begin = [0, 1, 2, 3].map(
      (index) =>
        async function* () {
          yield order.push(index);
          ended.add(index);
          return index;
        },
    );
    const mayBegin = (index: number) => (index === 0 ? ended.has(2) : index !== 1 || ended.has(0));
    for await (const _ of interleave(begin, 2, mayBegin));
    assert.deepEqual(order, [2, 3, 0, 1]);
    await assert.rejects(async () => {
      for await (const _ of interleave(begin, 2, () => false));
    }, /none of 4/);
  });

  it('are ended when nobody listens any more, and when one of them fails', async () => {
    const ended: number[] = [];
    const begin = [0, 1].map(
      (index) =>
        async function* () {
          try {
            for (let step = 0; ; step++) {
              if (index === 1 && step === 2) throw new Error('broken');
              yield step;
            }
          } finally {
            ended.push(index);
          }
        },
    );
    const left = interleave(begin, 2);
    await left.next();
    await left.return([]);
    assert.deepEqual(ended.sort(), [0, 1]);

    ended.length = 0;
    await assert.rejects(async () => {
      for await (const step of interleave(begin, 2)) assert.ok(step);
    }, /broken/);
    assert.deepEqual(ended.sort(), [0, 1]);
  });
});
