import assert from 'node:assert/strict';
import { chmod, symlink } from 'node:fs/promises';
import { delimiter } from 'node:path';
import { findProgram } from '../../../../../src/node/models/externalWriter/findProgram';
import { must } from '../../../../kit/must';
import { TemporaryWorkspace } from '../../../../kit/temporaryWorkspace';

describe('the program that a command names', () => {
  let tools: TemporaryWorkspace;
  let project: TemporaryWorkspace;

  beforeEach(async () => {
    tools = await TemporaryWorkspace.make();
    project = await TemporaryWorkspace.make({ 'script.js': '', 'bin/aider': '' });
    for (const name of ['aider', 'npx', 'bash', 'env', 'node', 'python3.12', 'make', 'uvx']) {
      await tools.write(name, '#!/bin/sh\n', 0o755);
    }
    await chmod(project.path('bin/aider'), 0o755);
  });

  afterEach(async () => {
    await tools.dispose();
    await project.dispose();
  });

  const find = (command: readonly string[], path = tools.root) => findProgram(command, project.root, { PATH: path });

  async function refused(command: readonly string[], message: RegExp, path?: string): Promise<void> {
    const found = await find(command, path);
    assert.ok(!found.ok && found.problem.kind === 'service-unset', JSON.stringify([command, found]));
    assert.match(found.problem.detail, message);
    assert.match(found.problem.remedy, /agentforge\.external\.command/);
  }

  it('is found on PATH, or stands where the command says', async () => {
    assert.equal(must(await find(['aider', '{prompt}'])), tools.path('aider'));
    assert.equal(must(await find([tools.path('aider'), '--message-file={prompt}'])), tools.path('aider'));
    assert.equal(must(await find(['node', '--no-warnings', tools.path('x.js'), '{prompt}'])), tools.path('node'));
    assert.equal(must(await find(['python3.12', '-m', 'aider', '{prompt}'])), tools.path('python3.12'));
  });

  it('has to be set', async () => {
    for (const command of [[], [' ']]) await refused(command, /^No external program is set that writes\.$/);
  });

  it('has to be there, and to learn what is to be written', async () => {
    await refused(['claude', '{prompt}'], /there is no "claude" on PATH/);
    await refused([tools.path('claude'), '{prompt}'], /there is no program at .*claude/);
    await refused(['aider', '--yes'], /no argument has \{prompt\}/);
  });

  it('is none that a repository could choose: by its folder', async () => {
    for (const program of ['./aider', 'bin/aider', '../aider', 'bin\\aider']) {
      await refused([program, '{prompt}'], /is a path from the folder in which it would work/);
    }
    await refused([project.path('bin/aider'), '{prompt}'], /lies in the project/);
    await refused(['aider', '{prompt}'], /lies in the project/, [project.path('bin'), tools.root].join(delimiter));
    await refused(['aider', '{prompt}'], /there is no "aider" on PATH/, ['.', 'bin'].join(delimiter));
    await symlink(project.path('bin/aider'), tools.path('mine'));
    await refused(['mine', '{prompt}'], /lies in the project/);
  });

  it('is none that a repository could choose: by what it starts', async () => {
    for (const program of ['npx', 'make', 'uvx', tools.path('npx')]) {
      await refused(
        [program, 'aider', '{prompt}'],
        /takes the program that it starts from the folder in which it works/,
      );
    }
    await symlink(tools.path('npx'), tools.path('runner'));
    await refused(['runner', 'aider', '{prompt}'], /^The external program cannot be started: npx takes the program/);
    await refused(['env', 'npx', '{prompt}'], /env starts another program/);
    await refused(['bash', '-c', 'npx {prompt}'], /bash is a shell/);
  });

  it('is none that a repository could choose: by a script for an interpreter', async () => {
    for (const command of [
      ['node', 'script.js', '{prompt}'],
      ['node', './script.js', '{prompt}'],
      ['node', '--import=./script.js', '/usr/lib/x.js', '{prompt}'],
      ['node', '--require', './script.js', '/usr/lib/x.js', '{prompt}'],
      ['node', project.path('script.js'), '{prompt}'],
      ['python3.12', 'aider/main.py', '{prompt}'],
      ['python3.12', '{prompt}'],
    ]) {
      await refused(command, /only a script with an absolute path is the user's for sure/);
    }
  });
});
