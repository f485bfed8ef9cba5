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

  it('does not run after it was disposed', () => {
    throttle.request();
    throttle.dispose();
    mock.timers.tick(1_000);
    assert.equal(runs, 0);
  });
});
