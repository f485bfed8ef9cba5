import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, readdir, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Problem } from '../../../src/core/errors';
import type { Interaction } from '../../../src/core/model/interaction';
import { INTERACTION_LOGS } from '../../../src/core/workspace/ownPath';
import { InteractionLogFile, isLogWanted, readInteractions } from '../../../src/node/interactionLogFile';
import { OwnFiles } from '../../../src/node/ownFiles';
import { must } from '../../kit/must';
import { TemporaryWorkspace } from '../../kit/temporaryWorkspace';

const interaction = (answer: string, about: Partial<Interaction> = {}): Interaction => ({
  at: '2026-01-01T12:00:00.000Z',
  durationMs: 5,
  component: 'cart',
  phase: 'red',
  provider: 'Claude',
  model: 'm',
  usage: { inputTokens: 1, outputTokens: 2, cacheReadTokens: 0, cacheWriteTokens: 0 },
  cost: 0.5,
  stop: 'end_turn',
  requestId: 'req_1',
  retries: 0,
  prompt: 'p',
  answer,
  ...about,
});

describe('the interaction log on disk', () => {
  let folder: TemporaryWorkspace;
  let files: OwnFiles;
  let told: Problem[];
  beforeEach(async () => {
    folder = await TemporaryWorkspace.make();
    files = new OwnFiles(folder.root);
    told = [];
  });
  afterEach(() => folder.dispose());

  const log = () => new InteractionLogFile(files, (problem) => told.push(problem));
  const answers = async () => (await readInteractions(files)).map(({ answer }) => answer);

  it('gives back what was added, the newest first, and is nothing at first', async () => {
    assert.deepEqual(await answers(), []);
    const unknown = interaction('second', { usage: undefined, cost: undefined, requestId: undefined });
    await log().add(interaction('first\nline'));
    await log().add(unknown);
    assert.deepEqual(await readInteractions(files), [JSON.parse(JSON.stringify(unknown)), interaction('first\nline')]);
  });

  it('is for the user alone, and out of the sight of git', async () => {
    execFileSync('git', ['init', '-q'], { cwd: folder.root });
    await log().add(interaction('a'));
    assert.equal((await stat(folder.path('.agentforge/log/interactions.jsonl'))).mode & 0o777, 0o600);
    assert.equal((await stat(folder.path('.agentforge/log'))).mode & 0o777, 0o700);
    assert.equal(execFileSync('git', ['status', '--porcelain', '-uall'], { cwd: folder.root, encoding: 'utf8' }), '');
    await chmod(folder.path('.agentforge/log/interactions.jsonl'), 0o644);
    await log().add(interaction('b'));
    assert.equal((await stat(folder.path('.agentforge/log/interactions.jsonl'))).mode & 0o777, 0o600);
  });

  it('keeps three files at most, the oldest goes', async () => {
    for (let number = 0; number < 9; number++)
      must(await files.append(INTERACTION_LOGS, `${JSON.stringify(interaction(`${number}`))}\n`, 700));
    const names = (await readdir(folder.path('.agentforge/log'))).sort();
    assert.deepEqual(names, ['.gitignore', 'interactions.1.jsonl', 'interactions.2.jsonl', 'interactions.jsonl']);
    const kept = await answers();
    assert.equal(kept[0], '8');
    assert.deepEqual(kept, kept.toSorted().reverse());
    assert.ok(!kept.includes('0'));
    for (const name of names) assert.ok((await stat(folder.path(`.agentforge/log/${name}`))).size <= 700, name);
  });

  it('loses and mixes nothing when several processes write and change files at once', async () => {
    const script = path.join(folder.root, 'writer.ts');
    const source = (module: string) => JSON.stringify(path.resolve(__dirname, '../../../src', module));
    await writeFile(
      script,
      `import { OwnFiles } from ${source('node/ownFiles.ts')};
       import { INTERACTION_LOGS } from ${source('core/workspace/ownPath.ts')};
       (async () => {
         const files = new OwnFiles(process.argv[2]);
         for (let i = 0; i < 60; i++) {
           const line = { ...${JSON.stringify(interaction(''))}, answer: process.argv[3] + ' ' + i + ' ' + 'x'.repeat(3000) };
           const added = await files.append(INTERACTION_LOGS, JSON.stringify(line) + '\\n', 300_000);
           if (!added.ok) throw new Error(JSON.stringify(added));
         }
       })();`,
    );
    const writers = ['a', 'b', 'c'].map((name) =>
      spawn(process.execPath, ['--import', 'tsx', script, folder.root, name], {
        cwd: path.resolve(__dirname, '../../..'),
        stdio: ['ignore', 'inherit', 'inherit'],
      }),
    );
    const codes = await Promise.all(writers.map(async (writer) => (await once(writer, 'exit'))[0]));
    assert.deepEqual(codes, [0, 0, 0]);
    const kept = (await answers()).map((answer) => answer.split(' ').slice(0, 2).join(' ')).sort();
    const wanted = ['a', 'b', 'c'].flatMap((name) => Array.from({ length: 60 }, (_, i) => `${name} ${i}`)).sort();
    assert.deepEqual(kept, wanted);
  });

  it('goes on after a process that died while it changed the files', async () => {
    await log().add(interaction('a'));
    const lock = folder.path('.agentforge/log/interactions.jsonl.lock');
    await writeFile(lock, '');
    execFileSync('touch', ['-d', '1 minute ago', lock]);
    must(await files.append(INTERACTION_LOGS, `${JSON.stringify(interaction('b'))}\n`, 10));
    assert.deepEqual(await answers(), ['b', 'a']);
    assert.ok((await readdir(folder.path('.agentforge/log'))).includes('interactions.1.jsonl'));
  });

  it('reads past what is no entry', async () => {
    await log().add(interaction('a'));
    const text = await folder.text('.agentforge/log/interactions.jsonl');
    await folder.write('.agentforge/log/interactions.jsonl', `{"at":\nnull\n[]\n{"at":1}\n${text}${text.slice(0, 50)}`);
    assert.deepEqual(await answers(), ['a']);
  });

  it('says once that it cannot be written, and never fails', async () => {
    await folder.write('.agentforge/log', 'a file in the way');
    const one = log();
    for (let time = 0; time < 3; time++) await one.add(interaction('a'));
    assert.deepEqual(
      told.map(({ kind }) => kind),
      ['write-failed'],
    );
  });

  it('writes through no link that a repository brought, and into no pipe', async () => {
    const outside = await TemporaryWorkspace.make({ 'target.txt': 'mine' });
    try {
      await mkdir(folder.path('.agentforge/log'), { recursive: true });
      await symlink(outside.path('target.txt'), folder.path('.agentforge/log/interactions.jsonl'));
      await log().add(interaction('a'));
      assert.equal(await outside.text('target.txt'), 'mine');
      execFileSync('rm', [folder.path('.agentforge/log/interactions.jsonl')]);
      execFileSync('mkfifo', [folder.path('.agentforge/log/interactions.jsonl')]);
      await log().add(interaction('a'));
      assert.equal(told.length, 2);
      assert.deepEqual(await answers(), []);
    } finally {
      await outside.dispose();
    }
  });

  it('is wanted unless the environment says no', () => {
    assert.deepEqual(
      [undefined, '', '0', '1', 'true'].map((value) => isLogWanted({ AGENTFORGE_NO_LOG: value })),
      [true, true, true, false, false],
    );
  });
});
