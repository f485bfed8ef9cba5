import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ChangeSet } from '../../../../../src/core/changes/changeSet';
import type { ModelEvent } from '../../../../../src/core/model/provider';
import { GrowingAnswer } from '../../../../../src/core/tdflow/growingAnswer';
import { ScratchFolder } from '../../../../../src/node/scratch/scratchFolder';
import { userSeal } from '../../../../../src/node/seal';
import { findBySecretlint } from '../../../../../src/node/secrets/findBySecretlint';
import { repositoryRoot } from '../../../../kit/editor/repositoryRoot';
import { eventually } from '../../../../kit/eventually';
import { must } from '../../../../kit/must';
import { nodePorts } from '../../../../kit/nodePorts';
import { WorkspaceBuilder } from '../../../../kit/workspaceBuilder';
import { isAlive } from '../../isAlive';
import { assertFailed, CANCELLED, eventsOf, textOf } from '../claude/anthropicAsking';
import { EXTERNAL_REQUEST, ExternalUser } from './writing';

/** Made up at run time, so that no file holds it. */
const GITHUB = `ghp_${'a1B2c3D4e5F6'.repeat(3)}`;
const LIST = `told('files', fs.readdirSync('.', { recursive: true, withFileTypes: true })
  .filter((each) => each.isFile())
  .map((each) => path.relative('.', path.join(each.parentPath, each.name)))
  .filter((each) => !each.startsWith('.git' + path.sep))
  .sort().join('\\n'));`;

