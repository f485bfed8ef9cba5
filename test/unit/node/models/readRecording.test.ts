import assert from 'node:assert/strict';
import { mkdir, symlink } from 'node:fs/promises';
import { readRecording } from '../../../../src/node/models/readRecording';
import { OwnFiles } from '../../../../src/node/ownFiles';
import { TemporaryWorkspace } from '../../../kit/temporaryWorkspace';

describe('recordings of a project', () => {
  let folder: TemporaryWorkspace;

  afterEach(() => folder.dispose());

  it('are found by component and phase, and are nothing when they are not there', async () => {
    folder = await TemporaryWorkspace.make({ '.agentforge/recordings/cart.red.md': 'the tests' });
    const read = readRecording(new OwnFiles(folder.root));
    assert.equal(await read('cart', 'red'), 'the tests');
    assert.equal(await read('cart', 'green'), undefined);
    assert.equal(await read('../../cart', 'red'), undefined);
  });

  it('are read through no link that a repository brings, and from nothing that has no end', async () => {
    folder = await TemporaryWorkspace.make({ 'notes.md': 'of another folder' });
    await mkdir(folder.path('.agentforge/recordings'), { recursive: true });
    await symlink(folder.path('notes.md'), folder.path('.agentforge/recordings/cart.red.md'));
    await symlink('/dev/zero', folder.path('.agentforge/recordings/cart.green.md'));
    const read = readRecording(new OwnFiles(folder.root));
    assert.equal(await read('cart', 'red'), undefined);
    assert.equal(await read('cart', 'green'), undefined);
  });

  it('are nothing when a file stands where their folder would be', async () => {
    folder = await TemporaryWorkspace.make({ '.agentforge/recordings': 'a file' });
    assert.equal(await readRecording(new OwnFiles(folder.root))('cart', 'red'), undefined);
  });
});
