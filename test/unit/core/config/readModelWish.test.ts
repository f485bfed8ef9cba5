import assert from 'node:assert/strict';
import { readModelWish } from '../../../../src/core/config/readModelWish';

describe('what the environment says of models', () => {
  it('is nothing when nothing is set', () => {
    assert.deepEqual(readModelWish({ AGENTFORGE_EFFORT: ' ' }), { warnings: [] });
  });

  it('is what may be chosen, and how much effort', () => {
    const wish = readModelWish({
      AGENTFORGE_ALLOWED_MODELS: 'claude-fable-5-1, claude-opus-5-5',
      AGENTFORGE_EFFORT: 'xhigh',
    });
    assert.deepEqual(wish, { allowed: ['claude-fable-5-1', 'claude-opus-5-5'], effort: 'xhigh', warnings: [] });
  });

  it('says what it does not understand, and takes it for nothing', () => {
    const { effort, warnings } = readModelWish({ AGENTFORGE_EFFORT: 'heroic' });
    assert.deepEqual([effort, warnings.length], [undefined, 1]);
    assert.match(warnings[0] ?? '', /^AGENTFORGE_EFFORT is "heroic" but must be one of low, medium/);
  });
});
