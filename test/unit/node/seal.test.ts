import assert from 'node:assert/strict';
import { readdir, stat } from 'node:fs/promises';
import { userSeal } from '../../../src/node/seal';
import { TemporaryWorkspace } from '../../kit/temporaryWorkspace';

describe('the seal of a user', () => {
  let folder: TemporaryWorkspace;

  beforeEach(async () => {
    folder = await TemporaryWorkspace.make();
  });

  afterEach(() => folder.dispose());

  it('is the same for every process of the user, also when they start at once', async () => {
    const env = { XDG_STATE_HOME: folder.path('state'), LOCALAPPDATA: folder.path('state') };
    const seals = await Promise.all(Array.from({ length: 20 }, () => userSeal(env)));
    const [first] = seals;
    assert.ok(first !== undefined && seals.every((seal) => seal.holds('text', first.of('text'))));
    assert.ok((await userSeal(env)).holds('text', first.of('text')));
    assert.deepEqual(await readdir(folder.path('state/agentforge')), ['journal.key']);
    if (process.platform !== 'win32') {
      assert.equal((await stat(folder.path('state/agentforge/journal.key'))).mode & 0o777, 0o600);
    }
  });

  it('is another one for another user, and does not hold for other text', async () => {
    const [mine, other] = [await sealIn('a'), await sealIn('b')];
    assert.ok(mine.holds('text', mine.of('text')));
    assert.ok(!other.holds('text', mine.of('text')));
    assert.ok(!mine.holds('text!', mine.of('text')));
    assert.ok(!mine.holds('text', ''));
  });

  function sealIn(name: string) {
    return userSeal({ XDG_STATE_HOME: folder.path(name), LOCALAPPDATA: folder.path(name) });
  }
});
