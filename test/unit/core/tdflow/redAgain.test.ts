import assert from 'node:assert/strict';
import { pastedProvider } from '../../../../src/core/model/pastedProvider';
import type { ScriptedRun } from '../../../kit/scriptedRunners';
import type { TemporaryWorkspace } from '../../../kit/temporaryWorkspace';
import { testReport, testResult } from '../../../kit/testReport';
import { block, keeping, PhaseRun, passing } from './phaseRun';

describe('RED a second time', () => {
  let phase: PhaseRun;
  let folder: TemporaryWorkspace;

  beforeEach(async () => {
    phase = await PhaseRun.make();
    folder = phase.folder;
  });

  afterEach(() => folder.dispose());

  const missing = { exception: 'ModuleNotFoundError', message: 'No module', missingModule: 'src.cart' };
  const collection: ScriptedRun = () => testReport([testResult('test_total', 'collection-error', missing)]);

  it('counts a test that failed before and promises something else now', async () => {
    const { outcome } = await phase.run('red', {
      runs: collection,
      ready: () =>
        folder.write(
          'tests/test_cart.py',
          'from src.cart import total\n\n\ndef test_total():\n    assert total() == 4\n',
        ),
    });
    assert.equal(outcome.kind, 'reached');
  });

  it('does not count tests that passed before, and needs another that fails', async () => {
    const old = testResult('test_old', 'passed');
    let runs = 0;
    const oldText = 'from src.cart import total\n\n\ndef test_old():\n    assert total([]) == 0\n';
    const ready = () => folder.write('tests/test_cart.py', oldText);
    const both = `${oldText}\n\ndef test_total():\n    assert total([1]) == 1\n`;
    const provider = pastedProvider(block('tests/test_cart.py', both));
    const adding: ScriptedRun = () => {
      runs += 1;
      const fresh = testResult('test_total', 'failed', { exception: 'AssertionError', message: 'assert 0' });
      return testReport(runs === 1 ? [old] : [old, fresh]);
    };
    assert.equal((await phase.run('red', { runs: adding, ready, provider })).outcome.kind, 'reached');
    const { outcome } = await phase.run('red', {
      runs: () => testReport([old]),
      ready,
      provider: pastedProvider(block('tests/test_cart.py', oldText)),
    });
    assert.ok(outcome.kind === 'not-reached');
    assert.equal(outcome.verdict.summary, 'No new test: every test was there before.');
  });

  it('still asks for proof of a test that a RED left behind which was not reached', async () => {
    const vacuous = testResult('test_total', 'passed');
    const fresh = testResult('test_other', 'failed', { exception: 'AssertionError', message: 'assert 0' });
    const { session: first } = await phase.run('red', { runs: passing, consent: keeping });
    const session = await phase.stored(first);
    let runs = 0;
    const { outcome } = await phase.run('red', {
      session,
      provider: pastedProvider(block('tests/test_cart.py', 'def test_total(): assert True')),
      runs: () => {
        runs += 1;
        return testReport(runs === 1 ? [vacuous] : [vacuous, fresh]);
      },
    });
    assert.ok(outcome.kind === 'not-reached');
    assert.equal(outcome.verdict.summary, '1 of 2 tests does not fail for the right reason.');
  });

  it('counts a test that passed before and fails now', async () => {
    let runs = 0;
    const { outcome } = await phase.run('red', {
      ready: () => folder.write('tests/test_cart.py', 'def test_total(): ...\n'),
      runs: () => {
        runs += 1;
        const failure = { exception: 'NameError', message: 'x' };
        return testReport([
          runs === 1 ? testResult('test_total', 'passed') : testResult('test_total', 'failed', failure),
        ]);
      },
    });
    assert.ok(outcome.kind === 'not-reached');
    assert.match(outcome.verdict.tests[0]?.explanation ?? '', /NameError/);
  });
});
