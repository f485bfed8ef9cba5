import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Reached } from '../../kit/reached';

describe('Reached', () => {
  it('fails for a class that no case belonged to', () => {
    const reached = new Reached(['one', 'other']);
    reached.add({ one: true, other: false });
    assert.throws(() => reached.assertAll(), /other/);
    reached.add({ one: false, other: true });
    reached.assertAll();
  });
});
