import assert from 'node:assert/strict';
import { chmod, chown, mkdir, readdir, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import type { Problem } from '../../../src/core/errors';
import type { Result } from '../../../src/core/lib/result';
import { userSeal } from '../../../src/node/seal';
import { tapFileSystem } from '../../kit/fileSystemTap';
import { must } from '../../kit/must';
import { TemporaryWorkspace } from '../../kit/temporaryWorkspace';

describe('the seal of a user', () => {
  let folder: TemporaryWorkspace;

  beforeEach(async () => {
    folder = await TemporaryWorkspace.make();
  });

  afterEach(() => folder.dispose());

  it('is the same for every process of the user, also when they start at once', async () => {
    const env = { XDG_STATE_HOME: folder.path('state'), LOCALAPPDATA: folder.path('state') };
    const seals = await Promise.all(Array.from({ length: 20 }, async () => must(await userSeal(env))));
    const [first] = seals;
    assert.ok(first !== undefined && seals.every((seal) => seal.holds('text', first.of('text'))));
    assert.ok(must(await userSeal(env)).holds('text', first.of('text')));
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
        const seal = must(await userSeal(noHome));
        assert.ok(must(await userSeal(noHome)).holds('text', seal.of('text')));
        if (process.platform !== 'win32') assert.equal((await stat(place())).mode & 0o777, 0o700);
      });

      it('is not taken from a folder that others can write, own, or lead elsewhere', async () => {
        if (process.getuid === undefined) return;
        await mkdir(place());
        await chmod(place(), 0o777);
        await writeFile(`${place()}/journal.key`, new Uint8Array(32));
        assert.match(detailOf(await userSeal(noHome)), /belongs to somebody else/);
        await rename(place(), folder.path('elsewhere'));
        await chmod(folder.path('elsewhere'), 0o700);
        await symlink('elsewhere', place());
        assert.match(detailOf(await userSeal(noHome)), /belongs to somebody else/);
        if (process.getuid() !== 0) return;
        await rm(place());
        await mkdir(place(), { mode: 0o700 });
        await chown(place(), 65_534, 65_534);
        assert.match(detailOf(await userSeal(noHome)), /belongs to somebody else/);
      });
    });

  it('is a problem with a remedy where the key is empty, as after a power cut, and never another key', async () => {
    await folder.write('a/agentforge/journal.key', '');
    const env = { XDG_STATE_HOME: folder.path('a'), LOCALAPPDATA: folder.path('a') };
    for (let times = 0; times < 2; times++) {
      const found = await userSeal(env);
      assert.ok(!found.ok && found.problem.kind === 'file-unreadable');
      assert.equal(found.problem.path, folder.path('a/agentforge/journal.key'));
      assert.match(found.problem.detail, /delete it and a new one is made/);
    }
    await rm(folder.path('a/agentforge/journal.key'));
    must(await userSeal(env));
  });

  it('is flushed before it has its name, and its name with it', async () => {
    const calls: string[] = [];
    const untap = tapFileSystem((call, run) => {
      calls.push(`${call.name} ${call.path.replace(/^.*\//, '')}`.replace(/[0-9a-f]{12}/, 'HEX'));
      return run();
    });
    try {
      await sealIn('a');
    } finally {
      untap();
    }
    const [flushed, named, folderFlushed] = [
      calls.indexOf('file.sync .agentforge-HEX.tmp'),
      calls.indexOf('link .agentforge-HEX.tmp'),
      calls.lastIndexOf('file.sync agentforge'),
    ];
    assert.ok(flushed >= 0 && flushed < named && named < folderFlushed, calls.join(', '));
  });

  async function sealIn(name: string) {
    return must(await userSeal({ XDG_STATE_HOME: folder.path(name), LOCALAPPDATA: folder.path(name) }));
  }
});

function detailOf(found: Result<unknown, Problem>): string {
  return !found.ok && found.problem.kind === 'file-unreadable' ? found.problem.detail : '';
}
