import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmod, mkdir, stat, symlink } from 'node:fs/promises';
import type { Problem } from '../../../../src/core/errors';
import type { KeyPlaces } from '../../../../src/node/models/keyOrder';
import { findKey } from '../../../../src/node/models/keyOrder';
import { SecretsFile } from '../../../../src/node/models/secretsFile';
import { OwnFiles } from '../../../../src/node/ownFiles';
import { must } from '../../../kit/must';
import { TemporaryWorkspace } from '../../../kit/temporaryWorkspace';

const SECRETS = '.agentforge/secrets.yaml';
const IGNORES = '.agentforge/.gitignore';

describe('where a key is found', () => {
  let folder: TemporaryWorkspace;
  beforeEach(async () => {
    folder = await TemporaryWorkspace.make();
  });
  afterEach(() => folder.dispose());

  const file = () => new SecretsFile(new OwnFiles(folder.root), process.env);
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@example.org', ...args], {
      cwd: folder.root,
      encoding: 'utf8',
    });
  const find = async (places: Partial<KeyPlaces> = {}) =>
    must(await findKey('anthropic', { environment: {}, file: file(), problemOf: () => undefined, ...places }));
  const problem = async (): Promise<Extract<Problem, { kind: 'secrets-refused' }>> => {
    const found = await findKey('anthropic', { environment: {}, file: file(), problemOf: () => undefined });
    assert.ok(!found.ok && found.problem.kind === 'secrets-refused');
    assert.doesNotMatch(JSON.stringify(found), /from-file/);
    return found.problem;
  };

  it('is given, environment, secret storage, file, in this order; blanks are none', async () => {
    await folder.write(SECRETS, 'anthropic_api_key: from-file\n');
    const all = { given: 'given', environment: { ANTHROPIC_API_KEY: 'from-env' }, stored: async () => 'from-storage' };
    const order: string[] = [];
    for (const places of [
      all,
      { ...all, given: undefined },
      { ...all, given: undefined, environment: { ANTHROPIC_API_KEY: ' ' } },
      {},
    ]) {
      const { found } = await find(places);
      order.push(`${found?.key} ${found?.place}: ${found?.source}`);
    }
    assert.deepEqual(order, [
      'given given: the key that you gave',
      'from-env environment: ANTHROPIC_API_KEY',
      "from-storage storage: the editor's secret storage",
      `from-file file: ${SECRETS}`,
    ]);
  });

  it('is refused where its form says that it is none, with its place and without itself', async () => {
    const environment = { ANTHROPIC_API_KEY: '"planted"' };
    const problemOf = (key: string) => (key.startsWith('"') ? 'It looks like in quotes.' : undefined);
    const found = await findKey('anthropic', { environment, file: file(), problemOf });
    assert.ok(!found.ok && found.problem.kind === 'key-refused');
    assert.equal(
      found.problem.detail,
      'It looks like in quotes. It was sent nowhere (it comes from ANTHROPIC_API_KEY).',
    );
  });

  it('is nowhere without any of them, and without a file that may be trusted', async () => {
    assert.deepEqual(await find(), { found: undefined, notes: [] });
    await folder.write(SECRETS, 'anthropic_api_key: from-file\n');
    assert.deepEqual(await find({ file: undefined }), { found: undefined, notes: [] });
  });

  it('warns that a key stands in a file, and what else in it has no effect', async () => {
    await folder.write(SECRETS, 'anthropic_api_key: from-file\nbase_url: http://evil.example\n');
    const { notes } = await find();
    assert.match(notes.join('\n'), /read from \.agentforge\/secrets\.yaml, in plain text[\s\S]*line 2 has no effect/);
  });

  it('is refused from a file that git tracks, in whatever letter case, with what to do', async () => {
    for (const name of [SECRETS, '.agentforge/Secrets.yaml']) {
      await folder.write(SECRETS, 'anthropic_api_key: from-file\n');
      await folder.write(name, 'anthropic_api_key: from-file\n');
      git('init', '-q');
      git('add', '--force', name);
      const { detail, remedy } = await problem();
      assert.match(detail, /git tracks the file/);
      assert.match(remedy, /git rm --cached .*revoke the key/);
      git('rm', '-q', '--cached', name);
    }
  });

  it('is refused from a file that a repository of its own folder tracks, such as a submodule', async () => {
    git('init', '-q');
    await folder.write(SECRETS, 'anthropic_api_key: from-file\n');
    const own = ['-C', '.agentforge'];
    git(...own, 'init', '-q');
    git(...own, 'add', '--force', 'secrets.yaml');
    git(...own, 'commit', '-qm', 'a key');
    assert.match((await problem()).detail, /git tracks the file/);
    git('-c', 'advice.addEmbeddedRepo=false', 'add', '.agentforge');
    assert.match((await problem()).detail, /git tracks the file/);
  });

  it('is hidden from a repository of its own folder', async () => {
    git('init', '-q');
    await folder.write(SECRETS, 'anthropic_api_key: from-file\n');
    git('-C', '.agentforge', 'init', '-q');
    assert.equal((await find()).found?.key, 'from-file');
    assert.doesNotMatch(git('-C', '.agentforge', 'status', '--porcelain', '-uall'), /secrets/);
  });

  it('is refused where git cannot tell', async () => {
    await folder.write(SECRETS, 'anthropic_api_key: from-file\n');
    await folder.write('.git/HEAD', 'broken');
    assert.match((await problem()).detail, /git cannot tell/);
  });

  it('hides the file from git when it appears, once, and keeps what stands there', async () => {
    git('init', '-q');
    await folder.write(SECRETS, 'anthropic_api_key: from-file\n');
    await folder.write(IGNORES, 'mine\r\nyours');
    for (let time = 0; time < 2; time++) assert.equal((await find()).found?.key, 'from-file');
    assert.equal(await folder.text(IGNORES), 'mine\r\nyours\r\nsecrets.yaml\r\n');
    assert.doesNotMatch(git('status', '--porcelain', '-uall'), /secrets/);
  });

  it('hides the file, and warns of it, also where another key comes before it', async () => {
    git('init', '-q');
    await folder.write(SECRETS, 'anthropic_api_key: from-file\n');
    for (const places of [
      { given: 'given' },
      { environment: { ANTHROPIC_API_KEY: 'from-env' } },
      { stored: async () => 'from-storage' },
    ]) {
      await folder.write(IGNORES, '');
      const { found, notes } = await find(places);
      assert.notEqual(found?.place, 'file');
      assert.match(notes.join('\n'), /key in plain text in \.agentforge\/secrets\.yaml is not used.*Take it out/);
      assert.doesNotMatch(notes.join('\n'), /from-file/);
      assert.doesNotMatch(git('status', '--porcelain', '-uall'), /secrets/);
    }
  });

  it('warns of a file that git tracks, also where another key comes before it', async () => {
    git('init', '-q');
    await folder.write(SECRETS, 'anthropic_api_key: from-file\n');
    git('add', '--force', SECRETS);
    const { found, notes } = await find({ environment: { ANTHROPIC_API_KEY: 'from-env' } });
    assert.equal(found?.key, 'from-env');
    assert.match(notes.join('\n'), /git tracks the file, so everybody.*git rm --cached/);
  });

  it('says nothing of a file that holds no key of the service, and hides it all the same', async () => {
    git('init', '-q');
    await folder.write(SECRETS, 'openai_api_key: from-file\n');
    assert.deepEqual((await find({ given: 'given' })).notes, []);
    assert.doesNotMatch(git('status', '--porcelain', '-uall'), /secrets/);
  });

  it('leaves alone what hides it already, and hides it where there is no repository yet', async () => {
    await folder.write(SECRETS, 'anthropic_api_key: from-file\n');
    for (let time = 0; time < 2; time++) await find();
    assert.equal(await folder.text(IGNORES), 'secrets.yaml\n');
    git('init', '-q');
    await folder.write(IGNORES, '');
    await folder.write('.gitignore', '.agentforge/secrets.*\n');
    await find();
    assert.equal(await folder.text(IGNORES), '');
  });

  it('is refused where a later line undoes the hiding', async () => {
    git('init', '-q');
    await folder.write(SECRETS, 'anthropic_api_key: from-file\n');
    await folder.write(IGNORES, 'secrets.yaml\n!secrets.yaml\n');
    assert.match((await problem()).detail, /another line undoes that/);
  });

  it('is read through no link, from no folder, no pipe and no large file', async () => {
    const outside = await TemporaryWorkspace.make({ 'secrets.yaml': 'anthropic_api_key: from-file\n' });
    try {
      await mkdir(folder.path('.agentforge'));
      await symlink(outside.path('secrets.yaml'), folder.path(SECRETS));
      assert.match((await problem()).detail, /symbolic link/);
      execFileSync('rm', [folder.path(SECRETS)]);
      execFileSync('mkfifo', [folder.path(SECRETS)]);
      assert.match((await problem()).detail, /no plain file/);
      execFileSync('rm', [folder.path(SECRETS)]);
      await folder.write(SECRETS, `anthropic_api_key: from-file\n#${'x'.repeat(70_000)}\n`);
      assert.match((await problem()).detail, /at most 65536 are read/);
      execFileSync('rm', ['-r', folder.path('.agentforge')]);
      await symlink(outside.root, folder.path('.agentforge'));
      assert.match((await problem()).detail, /symbolic link/);
    } finally {
      await outside.dispose();
    }
  });

  it('goes out of the file without harm to the rest, and with the file when it was all', async () => {
    await folder.write(SECRETS, 'anthropic_api_key: from-file\nopenai_api_key: other\n');
    await chmod(folder.path(SECRETS), 0o644);
    must(await file().remove('anthropic'));
    assert.equal(await folder.text(SECRETS), 'openai_api_key: other\n');
    assert.equal((await stat(folder.path(SECRETS))).mode & 0o777, 0o600);
    must(await file().remove('openai'));
    await assert.rejects(folder.text(SECRETS), /ENOENT/);
    must(await file().remove('openai'));
  });
});
