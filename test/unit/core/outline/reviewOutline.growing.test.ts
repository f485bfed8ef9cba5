import assert from 'node:assert/strict';
import type { ChangeSet } from '../../../../src/core/changes/changeSet';
import { reviewOutline } from '../../../../src/core/outline/reviewOutline';
import { proposedFile } from '../../../kit/sampleReview';
import { block, collectSteps } from '../changes/collect';

function described(changes: ChangeSet): readonly string[] {
  return reviewOutline({
    component: 'cart',
    phase: 'green',
    step: 'model',
    omitted: [],
    nextSteps: undefined,
    changes,
    review: undefined,
  }).map(({ description }) => description);
}

describe('rows of a file while it grows', () => {
  const steps = async (answer: string, base: string) => {
    const chunks = answer.split(/(?<=\n)/);
    return (await collectSteps(chunks, { 'src/cart.py': base })).map(described);
  };

  it('count the lines so far that its base does not have, and what has changed once it is whole', async () => {
    assert.deepEqual(await steps(block('python:src/cart.py', 'a', 'x', 'c'), 'a\nb\nc\n'), [
      ['+0 so far'],
      ['+0 so far'],
      ['+1 so far'],
      ['+1 so far'],
      ['+1 -1'],
      ['+1 -1'],
    ]);
  });

  it('count every line of a new file, and those that are added to one', async () => {
    const added = await steps(block('append:src/cart.py', 'a') + block('python:src/new.py', 'a', 'a'), 'a\n');
    assert.deepEqual(added.slice(0, 7), [
      ['append · +0 so far'],
      ['append · +1 so far'],
      ['append · +1 -0'],
      ['append · +1 -0', '+0 so far'],
      ['append · +1 -0', '+1 so far'],
      ['append · +1 -0', '+2 so far'],
      ['append · +1 -0', '+2 -0'],
    ]);
  });

  it('count nothing of a file that goes', async () => {
    assert.deepEqual((await steps(block('delete:src/cart.py'), 'a\n'))[0], ['delete · +0 -1']);
  });

  it('do not look through the text again at every line', () => {
    const file = proposedFile('src/cart.py', { state: 'streaming', newLines: 7 });
    Object.defineProperty(file, 'text', { get: () => assert.fail('the text was read') });
    const changes = { files: [file], explanation: '', unchanged: [], notes: [], incomplete: [] };
    assert.deepEqual(described(changes), ['+7 so far']);
  });
});
