import assert from 'node:assert/strict';
import { readRecording } from '../../../../src/node/models/readRecording';
import { TemporaryWorkspace } from '../../../kit/temporaryWorkspace';

describe('recordings of a project', () => {
  let folder: TemporaryWorkspace;

  afterEach(() => folder.dispose());

  it('are found by component and phase, and are nothing when they are not there', async () => {
    folder = await TemporaryWorkspace.make({ '.agentforge/recordings/cart.red.md': 'the tests' });
    const read = readRecording(folder.root);
    assert.equal(await read('cart', 'red'), 'the tests');
    assert.equal(await read('cart', 'green'), undefined);
    assert.equal(await read('../../cart', 'red'), undefined);
  });

  it('are nothing when a file stands where their folder would be', async () => {
    folder = await TemporaryWorkspace.make({ '.agentforge/recordings': 'a file' });
    assert.equal(await readRecording(folder.root)('cart', 'red'), undefined);
  });
});
