import assert from 'node:assert/strict';
import { countDown } from '../../../src/node/countDown';

describe('a countdown', () => {
  let tick: (() => void) | undefined;
  const start = (ms: number, each: () => void) => {
    assert.equal(ms, 1_000);
    tick = each;
    return () => {
      tick = undefined;
    };
  };

  function told(ms: number): { readonly seconds: number[]; readonly stop: () => void } {
    const seconds: number[] = [];
    return { seconds, stop: countDown(ms, (left) => seconds.push(left), start) };
  }

  beforeEach(() => {
    tick = undefined;
  });

  it('tells each second that is left, down to none, and ends', () => {
    const { seconds } = told(2_100);
    while (tick !== undefined) tick();
    assert.deepEqual(seconds, [3, 2, 1, 0]);
  });

  it('ends when it is stopped', () => {
    const { seconds, stop } = told(9_000);
    tick?.();
    stop();
    assert.deepEqual([seconds, tick], [[9, 8], undefined]);
  });

  it('has nothing to count when nothing is left', () => {
    assert.deepEqual([told(0).seconds, tick], [[0], undefined]);
  });

  it('holds no timer of the system once it is over', () => {
    const before = process.getActiveResourcesInfo().length;
    countDown(60_000, () => {})();
    assert.equal(process.getActiveResourcesInfo().length, before);
  });
});