describe('a program of the user that writes', () => {
  let user: ExternalUser;
  let project: WorkspaceBuilder;

  beforeEach(async () => {
    user = await ExternalUser.make();
    project = await WorkspaceBuilder.build({
      'src/cart.js': 'exports.total = () => 0;\n',
      'src/old.js': 'exports.old = true;\n',
      'README.md': '# Shop\n',
    });
  });

  afterEach(async () => {
    await project.assertUntouched();
    await project.dispose();
    await user.dispose();
  });

  /** What a review would be given of the answer. */
  async function proposed(events: readonly ModelEvent[]): Promise<ChangeSet> {
    const policy = {
      phase: 'green' as const,
      testPath: 'test/cart.test.js',
      implementationPath: 'src/cart.js',
      specificationPath: 'specs/shop.yaml',
    };
    const answer = new GrowingAnswer(policy, { ...nodePorts(project.root), findSecrets: findBySecretlint });
    await answer.take(textOf(events));
    return answer.finish(undefined);
  }

  const shown = ({ files }: ChangeSet) =>
    Object.fromEntries(files.map(({ name, action, text }) => [name, action === 'delete' ? undefined : text]));

  it('answers with the files that it changed, made and deleted in a copy, and with what it printed', async () => {
    const events = await user.write(
      project,
      `told('folder', process.cwd());
       fs.writeFileSync('src/cart.js', 'exports.total = () => 1;\\n');
       fs.mkdirSync('src/new');
       fs.writeFileSync('src/new/\`\`\`.md'.replaceAll('\`', '_'), 'text\\n\`\`\`\`js\\ncode\\n\`\`\`\`\\n');
       fs.writeFileSync('src/empty.js', '');
       fs.rmSync('src/old.js');
       console.log('\`\`\`js:src/printed.js\\nprinted\\n\`\`\`\\n<contradiction test="a" criterion="b">no</contradiction>\\nDone \\x1b[31mred\\x1b[0m \\u202e');
       console.error('10 %\\r100 %');`,
    );
    const changes = await proposed(events);
    assert.deepEqual(shown(changes), {
      'src/cart.js': 'exports.total = () => 1;\n',
      'src/empty.js': '',
      'src/new/___.md': 'text\n````js\ncode\n````\n',
      'src/old.js': undefined,
    });
    assert.deepEqual(events.at(-1), { kind: 'completed', stopReason: 'end_turn', usage: undefined });
    assert.match(changes.explanation, /^> ```js:src\/printed\.js$/m);
    assert.match(changes.explanation, /^> Done red \\u\{202e\}$/m);
    assert.match(changes.explanation, /^> 100 %$/m);
    assert.equal(existsSync(await user.text('folder')), false, 'the copy is gone');
  });

  it('is told in a file what to write, how, and which files are asked for; no file name is taken for an option', async () => {
    const code = `told('prompt', fs.readFileSync(args[0], 'utf8')); told('args', args.slice(1).join('\\n'));
      told('folder', process.cwd());`;
    const command = await user.program(code, '{prompt}', '--in={root}', '--files', '{files}', '--end');
    const provider = must(await user.open(project, command));
    const files = { wanted: ['test/cart.test.js', '--config=evil'], choice: { pinned: [], leftOut: [] } };
    const turns = [
      { role: 'assistant', text: 'EARLIER' },
      { role: 'user', text: 'BETTER' },
    ] as const;
    const request = { ...EXTERNAL_REQUEST, turns, files };
    await eventsOf(provider.stream(request, new AbortController().signal));
    const prompt = await user.text('prompt');
    assert.match(
      prompt,
      /changing the files of this folder[\s\S]*asked for: test\/cart\.test\.js[\s\S]*You write tests\.\n\nWrite one for the cart\.\n[\s\S]*EARLIER\n[\s\S]*BETTER\n$/,
    );
    const folder = await user.text('folder');
    assert.deepEqual((await user.text('args')).split('\n'), [
      `--in=${folder}`,
      '--files',
      'test/cart.test.js',
      '--end',
    ]);
  });

  it('gets no file that is hidden, ignored, left out, secret, no text, or a link out of the project', async () => {
    const outside = await mkdtemp(path.join(tmpdir(), 'agentforge-test-outside-'));
    await writeFile(path.join(outside, 'secret.txt'), 'outside\n');
    await symlink(path.join(outside, 'secret.txt'), project.path('src/link.txt'));
    await symlink(outside, project.path('linked'));
    for (const [name, text] of Object.entries({
      '.gitignore': 'dist/\n',
      '.agentforgeignore': 'private/\n',
      '.github/workflows/ci.yml': 'on: push\n',
      '.vscode/settings.json': '{}\n',
      '.aider.conf.yml': 'test-cmd: evil\n',
      '.env': 'A=1\n',
      'opencode.json': '{}\n',
      'secrets.yaml': 'a: 1\n',
      'server.pem': 'a\n',
      'dist/out.js': 'built\n',
      'private/notes.md': 'mine\n',
      'src/chosen.js': 'mine too\n',
    })) {
      await project.write(name, text);
    }
    await project.write('src/picture.bin', new Uint8Array([1, 0, 2]));
    await project.write('run.sh', '#!/bin/sh\n', 0o755);
    await project.commit();
    const files = { wanted: [], choice: { pinned: [], leftOut: ['src/chosen.js'] } };
    const code = `${LIST} told('mode', fs.statSync('run.sh').mode.toString(8)); told('git', fs.existsSync('.git'));`;
    assert.deepEqual(shown(await proposed(await user.write(project, code, { files }))), {});
    assert.deepEqual((await user.text('files')).split('\n'), [
      '.gitignore',
      'README.md',
      'run.sh',
      'src/cart.js',
      'src/old.js',
    ]);
    assert.match(await user.text('mode'), /700$/);
    assert.equal(await user.text('git'), 'true', 'the copy is a repository of its own');
    await rm(outside, { recursive: true });
  });

  it('sees a mask for each secret, whatever a comment says; the secret goes back into the same file', async () => {
    const text = `// secretlint-disable\nconst token = '${GITHUB}';\nexports.total = () => 0;\n`;
    await project.write('src/cart.js', text);
    await project.commit();
    const events = await user.write(
      project,
      `const text = fs.readFileSync('src/cart.js', 'utf8');
       told('seen', text);
       fs.writeFileSync('src/cart.js', text.replace('=> 0', '=> 2'));`,
    );
    assert.match(await user.text('seen'), /const token = '\[masked [0-9a-f]{4}-1\]'/);
    assert.ok(!textOf(events).includes(GITHUB));
    assert.deepEqual(shown(await proposed(events)), { 'src/cart.js': text.replace('=> 0', '=> 2') });
  });

  it('leaves line ends and marks of a file as they are', async () => {
    await project.write('src/cart.js', '\uFEFFa\r\nb\r\n');
    await project.commit();
    const events = await user.write(
      project,
      `told('bytes', fs.readFileSync('src/cart.js', 'utf8'));
       fs.writeFileSync('src/old.js', 'exports.old = true;\\r\\n');`,
    );
    assert.equal(await user.text('bytes'), '\uFEFFa\r\nb\r\n');
    assert.deepEqual(shown(await proposed(events)), {}, 'other line ends are no change');
  });

  it('is told what is not taken over: hidden, ignored, no text, too long, links, and files that it was not shown', async () => {
    await project.write('.gitignore', 'dist/\n');
    await project.write('secrets.yaml', 'a: 1\n');
    await project.write('notes.md', 'mine\n');
    await project.write('.agentforgeignore', 'notes.md\n');
    await project.commit();
    const events = await user.write(
      project,
      `fs.writeFileSync('.history.md', 'a');
       fs.mkdirSync('dist'); fs.writeFileSync('dist/out.js', 'a');
       fs.writeFileSync('picture.png', Buffer.from([0, 1]));
       fs.writeFileSync('long.txt', 'a'.repeat(500001));
       fs.symlinkSync('/etc/passwd', 'users.txt');
       fs.rmSync('src/old.js'); fs.symlinkSync('/etc/passwd', 'src/old.js');
       fs.writeFileSync('secrets.yaml', 'b: 2');
       fs.writeFileSync('notes.md', 'yours');
       fs.writeFileSync('a\`b.js', 'a');`,
    );
    const changes = await proposed(events);
    assert.deepEqual(shown(changes), {});
    const told = changes.explanation;
    for (const line of [
      /hidden or ignored\): \.history\.md, dist\/$/m,
      /no text\): picture\.png$/m,
      /longer than 500 KB\): long\.txt$/m,
      /a link\): src\/old\.js, users\.txt$/m,
      /holds secrets\): secrets\.yaml$/m,
      /was not shown\): notes\.md$/m,
      /its name cannot be written in an answer\): a`b\.js$/m,
    ]) {
      assert.match(told, line);
    }
  });

  it('cannot lead out of the copy by a link in the place of a folder', async () => {
    await user.write(project, '');
    await writeFile(user.path('cart.js'), 'of the user\n');
    const events = await user.write(
      project,
      `fs.rmSync('src', { recursive: true }); fs.symlinkSync(${JSON.stringify(user.path('.'))}, 'src');`,
    );
    assert.doesNotMatch(textOf(events), /of the user/);
    const changes = await proposed(events);
    assert.deepEqual(shown(changes), { 'src/old.js': undefined });
    assert.match(changes.explanation, /a link\): src\/cart\.js, src$/m);
  });

  it('gets no key of ours and no hook of anybody, only the variables that the user names, whose values it cannot tell', async () => {
    const env = {
      ANTHROPIC_API_KEY: 'sk-ant-mine-0123456789',
      MY_KEY: 'value-0123456789',
      NODE_OPTIONS: '--no-warnings',
    };
    const command = await user.program(`told('env', JSON.stringify(process.env)); console.log(process.env.MY_KEY);
      require('node:child_process').execFileSync('git', ['commit', '--allow-empty', '--message=mine']);
      told('git', require('node:child_process').execFileSync('git', ['config', '--list', '--show-origin']));`);
    const provider = must(
      await user.open(project, command, {
        env: { ...env, PATH: `.:${project.path('bin')}:${process.env['PATH']}` },
        settings: { environment: ['MY_KEY'] },
      }),
    );
    const events = await eventsOf(provider.stream(EXTERNAL_REQUEST, new AbortController().signal));
    assert.equal(events.at(-1)?.kind, 'completed', JSON.stringify(events.at(-1)));
    const told = JSON.parse(await user.text('env')) as Record<string, string>;
    const { ANTHROPIC_API_KEY, NODE_OPTIONS, MY_KEY, PYTHONSAFEPATH, PATH = '' } = told;
    assert.deepEqual(
      { ANTHROPIC_API_KEY, NODE_OPTIONS, MY_KEY, PYTHONSAFEPATH },
      { ANTHROPIC_API_KEY: undefined, NODE_OPTIONS: undefined, MY_KEY: env.MY_KEY, PYTHONSAFEPATH: '1' },
    );
    assert.ok(
      PATH.split(':').every((folder) => path.isAbsolute(folder) && !folder.startsWith(project.root)),
      PATH,
    );
    assert.ok(!textOf(events).includes(env.MY_KEY));
    assert.doesNotMatch((await user.text('git')).trimEnd(), /^(?!file:\.git\/config)/m);
  });

  it('failed: the last that it said is told, and nothing of it is used', async () => {
    const events = await user.write(
      project,
      `told('folder', process.cwd());
       fs.writeFileSync('src/cart.js', 'half');
       for (let line = 1; line < 20; line++) console.log('line ' + line);
       console.error('no key \\x07'); process.exitCode = 3;`,
    );
    const detail = assertFailed(events, 'writer-failed', /^node ended with exit code 3:\n[\s\S]*line 19\b/, false);
    assert.match(detail, /^no key \\u\{7\}$/m);
    assert.doesNotMatch(detail, /line 1$/m);
    assert.doesNotMatch(textOf(events), /half/);
    assert.equal(existsSync(await user.text('folder')), false);
  });

  it('takes too long: it is ended', async () => {
    const code = `told('folder', process.cwd()); setTimeout(() => {}, 600000);`;
    const events = await user.write(project, code, { settings: { timeoutMinutes: 0.01 } });
    assertFailed(events, 'writer-failed', /^node was ended after 0\.01 minutes/, false);
  });

  it('is cancelled: it ends with all that it started, and the copy is gone', async () => {
    const cancel = new AbortController();
    const code = `
      const { spawn } = require('node:child_process');
      const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 600000)'], { detached: true, stdio: 'ignore' });
      told('folder', process.cwd());
      told('pids', [process.pid, child.pid].join(' '));
      console.log('started');
      setTimeout(() => {}, 600000);`;
    const provider = must(await user.open(project, await user.program(code)));
    const events: ModelEvent[] = [];
    for await (const event of provider.stream(EXTERNAL_REQUEST, cancel.signal)) {
      events.push(event);
      if (event.kind === 'text') cancel.abort();
    }
    assert.deepEqual(events.at(-1), { ...CANCELLED, mayCost: 'answer' });
    const pids = (await user.text('pids')).split(' ').map(Number);
    await eventually(() => assert.deepEqual(pids.filter(isAlive), []));
    assert.equal(existsSync(await user.text('folder')), false);
  });

  it('is listened to no more: it ends too', async () => {
    const code = `told('pids', process.pid); told('folder', process.cwd()); console.log('started'); setTimeout(() => {}, 600000);`;
    const provider = must(await user.open(project, await user.program(code)));
    for await (const event of provider.stream(EXTERNAL_REQUEST, new AbortController().signal))
      if (event.kind === 'text') break;
    assert.equal(isAlive(Number(await user.text('pids'))), false);
    assert.equal(existsSync(await user.text('folder')), false);
  });

  it('works without git too', async () => {
    const bin = user.path('bin');
    await mkdir(bin);
    const plain = await WorkspaceBuilder.build({ 'a.js': 'a\n' });
    const command = await user.program(`told('git', fs.existsSync('.git')); fs.writeFileSync('b.js', 'b\\n');`);
    const provider = must(await user.open(plain, command, { env: { PATH: bin } }));
    const events = await eventsOf(provider.stream(EXTERNAL_REQUEST, new AbortController().signal));
    assert.equal(await user.text('git'), 'false');
    assert.match(textOf(events), /^```javascript:b\.js\nb\n```$/m);
    await plain.dispose();
  });

  it('is told to be no model whose costs are known', async () => {
    const provider = must(await user.open(project, await user.program('')));
    assert.equal(provider.isMetered, true);
    assert.match(provider.label, /^node in a copy of the project; what it costs is not known$/);
  });

  describe('copies of other runs', () => {
    it('are swept by the next run when their process was killed, and by nobody while it works', async () => {
      const seal = must(await userSeal(user.env()));
      const atWork = await ScratchFolder.make(seal);
      const killed = leftBy(`process.kill(process.pid, 'SIGKILL')`);
      assert.ok(existsSync(path.join(killed, 'owner.json')), killed);
      // Anybody can give a folder this name, but not this user's seal.
      const foreign = await mkdtemp(path.join(tmpdir(), 'agentforge-writer-'));
      const moved = await mkdtemp(path.join(tmpdir(), 'agentforge-writer-'));
      const owner = await readFile(path.join(killed, 'owner.json'));
      await writeFile(path.join(foreign, 'owner.json'), '{"owner":{"pid":1,"started":"","machine":""},"seal":"x"}');
      await writeFile(path.join(moved, 'owner.json'), owner);
      await user.write(project, '');
      const left = [killed, atWork.path, foreign, moved].map((folder) => existsSync(folder));
      assert.deepEqual(left, [false, true, true, true]);
      await atWork.remove();
      for (const folder of [foreign, moved]) await rm(folder, { recursive: true });
    });

    it('go with their process when it ends', () => {
      assert.equal(existsSync(leftBy('process.exit()')), false);
    });

    /** The folder that a process made which ends so. */
    function leftBy(end: string): string {
      const source = (name: string) => JSON.stringify(path.join(repositoryRoot, 'src/node', name));
      const code = `
        const { ScratchFolder } = require(${source('scratch/scratchFolder.ts')});
        const { userSeal } = require(${source('seal.ts')});
        userSeal(process.env)
          .then(({ value }) => ScratchFolder.make(value))
          .then(({ path }) => process.stdout.write(path, () => ${end}));
      `;
      const env = user.env() as NodeJS.ProcessEnv;
      const options = { env, cwd: repositoryRoot, encoding: 'utf8' } as const;
      const { stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', '--eval', code], options);
      assert.match(stdout, /agentforge-writer-/, stderr);
      return stdout;
    }
  });
});
