import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createTestRunners } from '../../../../src/node/runners/createTestRunners';
import type { RunnerPreferences } from '../../../../src/node/runners/runnerName';
import { RUNNER_NAMES } from '../../../../src/node/runners/runnerName';
import { repositoryRoot } from '../../../kit/editor/repositoryRoot';
import { must } from '../../../kit/must';
import { TemporaryWorkspace } from '../../../kit/temporaryWorkspace';

const FILES = ['test_a.py', 'a.test.js', 'a_test.go', 'tests/a.rs', 'ATest.java', 'ATests.cs'];

describe('the runners of a workspace', () => {
  it('are each called by their name, and say why they were chosen', async () => {
    for (const name of RUNNER_NAMES) {
      const preferences = async (): Promise<RunnerPreferences> => ({ runner: name });
      const runners = createTestRunners({ root: tmpdir(), assetsDir: tmpdir(), env: {}, preferences });
      const found = await Promise.all(FILES.map((file) => runners.for(file)));
      const own = found.flatMap((each) => (each.ok && each.value.name === name ? [each.value] : []));
      assert.equal(own.length, 1, name);
      assert.match(own[0]?.why ?? '', /chosen/);
    }
  });

  it('are those that the setting offers', async () => {
    const manifest = JSON.parse(await readFile(path.join(repositoryRoot, 'package.json'), 'utf8'));
    const { enum: offered } = manifest.contributes.configuration.properties['agentforge.testRunner'];
    assert.deepEqual(offered, ['auto', ...RUNNER_NAMES]);
  });

  it('do not know every file', async () => {
    const found = await createTestRunners({ root: tmpdir(), assetsDir: tmpdir(), env: {} }).for('test/a_test.rb');
    const problem = { kind: 'runner-unknown', path: 'test/a_test.rb', known: RUNNER_NAMES };
    assert.deepEqual(found, { ok: false, problem });
  });

  it('follow the user as the settings change', async () => {
    let preferences: RunnerPreferences = {};
    const runners = createTestRunners({
      root: tmpdir(),
      assetsDir: tmpdir(),
      env: {},
      preferences: async () => preferences,
    });
    const name = async () => must(await runners.for('no.such.folder/a.test.js')).name;
    assert.equal(await name(), 'node:test');
    preferences = { runner: 'mocha' };
    assert.equal(await name(), 'mocha');
  });

  it("run Python tests with the user's interpreter", async () => {
    const workspace = await TemporaryWorkspace.make({ 'test_a.py': 'def test_a(): pass\n' });
    try {
      await workspace.write('own/bin/python', '#!/bin/sh\nexit 1\n', 0o755);
      const python = path.join(workspace.root, 'own/bin/python');
      const options = {
        root: workspace.root,
        assetsDir: tmpdir(),
        env: process.env,
        preferences: async () => ({ python }),
      };
      const command = must(
        await must(await createTestRunners(options).for('test_a.py')).command({ files: ['test_a.py'] }),
      );
      assert.equal(command.program, python);
    } finally {
      await workspace.dispose();
    }
  });
});
