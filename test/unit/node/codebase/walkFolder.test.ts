import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { symlink } from 'node:fs/promises';
import { walkFolder } from '../../../../src/node/codebase/walkFolder';
import { TemporaryWorkspace } from '../../../kit/temporaryWorkspace';
import { IGNORE_FIXTURES } from './ignoreFixtures';

const ALL = 1_000;

describe('walk through a folder without git', () => {
  let home: TemporaryWorkspace;
  let env: Record<string, string | undefined>;

  before(async () => {
    home = await TemporaryWorkspace.make();
    env = { PATH: process.env['PATH'], HOME: home.root, GIT_CONFIG_NOSYSTEM: '1' };
  });

  after(() => home.dispose());

  /** What git itself lists. */
  function asGit(root: string): readonly string[] {
    const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], {
      cwd: root,
      env,
      encoding: 'utf8',
    });
    return listed.split('\0').filter(Boolean).sort();
  }

  it('has many fixtures, each with a name of its own', () => {
    assert.ok(IGNORE_FIXTURES.length >= 50);
    assert.equal(new Set(IGNORE_FIXTURES.map(({ name }) => name)).size, IGNORE_FIXTURES.length);
  });

  for (const { name, rules, files } of IGNORE_FIXTURES) {
    it(`lists what git lists: ${name}`, async () => {
      const project = await TemporaryWorkspace.make(Object.fromEntries(files.map((file) => [file, ''])));
      try {
        execFileSync('git', ['init', '-q'], { cwd: project.root, env });
        for (const [path, text] of Object.entries(rules)) await project.write(path, text);
        assert.deepEqual(await walkFolder(project.root, env, ALL), asGit(project.root));
      } finally {
        await project.dispose();
      }
    });
  }

  it('asks the rules above a folder that is a part of a repository, and those of the user', async () => {
    const project = await TemporaryWorkspace.make({
      '.gitignore': '/part/a.txt\n',
      'part/.gitignore': 'b.txt\n',
      ...Object.fromEntries(['a.txt', 'b.txt', 'c.txt', 'c.swp', 'deep/a.txt'].map((name) => [`part/${name}`, ''])),
    });
    await home.write('.config/git/ignore', '*.swp\n');
    try {
      execFileSync('git', ['init', '-q'], { cwd: project.root, env });
      const part = project.path('part');
      assert.deepEqual(await walkFolder(part, env, ALL), asGit(part));
      assert.deepEqual(await walkFolder(part, env, ALL), ['.gitignore', 'c.txt', 'deep/a.txt']);
    } finally {
      await project.dispose();
    }
  });

  it('is not held up by rules that could be tried in endless ways', async () => {
    const names = [`${'a'.repeat(200)}.md`, `${'a/'.repeat(60)}c`];
    const project = await TemporaryWorkspace.make({
      '.gitignore': `${'*a'.repeat(30)}.txt\n${'**/a/'.repeat(30)}b\n*.log\n`,
      'x.log': '',
      ...Object.fromEntries(names.map((name) => [name, ''])),
    });
    try {
      assert.deepEqual(await walkFolder(project.root, env, ALL), ['.gitignore', ...names].sort());
    } finally {
      await project.dispose();
    }
  });

  it('follows no link, and lists one as git does', async () => {
    const project = await TemporaryWorkspace.make({ 'src/a.txt': '' });
    try {
      execFileSync('git', ['init', '-q'], { cwd: project.root, env });
      await symlink('src', project.path('same'));
      await symlink('.', project.path('src/circle'));
      assert.deepEqual(await walkFolder(project.root, env, ALL), asGit(project.root));
    } finally {
      await project.dispose();
    }
  });

  it('reads another repository inside by the rules of that one', async () => {
    const project = await TemporaryWorkspace.make({
      ...{ '.gitignore': '*.log\n', 'a.log': '', 'inner/.gitignore': '*.txt\n', 'inner/a.log': '', 'inner/a.txt': '' },
    });
    try {
      for (const folder of ['', 'inner']) execFileSync('git', ['init', '-q'], { cwd: project.path(folder), env });
      assert.deepEqual(await walkFolder(project.root, env, ALL), ['.gitignore', 'inner/.gitignore', 'inner/a.log']);
    } finally {
      await project.dispose();
    }
  });

  it('leaves out what tools make where no repository says so', async () => {
    const files = ['node_modules/x/index.js', 'dist/a.js', '.cache/x', 'src/a.js', 'src/b.log'];
    const project = await TemporaryWorkspace.make({
      '.gitignore': '*.log\n',
      ...Object.fromEntries(files.map((file) => [file, ''])),
    });
    try {
      assert.deepEqual(await walkFolder(project.root, env, ALL), ['.gitignore', 'src/a.js']);
    } finally {
      await project.dispose();
    }
  });
});
