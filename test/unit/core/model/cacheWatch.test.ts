import assert from 'node:assert/strict';
import { CacheWatch } from '../../../../src/core/model/cacheWatch';
import type { ModelRequest, Usage } from '../../../../src/core/model/provider';

const LONG = 'specification '.repeat(200);

describe('watching the cache of a service', () => {
  let now: number;
  let watch: CacheWatch;

  beforeEach(() => {
    now = 0;
    watch = new CacheWatch({ now: () => new Date(now) });
  });

  function told(read: number, written: number, about: Partial<ModelRequest> = {}, tookMs = 0) {
    const request: ModelRequest = {
      model: 'm',
      system: 's',
      user: [LONG, 'the phase'],
      maxTokens: 1,
      purpose: { component: 'c', phase: 'red' },
      ...about,
    };
    const usage: Usage = { inputTokens: 2_000, outputTokens: 1, cacheReadTokens: read, cacheWriteTokens: written };
    const missed = watch.sending(request);
    now += tookMs;
    return missed(usage);
  }

  it('has nothing to say when the beginning was written, and then read', () => {
    assert.equal(told(0, 1_000), undefined);
    assert.equal(told(1_000, 0), undefined);
  });

  it('tells a miss of a beginning that was sent a few minutes ago, whatever came after it', () => {
    told(0, 1_000);
    now += 299_000;
    assert.equal(told(0, 1_000, { user: [LONG, 'another phase'] }), 'missed');
  });

  it('expects no hit of one that the service has forgotten, of another model or another beginning', () => {
    told(0, 1_000);
    now += 300_000;
    assert.equal(told(0, 1_000), undefined);
    assert.equal(told(0, 1_000, { model: 'n' }), undefined);
    assert.equal(told(0, 1_000, { user: [`${LONG}!`, 'the phase'] }), undefined);
  });

  it('counts from when a request was sent, not from the end of its answer', () => {
    told(0, 1_000, {}, 240_000);
    now += 120_000;
    assert.equal(told(0, 1_000, {}, 60_000), undefined);
  });

  it('tells when nothing was cached although there was something to share', () => {
    assert.equal(told(0, 0), 'too-short');
  });

  it('is silent where no model would cache, and where nothing is shared', () => {
    assert.equal(told(0, 0, { user: ['short', 'the phase'] }), undefined);
    assert.equal(told(0, 0, { user: [LONG + LONG] }), undefined);
  });

  it('remembers the newest hundred', () => {
    for (let index = 0; index < 101; index++) told(0, 1_000, { user: [`${LONG}${index}`, 'the phase'] });
    assert.equal(told(0, 1_000, { user: [`${LONG}0`, 'the phase'] }), undefined);
    assert.equal(told(0, 1_000, { user: [`${LONG}100`, 'the phase'] }), 'missed');
  });
});
