import assert from 'node:assert/strict';
import { chmod } from 'node:fs/promises';
import path from 'node:path';
import { readExternalSettings } from '../../../../../src/node/models/externalWriter/externalSettings';
import { must } from '../../../../kit/must';
import { ownState, writeOwnFile } from '../../../../kit/ownState';

const FILE = 'command: [mine, "{prompt}"]\nenvironment: [MY_KEY]\ntimeout_minutes: 5\n';

describe('the settings of a program that writes', () => {
  let user = 0;
  let env: Readonly<Record<string, string>>;

  beforeEach(() => {
    user++;
    env = ownState(`external ${user}`);
  });

  const own = (text: string) => writeOwnFile('external.yaml', text, `external ${user}`);
  const NOTHING = { command: [], environment: [], timeoutMinutes: 20 };

  it('are none, unless the user says some', async () => {
    assert.deepEqual(must(await readExternalSettings(env)), NOTHING);
    assert.deepEqual(must(await readExternalSettings(env, { command: [], environment: [] })), NOTHING);
  });

  it('are those of the environment, else of the editor, else of the user’s own file', async () => {
    own(FILE);
    const fromFile = { command: ['mine', '{prompt}'], environment: ['MY_KEY'], timeoutMinutes: 5 };
    assert.deepEqual(must(await readExternalSettings(env)), fromFile);
    const editor = { command: ['aider'], timeoutMinutes: 30 };
    assert.deepEqual(must(await readExternalSettings(env, editor)), { ...fromFile, ...editor });
    const said = {
      AGENTFORGE_EXTERNAL_COMMAND: '["claude", "-p", "{prompt}"]',
      AGENTFORGE_EXTERNAL_ENVIRONMENT: 'A_KEY, B_KEY',
      AGENTFORGE_EXTERNAL_TIMEOUT_MINUTES: '0.5',
    };
    assert.deepEqual(must(await readExternalSettings({ ...env, ...said }, editor)), {
      command: ['claude', '-p', '{prompt}'],
      environment: ['A_KEY', 'B_KEY'],
      timeoutMinutes: 0.5,
    });
  });

  for (const [what, settings, message] of [
    ['a text in place of a list', { command: 'aider --yes' }, /its command is no list of texts/],
    ['a list of other things', { command: ['aider', 1] }, /its command is no list of texts/],
    ['names that are no list', { environment: 'KEY' }, /its environment is no list of texts/],
    ['no time at all', { timeoutMinutes: 0 }, /its time limit is 0 /],
    ['time without end', { timeoutMinutes: 1e9 }, /its time limit is 1000000000 /],
  ] as const) {
    it(`that cannot be used are told: ${what}`, async () => {
      const read = await readExternalSettings(env, settings);
      assert.ok(!read.ok && read.problem.kind === 'service-unset');
      assert.match(read.problem.detail, message);
      assert.match(read.problem.remedy, /agentforge\.external\.command/);
    });
  }

  it('that cannot be read are told: the environment, and the file', async () => {
    const shell = await readExternalSettings({ ...env, AGENTFORGE_EXTERNAL_COMMAND: 'aider --yes' });
    assert.ok(!shell.ok && 'detail' in shell.problem);
    assert.match(shell.problem.detail, /AGENTFORGE_EXTERNAL_COMMAND is no JSON list/);
    own('command: [\n');
    const broken = await readExternalSettings(env);
    assert.ok(!broken.ok && broken.problem.kind === 'file-unreadable');
    assert.match(broken.problem.detail, /^line \d+ is not valid YAML$/);
    own('- aider\n');
    const list = await readExternalSettings(env);
    assert.ok(!list.ok && list.problem.kind === 'file-unreadable');
  });

  it('are not taken from a file that others can write', async () => {
    own(FILE);
    await chmod(path.join(env['XDG_CONFIG_HOME'] ?? '', 'agentforge/external.yaml'), 0o666);
    const read = await readExternalSettings(env);
    assert.ok(!read.ok && 'detail' in read.problem);
    assert.match(read.problem.detail, /others than you can write it[\s\S]*so it names no program/);
  });
});
