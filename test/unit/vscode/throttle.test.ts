import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { Throttle } from '../../../src/vscode/throttle';

describe('Throttle', () => {
  let runs = 0;
  let throttle: Throttle;

  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout'] });
    runs = 0;
    throttle = new Throttle(() => runs++, 80);
  });
  afterEach(() => mock.timers.reset());

  it('runs once for many requests, though they never pause', () => {
    for (let time = 0; time < 80; time += 10) {
      throttle.request();
      assert.equal(runs, 0);
      mock.timers.tick(10);
    }
    assert.equal(runs, 1);
  });

  it('runs again for a request that comes after a run', () => {
    throttle.request();
    mock.timers.tick(80);
    throttle.request();
    mock.timers.tick(80);
    assert.equal(runs, 2);
  });

  it('that begins at once runs in the next turn, then no more often than allowed, and never loses the last request', () => {
    let now = 5_000;
    const clock = mock.method(performance, 'now', () => now);
    const pass = (ms: number): void => {
      now += ms;
      mock.timers.tick(ms);
    };
    throttle = new Throttle(() => runs++, 80, 'at once');
    throttle.request();
    assert.equal(runs, 0);
    pass(1);
    assert.equal(runs, 1);
    for (let time = 0; time < 70; time += 10) {
      throttle.request();
      pass(10);
      assert.equal(runs, 1);
    }
    pass(10);
    assert.equal(runs, 2);
    pass(200);
    assert.equal(runs, 2);
    throttle.request();
    pass(1);
    assert.equal(runs, 3);
    clock.mock.restore();
  });

  it('does not run after it was disposed', () => {
    throttle.request();
    throttle.dispose();
    mock.timers.tick(1_000);
    assert.equal(runs, 0);
  });
});
