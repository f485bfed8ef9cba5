import assert from 'node:assert/strict';
import { readModelWish } from '../../../../src/core/config/readModelWish';

describe('what the environment says of models and money', () => {
  it('is nothing when nothing is set', () => {
    assert.deepEqual(readModelWish({ AGENTFORGE_EFFORT: ' ' }), { caps: {}, warnings: [] });
  });

  it('is what may be chosen, how much effort, and what may be spent', () => {
    const wish = readModelWish({
      AGENTFORGE_ALLOWED_MODELS: 'claude-fable-5-1, claude-opus-5-5',
      AGENTFORGE_EFFORT: 'xhigh',
      AGENTFORGE_MAX_COST_PER_GENERATION: '0.50',
      AGENTFORGE_MAX_COST_PER_DAY: 'none',
    });
    assert.deepEqual(wish, {
      allowed: ['claude-fable-5-1', 'claude-opus-5-5'],
      effort: 'xhigh',
      caps: { generation: 0.5, day: 'none' },
      warnings: [],
    });
  });

  it('says what it does not understand, and takes it for nothing', () => {
    const { caps, effort, warnings } = readModelWish({
      AGENTFORGE_EFFORT: 'heroic',
      AGENTFORGE_MAX_COST_PER_SESSION: '1e9',
      AGENTFORGE_MAX_COST_PER_DAY: '-1',
    });
    assert.deepEqual([caps, effort, warnings.length], [{}, undefined, 3]);
    assert.match(
      warnings[1] ?? '',
      /^AGENTFORGE_MAX_COST_PER_SESSION is "1e9" but must be dollars such as 0\.50, or none/,
    );
  });
});
