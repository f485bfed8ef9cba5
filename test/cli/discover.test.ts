import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { loadProfile } from '../../src/core/codebase/loadProfile';
import { CliRunner } from '../kit/cliRunner';
import type { WorkspaceBuilder } from '../kit/workspaceBuilder';
import { shopProject } from './projects';

const PROFILE = '.agentforge/codebase_profile.yaml';

describe('discover', () => {
  let project: WorkspaceBuilder;
  let cli: CliRunner;

  before(async () => {
    project = await shopProject({ [PROFILE]: '' });
    cli = new CliRunner(project.root);
  });

  after(() => project.dispose());

  it('writes the profile, which goes into the next prompt', async () => {
    const { code, stdout, stderr } = await cli.run(['discover']);
    assert.equal(code, 0, stderr);
    assert.match(
      stdout,
      /^\.agentforge\/codebase_profile\.yaml is written: \d+ files in [\d.]+ s\.\nLanguages: javascript/,
    );
    const profile = loadProfile(await project.text(PROFILE));
    assert.ok(profile.ok && profile.value.tests.frameworks.includes('node:test'));
    const prompt = await cli.run([
      'generate',
      '--spec',
      'specs/shop.yaml',
      '--component',
      'cart',
      '--phase',
      'red',
      '--dry-run',
    ]);
    assert.match(prompt.stdout, /- test_file_names \(confidence 0\.\d\): Test files are named \*\.test\.\*/);
    await project.assertUntouched();
  });

  it('reads nothing again that is as it was, and leaves the file alone when nothing is new', async () => {
    const before = await project.text(PROFILE);
    const { stdout } = await cli.run(['discover', '--json']);
    const { event, changed, languages } = JSON.parse(stdout);
    assert.deepEqual([event, changed, languages[0].name], ['discovered', false, 'javascript']);
    assert.equal(await project.text(PROFILE), before);
  });

  it('keeps what a person changed when there is something new', async () => {
    const text = await project.text(PROFILE);
    await project.write(PROFILE, text.replace(/architecture_style: .*/, 'architecture_style: ours # by hand'));
    await project.write('src/tax.js', 'export function taxOf() {}\n');
    const { code, stdout } = await cli.run(['discover']);
    assert.equal(code, 0);
    assert.match(stdout, / is written: \d+ files/);
    assert.match(stdout, /^As you have it: structure\.architecture_style$/m);
    const after = await project.text(PROFILE);
    assert.match(after, /architecture_style: ours # by hand\n/);
    assert.match(after, /location: src\/tax\.js/);
  });

  it('says what to do about a profile that is no YAML, and in a folder without code', async () => {
    await project.write(PROFILE, 'languages: "\n');
    const broken = await cli.run(['discover']);
    assert.deepEqual([broken.code, await project.text(PROFILE)], [2, 'languages: "\n']);
    assert.match(broken.stderr, /codebase_profile\.yaml:\d+: .*delete the file to have it written anew/);
    for (const path of ['src', 'test', 'package.json', PROFILE])
      await rm(project.path(path), { recursive: true, force: true });
    const empty = await cli.run(['discover']);
    assert.equal(empty.code, 2);
    assert.match(empty.stderr, /There is no source code here/);
  });
});
