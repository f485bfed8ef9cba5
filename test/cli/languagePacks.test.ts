import assert from 'node:assert/strict';
import path from 'node:path';
import type { WritingPhase } from '../../src/core/phase';
import { languagePackOf } from '../../src/core/prompt/languagePacks/languagePackOf';
import { CliRunner } from '../kit/cliRunner';
import { repositoryRoot } from '../kit/editor/repositoryRoot';
import type { RunningFakeMessages } from '../kit/fakeMessages/startFakeMessages';
import { startFakeMessages } from '../kit/fakeMessages/startFakeMessages';
import { linkNodeModules } from '../kit/linkNodeModules';
import { linkRunnerTools } from '../kit/runnerTools/runnerTools';
import { TemporaryWorkspace } from '../kit/temporaryWorkspace';
import { MAVEN_PACK_PROJECTS } from './mavenPackProjects';
import { PACK_PROJECTS, PACK_SPEC, packSpecification } from './packProjects';

/** Set by somebody who is connected, has Maven, and wants to see Java and Kotlin too: these fetch what they build with. */
const isConnected = process.env['AGENTFORGE_TEST_MAVEN'] === '1';
const MAVEN_REPOSITORY = path.join(repositoryRoot, '.runner-test/maven');

describe('the instructions of a language and its runner', function () {
  this.timeout(isConnected ? 600_000 : 300_000);
  let api: RunningFakeMessages;
  let project: TemporaryWorkspace | undefined;

  beforeEach(async () => {
    api = await startFakeMessages();
  });

  afterEach(async () => {
    await project?.dispose();
    await api.close();
  });

  for (const given of [...PACK_PROJECTS, ...(isConnected ? MAVEN_PACK_PROJECTS : [])]) {
    const { language, runner } = given;
    it(`are asked of the model, and lead to RED and to GREEN: ${language} with ${runner}`, async () => {
      project = await TemporaryWorkspace.make({ ...given.files, [PACK_SPEC]: packSpecification(given) });
      if (runner === 'mocha') await linkNodeModules(project);
      if (runner === 'vitest' || runner === 'jest') await linkRunnerTools(project);
      const cli = new CliRunner(project.root, {
        ...{ ANTHROPIC_API_KEY: 'sk-test', ANTHROPIC_BASE_URL: api.url },
        ...(runner === 'maven' ? { MAVEN_OPTS: `-Dmaven.repo.local=${MAVEN_REPOSITORY}` } : {}),
      });
      const reached = { red: /RED reached: (\d) tests? fails?, each for the right reason\./, green: /GREEN reached/ };
      for (const phase of ['red', 'green'] as const satisfies readonly WritingPhase[]) {
        api.answer(given[phase]);
        const args = ['generate', '--spec', PACK_SPEC, '--phase', phase, '--yes', '--attempts', '1'];
        // Some runners start slowly, and RED starts them eight times.
        const { code, stdout, stderr } = await cli.run(args, { longestMs: isConnected ? 290_000 : 100_000 });
        assert.equal(code, 0, stdout + stderr);
        assert.match(stdout, reached[phase]);
        assert.match(stdout, new RegExp(`with ${runner}|${runner}:`));
        const { prompt } = api.request();
        const pack = languagePackOf(language, runner);
        if (given.fact !== undefined) assert.match(prompt, given.fact);
        for (const rule of pack[phase]) assert.ok(prompt.includes(`\n- ${rule}\n`), rule);
      }
    });
  }
});
