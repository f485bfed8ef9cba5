import assert from 'node:assert/strict';
import { passesResultsOnUntilCancelled } from '../script/everyRunner/endings';
import { runScripts } from '../script/everyRunner/runScripts';
import { NODE_TEST } from '../script/everyRunner/scriptRunners';

const { head } = NODE_TEST;

describe('a run of node --test', () => {
  passesResultsOnUntilCancelled(NODE_TEST);

  for (const [how, code, said] of [
    ['process.exit(0)', 'process.exit(0)', /process\.exit\(0\)/],
    ['process.exit(3)', 'process.exit(3)', /process\.exit\(3\)/],
    ['a signal', "process.kill(process.pid, 'SIGKILL')", /SIGKILL/],
  ] as const) {
    it(`that is broken off by ${how} is not taken for a success`, async () => {
      const { outcomes, report } = await runScripts(NODE_TEST, {
        'a.test.js': `${head}\ntest('1', () => {});\ntest('2', async () => { await new Promise((r) => setTimeout(r, 50)); ${code}; });\ntest('3', () => {});\n`,
        'b.test.js': `${head}\ntest('4', () => {});\n`,
      });
      assert.ok(report.end.kind === 'died');
      assert.match(report.end.detail, said);
      assert.deepEqual(outcomes, [
        'passed a.test.js::1',
        'crashed a.test.js::2',
        'not-run a.test.js::3',
        'passed b.test.js::4',
      ]);
    });
  }

  it('that is broken off by its time limit while a file is loaded names the file', async () => {
    const { outcomes, report } = await runScripts(NODE_TEST, { 'a.test.js': 'for (;;);\n' }, { timeLimitMs: 2_500 });
    assert.deepEqual(report.end, { kind: 'timed-out', limitMs: 2_500 });
    assert.deepEqual(outcomes, ['timed-out a.test.js']);
  });

  it('that is broken off before any test was declared is not taken for a file without tests', async () => {
    const { outcomes, report } = await runScripts(NODE_TEST, { 'a.test.js': 'process.exit(0);\n' });
    assert.equal(report.end.kind, 'died');
    assert.deepEqual(outcomes, ['crashed a.test.js']);
  });

  it('that is ended on purpose after its last test is whole', async () => {
    const { outcomes, report } = await runScripts(NODE_TEST, {
      'a.test.js': `${head}\nafterAll(() => setTimeout(() => process.exit(), 50));\ntest('1', () => {});\n`,
    });
    assert.deepEqual(outcomes, ['passed a.test.js::1']);
    assert.deepEqual(report.end, { kind: 'completed' });
  });
});
