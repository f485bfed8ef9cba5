import assert from 'node:assert/strict';
import { chmod, chown, mkdir, readdir, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
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

  // Only on Linux can a test take the home away.
  if (process.platform === 'linux')
    describe('of a user without a home', () => {
      const usual = ['HOME', 'TMPDIR', 'TEMP'].map((name) => [name, process.env[name]] as const);
      let noHome: Record<string, string>;

      beforeEach(async () => {
        await folder.write('blocked', 'a file where the home would be');
        const below = folder.path('blocked/home');
        noHome = { XDG_STATE_HOME: below, LOCALAPPDATA: below };
        process.env['HOME'] = below;
        for (const name of ['TMPDIR', 'TEMP']) process.env[name] = folder.root;
      });

      afterEach(() => {
        for (const [name, value] of usual) {
          if (value === undefined) delete process.env[name];
          else process.env[name] = value;
        }
      });

      const place = () => folder.path(`agentforge-${process.getuid?.() ?? 'user'}`);

      it('is kept in a private folder for temporary files', async () => {
        const seal = await userSeal(noHome);
        assert.ok((await userSeal(noHome)).holds('text', seal.of('text')));
        if (process.platform !== 'win32') assert.equal((await stat(place())).mode & 0o777, 0o700);
      });

      it('is not taken from a folder that others can write, own, or lead elsewhere', async () => {
        if (process.getuid === undefined) return;
        await mkdir(place());
        await chmod(place(), 0o777);
        await writeFile(`${place()}/journal.key`, new Uint8Array(32));
        await assert.rejects(userSeal(noHome), /belongs to somebody else/);
        await rename(place(), folder.path('elsewhere'));
        await chmod(folder.path('elsewhere'), 0o700);
        await symlink('elsewhere', place());
        await assert.rejects(userSeal(noHome), /belongs to somebody else/);
        if (process.getuid() !== 0) return;
        await rm(place());
        await mkdir(place(), { mode: 0o700 });
        await chown(place(), 65_534, 65_534);
        await assert.rejects(userSeal(noHome), /belongs to somebody else/);
      });
    });

  function sealIn(name: string) {
    return userSeal({ XDG_STATE_HOME: folder.path(name), LOCALAPPDATA: folder.path(name) });
  }
});
