import assert from 'node:assert/strict';
import { chmod, mkdir } from 'node:fs/promises';
import { readUserSettings } from '../../../src/node/userSettings';
import { asOrdinaryUser } from '../../kit/asOrdinaryUser';
import { must } from '../../kit/must';
import { TemporaryWorkspace } from '../../kit/temporaryWorkspace';

const FILE = 'agentforge/generation.yaml';
const hasModes = process.platform !== 'win32';

describe("the user's own settings file", () => {
  let folder: TemporaryWorkspace;

  beforeEach(async () => {
    folder = await TemporaryWorkspace.make();
  });

  afterEach(() => folder.dispose());

  const read = (config = folder.root) => readUserSettings({ XDG_CONFIG_HOME: config, LOCALAPPDATA: config });

  it('is in the configuration folder, there or not', async () => {
    const path = folder.path(FILE);
    assert.deepEqual(must(await read()), { path, text: undefined, warning: undefined });
    await folder.write(FILE, 'tokens: {}\n');
    await chmod(path, 0o644);
    assert.deepEqual(must(await read()), { path, text: 'tokens: {}\n', warning: undefined });
  });

  it('is never looked for in the folder of a project', async () => {
    const { path } = must(await readUserSettings({ XDG_CONFIG_HOME: 'config', LOCALAPPDATA: folder.root }));
    assert.ok(!path.startsWith(process.cwd()) && !path.startsWith('config'), path);
  });

  for (const mode of hasModes ? [0o666, 0o620, 0o602] : []) {
    it(`has no effect when others can write it (${mode.toString(8)}), which is said with what to do`, async () => {
      await folder.write(FILE, 'budget: {per_day: 1000}\n');
      await chmod(folder.path(FILE), mode);
      const { text, warning = '', path } = must(await read());
      assert.equal(text, undefined);
      assert.equal(warning, `${path} has no effect: others than you can write it. Run: chmod go-w ${path}`);
      await chmod(path, mode & ~0o022);
      assert.equal(must(await read()).text, 'budget: {per_day: 1000}\n');
    });
  }

  it('is a problem when it is there and cannot be read, for it may hold caps', async () => {
    await mkdir(folder.path(FILE), { recursive: true });
    const noFile = await read();
    assert.ok(!noFile.ok && noFile.problem.kind === 'file-unreadable');
    await folder.write('large/agentforge/generation.yaml', `#${' '.repeat(2_000_000)}`);
    assert.ok(!(await read(folder.path('large'))).ok);
    if (!hasModes) return;
    await folder.write('shut/agentforge/generation.yaml', 'budget: {per_day: 1}\n');
    await chmod(folder.root, 0o755);
    await chmod(folder.path('shut/agentforge/generation.yaml'), 0o000);
    const shut = await asOrdinaryUser(() => read(folder.path('shut')));
    assert.ok(!shut.ok && shut.problem.kind === 'file-unreadable' && shut.problem.path.startsWith(folder.root));
  });
});
