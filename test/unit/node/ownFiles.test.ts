import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmod, mkdir, readdir, rm, stat, symlink, utimes } from 'node:fs/promises';
import type { OwnPath } from '../../../src/core/workspace/ownPath';
import {
  attemptFile,
  attemptFolder,
  GENERATION_SETTINGS,
  JOURNAL_FOLDER,
  journalEntry,
  SESSIONS_FOLDER,
  sessionFile,
} from '../../../src/core/workspace/ownPath';
import { OwnFiles } from '../../../src/node/ownFiles';
import { must } from '../../kit/must';
import { TemporaryWorkspace } from '../../kit/temporaryWorkspace';

const SESSION = 'tdflow_20260101_120000_000000';

describe("the product's own files", () => {
  let folder: TemporaryWorkspace;
  let files: OwnFiles;

  beforeEach(async () => {
    folder = await TemporaryWorkspace.make();
    files = new OwnFiles(folder.root);
  });

  afterEach(() => folder.dispose());

  const modeOf = async (path: string) => ((await stat(folder.path(path))).mode & 0o777).toString(8);

  it('are read back as they were written, and are nothing when they are not there', async () => {
    const path = must(sessionFile(SESSION));
    assert.equal(await files.readText(path), undefined);
    assert.deepEqual(await files.list(SESSIONS_FOLDER), []);
    must(await files.write(path, 'ä\n'));
    must(await files.write(must(sessionFile('tdflow_20250101_120000_000000')), 'older\n'));
    assert.equal(await files.readText(path), 'ä\n');
    assert.deepEqual(await files.list(SESSIONS_FOLDER), ['tdflow_20250101_120000_000000.yaml', `${SESSION}.yaml`]);
  });

  it('are nothing where a folder or a file stands in the way', async () => {
    await mkdir(folder.path('.agentforge/generation.yaml'), { recursive: true });
    assert.equal(await files.read(GENERATION_SETTINGS), undefined);
    await folder.write('.agentforge/journal', 'a file');
    assert.deepEqual(await files.list(JOURNAL_FOLDER), []);
    const written = await files.write(must(journalEntry('x')), '{}');
    assert.deepEqual([written.ok, written.ok || written.problem.kind], [false, 'write-failed']);
  });

  it('keep journal and history from others and out of the sight of git, sessions not', async () => {
    execFileSync('git', ['init', '-q'], { cwd: folder.root });
    must(await files.write(must(journalEntry('x')), '{}'));
    must(await files.write(must(attemptFile(SESSION, '001-red-cart', 'prompt.md')), 'p'));
    must(await files.write(must(sessionFile(SESSION)), 's: 1\n'));
    for (const path of ['.agentforge/journal', '.agentforge/history', `.agentforge/history/${SESSION}/001-red-cart`]) {
      assert.equal(await modeOf(path), '700', path);
    }
    for (const path of ['.agentforge/journal/x.json', `.agentforge/history/${SESSION}/001-red-cart/prompt.md`]) {
      assert.equal(await modeOf(path), '600', path);
    }
    const seen = execFileSync('git', ['status', '--porcelain', '-uall'], { cwd: folder.root, encoding: 'utf8' });
    assert.equal(seen, `?? .agentforge/tdflow/${SESSION}.yaml\n`);
  });

  it('are written through no link in the place of a folder, wherever it leads', async () => {
    const outside = await TemporaryWorkspace.make();
    try {
      const paths = [must(journalEntry('x')), must(sessionFile(SESSION)), GENERATION_SETTINGS];
      const refused = async (path: OwnPath) => {
        const written = await files.write(path, 'x');
        assert.ok(!written.ok && written.problem.kind === 'write-failed', path.relative);
        assert.match(written.problem.detail, /symbolic link/);
      };
      await symlink(outside.root, folder.path('.agentforge'));
      for (const path of paths) await refused(path);
      const attempt = must(attemptFolder(SESSION, '001-red-cart'));
      const made = await files.makeFolder(attempt);
      assert.deepEqual([made.ok, made.ok || made.problem.kind], [false, 'write-failed']);
      await outside.write(`${attempt.relative.replace('.agentforge/', '')}/mine.txt`, 'mine');
      await files.removeFolder(attempt);
      assert.equal(
        Object.values(await outside.snapshot()).filter((each) => each !== 'folder').length,
        1,
        'mine is there',
      );

      await rm(folder.path('.agentforge'));
      await mkdir(folder.path('.agentforge'));
      await mkdir(folder.path('inside'));
      for (const [area, target] of [
        ['journal', outside.root],
        ['tdflow', folder.path('inside')],
      ] as const) {
        await symlink(target, folder.path(`.agentforge/${area}`));
      }
      await refused(must(journalEntry('x')));
      await refused(must(sessionFile(SESSION)));
      must(await files.write(GENERATION_SETTINGS, 'a: 1\n'));
    } finally {
      await outside.dispose();
    }
  });

  it('are private and hidden from git in folders that came with a repository too', async () => {
    for (const [area, path] of [
      ['journal', must(journalEntry('x'))],
      ['history', must(attemptFile(SESSION, '001-red-cart', 'answer.md'))],
    ] as const) {
      await mkdir(folder.path(`.agentforge/${area}`), { recursive: true, mode: 0o755 });
      await chmod(folder.path(`.agentforge/${area}`), 0o755);
      await symlink('../../elsewhere', folder.path(`.agentforge/${area}/.gitignore`));
      await folder.write('elsewhere', '!*\n');
      execFileSync('git', ['init', '-q'], { cwd: folder.root });
      must(await files.write(path, 'secret'));
      await folder.write(`.agentforge/${area}/.gitignore`, '!*\n');
      must(await files.write(path, 'secret'));
      const seen = execFileSync('git', ['status', '--porcelain', '-uall'], { cwd: folder.root, encoding: 'utf8' });
      assert.ok(!seen.includes(area), seen);
      const modes = await folder.snapshot({ withOwnFiles: true });
      assert.equal(await folder.text('elsewhere'), '!*\n');
      assert.match(modes[path.relative] ?? '', /^600 /);
      assert.equal((await stat(folder.path(`.agentforge/${area}`))).mode & 0o777, 0o700);
    }
  });

  it('lose what killed writes left in a folder, once nobody can be writing it any more', async () => {
    const [old, young] = ['.agentforge-0123456789ab.tmp', '.agentforge-0123456789ac.tmp'];
    for (const name of [old, young, 'mine.tmp']) await folder.write(`.agentforge/journal/${name}`, 'half');
    for (const name of [old, 'mine.tmp']) await utimes(folder.path(`.agentforge/journal/${name}`), 0, 0);
    await files.removeUnfinished(JOURNAL_FOLDER);
    assert.deepEqual(await readdir(folder.path('.agentforge/journal')), [young, 'mine.tmp']);
  });
});
