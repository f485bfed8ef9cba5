import assert from 'node:assert/strict';
import { limitsOf } from '../../../../src/node/models/idleWatchdog';

const USUAL_MS = 120_000;
const TOTAL_MS = 1_800_000;

describe('how long a service may be silent', () => {
  const idle = (idleMs?: number, idleAtMostMs?: number) =>
    limitsOf({ idleMs, idleAtMostMs, totalMs: TOTAL_MS }, USUAL_MS).idleMs;

  it('is what is usual for it, unless its user says otherwise', () => {
    assert.equal(limitsOf(undefined, USUAL_MS).idleMs, USUAL_MS);
    assert.deepEqual([idle(), idle(300_000), idle(1_000)], [USUAL_MS, 300_000, 1_000]);
    assert.equal(limitsOf({ idleMs: undefined, totalMs: TOTAL_MS }, USUAL_MS).totalMs, TOTAL_MS);
  });

  it('is shorter where the project lowers it, and never longer', () => {
    assert.deepEqual([idle(undefined, 60_000), idle(undefined, 600_000)], [60_000, USUAL_MS]);
    assert.deepEqual([idle(300_000, 200_000), idle(30_000, 60_000)], [200_000, 30_000]);
  });
});
