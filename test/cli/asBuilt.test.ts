import assert from 'node:assert/strict';
import { CliRunner } from '../kit/cliRunner';
import type { WorkspaceBuilder } from '../kit/workspaceBuilder';
import { shopProject } from './projects';

describe('a specification of code that is there', () => {
  let project: WorkspaceBuilder;

  beforeEach(async () => {
    project = await shopProject();
  });

  afterEach(() => project.dispose());

  const run = (...args: readonly string[]) => new CliRunner(project.root).run(args);

  it('is written, read, and taken back', async () => {
    const written = await run('spec', 'as-built', 'src');
    assert.equal(written.code, 0, written.stderr);
    assert.match(written.stdout, /Written: specs\/src-as-built\.yaml, \d+ components?/);
    assert.match(await project.text('specs/src-as-built.yaml'), /status: as-built/);
    assert.equal((await run('tdflow', 'start', '--spec', 'specs/src-as-built.yaml')).code, 0);
    assert.equal((await run('spec', 'undo')).code, 0);
    await assert.rejects(project.text('specs/src-as-built.yaml'));
  });

  it('is written of the whole project, too', async () => {
    const { code, stdout } = await run('spec', 'as-built', '.');
    assert.equal(code, 0);
    assert.match(stdout, /Written: specs\/project-as-built\.yaml/);
  });

  it('is never written over another file', async () => {
    await project.write('specs/src-as-built.yaml', 'mine\n');
    const { code, stderr } = await run('spec', 'as-built', 'src');
    assert.equal(code, 2);
    assert.match(stderr, /specs\/src-as-built\.yaml exists already.*--output/);
    assert.equal(await project.text('specs/src-as-built.yaml'), 'mine\n');
  });

  it('is not written where there is no code, or outside of the project', async () => {
    const nothing = await run('spec', 'as-built', 'docs');
    assert.equal(nothing.code, 2);
    assert.match(nothing.stderr, /no source code in docs/);
    assert.equal((await run('spec', 'as-built', '../..')).code, 2);
    assert.equal((await run('spec', 'as-built', 'src', '--output', '../up.yaml')).code, 2);
    assert.match((await run('spec', 'as-built', 'src', '--output', 'package.js')).stderr, /end it in \.yaml/);
    await project.assertUntouched();
  });
});
