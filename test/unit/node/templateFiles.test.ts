import assert from 'node:assert/strict';
import { chmod, symlink } from 'node:fs/promises';
import { OwnFiles } from '../../../src/node/ownFiles';
import { readTemplate } from '../../../src/node/templateFiles';
import { must } from '../../kit/must';
import { TemporaryWorkspace } from '../../kit/temporaryWorkspace';

const PROJECTS = '.agentforge/templates/red.md';
const OWN = 'agentforge/templates/red.md';

describe('the template of a phase', () => {
  let project: TemporaryWorkspace;
  let config: TemporaryWorkspace;

  beforeEach(async () => {
    project = await TemporaryWorkspace.make();
    config = await TemporaryWorkspace.make();
  });

  afterEach(async () => {
    await project.dispose();
    await config.dispose();
  });

  const read = (phase: 'red' | 'green' | 'verify' = 'red', unsaved?: string) => {
    const env = { XDG_CONFIG_HOME: config.root, LOCALAPPDATA: config.root };
    return readTemplate({ files: new OwnFiles(project.root) }, phase, env, unsaved);
  };
  const whyNot = async (phase?: 'green'): Promise<string> => {
    const result = await read(phase);
    assert.ok(!result.ok && result.problem.kind === 'file-unreadable');
    return `${result.problem.path}: ${result.problem.detail}`;
  };

  it("is the project's, else the user's own, else none", async () => {
    assert.equal(must(await read()), undefined);
    await config.write(OWN, 'mine');
    await chmod(config.path(OWN), 0o644);
    assert.deepEqual(must(await read()), { path: config.path(OWN), text: 'mine' });
    await project.write(PROJECTS, 'ours');
    assert.deepEqual(must(await read()), { path: PROJECTS, text: 'ours' });
    assert.equal(must(await read('green')), undefined);
    assert.equal(must(await read('verify')), undefined);
  });

  it('is what stands in an open editor, saved or not', async () => {
    await project.write(PROJECTS, 'saved');
    assert.deepEqual(must(await read('red', 'typed')), { path: PROJECTS, text: 'typed' });
  });

  it('is a problem when it is there and cannot be read, and never the usual words instead', async () => {
    await project.write(PROJECTS, ' '.repeat(65_537));
    assert.equal(await whyNot(), `${PROJECTS}: it has 65537 bytes; at most 65536 are read`);
    await config.write('secret.txt', 'not for a model');
    await symlink(config.path('secret.txt'), project.path('.agentforge/templates/green.md'));
    assert.match(await whyNot('green'), /green\.md: .*symbolic link/);
  });

  if (process.platform !== 'win32') {
    it('of the user is a problem when others can write it', async () => {
      await config.write(OWN, 'mine');
      await chmod(config.path(OWN), 0o666);
      assert.match(await whyNot(), /red\.md: others than you can write it\. Run: chmod go-w /);
    });
  }
});
