import assert from 'node:assert/strict';
import { pastedProvider } from '../../../../src/core/model/pastedProvider';
import type { PhaseOutcome } from '../../../../src/core/tdflow/phaseEvents';
import { componentOf } from '../../../../src/core/tdflow/session';
import type { TestOutcome } from '../../../../src/core/testrun/report';
import type { ScriptedRun } from '../../../kit/scriptedRunners';
import { scriptedRunners } from '../../../kit/scriptedRunners';
import { testReport, testResult } from '../../../kit/testReport';
import { block, PhaseRun } from './phaseRun';

const RECEIPT = 'tests/test_receipt.py';
const receipt = (outcome: TestOutcome) =>
  testReport([{ ...testResult('test_sum', outcome), id: `${RECEIPT}::test_sum`, file: RECEIPT }]);

describe('proving GREEN', () => {
  let phase: PhaseRun;
  beforeEach(async () => {
    phase = await PhaseRun.make();
  });
  afterEach(() => phase.folder.dispose());

  const verdictOf = (outcome: PhaseOutcome) => {
    assert.ok(outcome.kind === 'reached' || outcome.kind === 'not-reached', outcome.kind);
    return outcome.verdict;
  };

  it('takes back a change that breaks what passed before in another file, and names it', async () => {
    await phase.folder.write('src/cart.py', 'class Cart: old\n');
    await phase.folder.write(RECEIPT, 'from src.cart import Cart\n');
    const runs: ScriptedRun = async ({ files }) => {
      if (!files.includes(RECEIPT)) return testReport([testResult('test_total', 'passed')]);
      return receipt((await phase.folder.text('src/cart.py')).includes('old') ? 'passed' : 'failed');
    };
    const { outcome, session } = await phase.run('green', { runs });
    const verdict = verdictOf(outcome);
    assert.deepEqual(
      [outcome.kind, verdict.summary],
      ['not-reached', '1 test of other files passed before the change and does not now: test_sum.'],
    );
    assert.equal(await phase.folder.text('src/cart.py'), 'class Cart: old\n');
    assert.deepEqual(phase.steps(), [
      ...['prompt', 'model', 'review', 'baseline', 'apply', 'tests', 'repeat', 'others', 'verdict', 'rollback'],
    ]);
    assert.equal(componentOf(await phase.stored(session), 'cart')?.phases.green?.state, 'not-reached');
  });

  it('does not blame the change for what failed before, nor look at what does not use it', async () => {
    await phase.folder.write('src/cart.py', 'class Cart: old\n');
    await phase.folder.write(RECEIPT, 'from src.cart import Cart\n');
    await phase.folder.write('tests/test_far.py', 'import os\n');
    const ran: string[] = [];
    const runs: ScriptedRun = ({ files }) => {
      ran.push(...files);
      return files.includes(RECEIPT) ? receipt('failed') : testReport([testResult('test_total', 'passed')]);
    };
    const verdict = verdictOf((await phase.run('green', { runs })).outcome);
    assert.equal(verdict.reached, true);
    assert.ok(verdict.notes.some((note) => note === `1 test of ${RECEIPT} did not pass before the change either.`));
    assert.ok(!ran.includes('tests/test_far.py'));
  });

  it('needs no run before the change when no other test uses it', async () => {
    const { outcome } = await phase.run('green');
    assert.equal(outcome.kind, 'reached');
    assert.deepEqual(phase.steps(), ['prompt', 'model', 'review', 'apply', 'tests', 'repeat', 'verdict']);
  });

  it('says where nobody looked for ways around the tests', async () => {
    const answer = `${block('src/cart.py', 'class Cart: ...')}\`\`\`go:src/cart.go\npackage cart\n\`\`\`\n`;
    const verdict = verdictOf((await phase.run('green', { provider: pastedProvider(answer) })).outcome);
    assert.ok(verdict.notes.includes('Ways around the tests are not looked for in this language: src/cart.go.'));
  });

  it('is not reached by tests that depend on their order', async () => {
    const runs: ScriptedRun = ({ seed }) =>
      testReport([testResult('test_total', seed === undefined ? 'passed' : 'failed')]);
    const { outcome } = await phase.run('green', {
      ports: () => ({ runners: scriptedRunners(runs, {}, { order: true }) }),
    });
    assert.equal(verdictOf(outcome).summary, '1 of 1 tests does not pass each time: test_total.');
  });
});
