import assert from 'node:assert/strict';
import { symlink } from 'node:fs/promises';
import { realRun } from '../../../kit/realRun';
import { TemporaryWorkspace } from '../../../kit/temporaryWorkspace';
import { runnerFor } from './runnerFor';

const PYTHON = 'def test_a(): assert False\n';
const SCRIPT = "import { test } from 'node:test';\ntest('a', () => { throw new Error('no'); });\n";

describe('tests in files with odd paths', function () {
  this.timeout(60_000);

  for (const folder of ['-x', '@y', 'two words', 'per%20cent', 'ü', '{b,c}', '[id]']) {
    it(`run by node --test: ${folder}`, async () => {
      const { outcomes, report } = await realRun({ [`${folder}/a.test.mjs`]: SCRIPT });
      assert.deepEqual(outcomes, [`failed ${folder}/a.test.mjs::a`]);
      const details = report.tests[0]?.failure?.details ?? '';
      assert.match(details, /a\.test\.mjs:2:/);
      assert.doesNotMatch(details, /agentforge-test-/);
    });
  }

  it('run by pytest, which has its own idea of brackets', async () => {
    const folders = ['-x', '@y', 'two words', 'per%20cent', 'ü', '{b,c}'];
    const { outcomes } = await realRun(
      Object.fromEntries(folders.map((folder, at) => [`${folder}/test_${at}.py`, PYTHON])),
    );
    assert.deepEqual(
      outcomes,
      folders.map((folder, at) => `failed ${folder}/test_${at}.py::test_a`),
    );
  });

  it('run by pytest when two of them have one name', async () => {
    const { outcomes } = await realRun({ 'tests/a/test_x.py': PYTHON, 'tests/b/test_x.py': PYTHON });
    assert.deepEqual(outcomes, ['failed tests/a/test_x.py::test_a', 'failed tests/b/test_x.py::test_a']);
  });

  for (const [file, text] of [
    ['tests/test_a.py', PYTHON],
    ['tests/a.test.mjs', SCRIPT],
  ] as const) {
    it(`keep their paths when the workspace is reached through a link: ${file}`, async () => {
      const folder = await TemporaryWorkspace.make({ [`real/${file}`]: text });
      try {
        await symlink(folder.path('real'), folder.path('link'));
        const files: string[] = [];
        const runner = await runnerFor({ root: folder.path('link') }, file);
        for await (const event of runner.run({ files: [file], timeLimitMs: 60_000 }, new AbortController().signal)) {
          if (event.kind === 'test') files.push(event.result.file);
        }
        assert.deepEqual(files, [file]);
      } finally {
        await folder.dispose();
      }
    });
  }
});
