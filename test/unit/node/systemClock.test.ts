import assert from 'node:assert/strict';
import { systemClock } from '../../../src/node/systemClock';

describe('the system clock', () => {
  it('sleeps as long as it is told', async () => {
    const start = performance.now();
    await systemClock.sleep(30, new AbortController().signal);
    assert.ok(performance.now() - start >= 29);
  });

  it('wakes with the reason when it is cancelled', async () => {
    const controller = new AbortController();
    const sleep = systemClock.sleep(60_000, controller.signal);
    controller.abort(new Error('enough'));
    await assert.rejects(sleep, /enough/);
  });

  it('does not fall asleep when it is cancelled already', async () => {
    await assert.rejects(systemClock.sleep(60_000, AbortSignal.abort(new Error('before'))), /before/);
  });

  it('tells the time, and numbers from 0 to 1', () => {
    assert.ok(Math.abs(systemClock.now().getTime() - Date.now()) < 1_000);
    assert.ok(systemClock.random() >= 0 && systemClock.random() < 1);
  });
});
