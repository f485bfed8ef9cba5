import assert from 'node:assert/strict';
import type { Result } from '../../../../src/core/lib/result';
import type { TwoRuns } from '../../../../src/core/tdflow/runTwice';
import { runTwice } from '../../../../src/core/tdflow/runTwice';
import type { TestOutcome } from '../../../../src/core/testrun/report';
import type { RunnerAbilities, TestRequest } from '../../../../src/core/testrun/runner';
import { must } from '../../../kit/must';
import { nodePorts } from '../../../kit/nodePorts';
import { sampleTask } from '../../../kit/sampleTask';
import type { ScriptedRun } from '../../../kit/scriptedRunners';
import { scriptedRunners } from '../../../kit/scriptedRunners';
import { TemporaryWorkspace } from '../../../kit/temporaryWorkspace';
import { testReport, testResult } from '../../../kit/testReport';

describe('running the tests twice', () => {
  let folder: TemporaryWorkspace;
  let asked: TestRequest[];
  let steps: string[];
  before(async () => {
    folder = await TemporaryWorkspace.make();
  });
  beforeEach(() => {
    [asked, steps] = [[], []];
  });
  after(() => folder.dispose());

  async function run(
    answer: ScriptedRun,
    abilities: Partial<RunnerAbilities> = { order: true },
    signal = new AbortController().signal,
  ): Promise<Result<TwoRuns, unknown>> {
    const watched: ScriptedRun = (request, its) => {
      asked.push(request);
      return answer(request, its);
    };
    const ports = nodePorts(folder.root, scriptedRunners(watched, {}, abilities));
    const wanted = { files: ['tests/test_cart.py'], coverageOf: ['src/cart.py'] };
    const running = runTwice(await sampleTask('green', ports), wanted, ports, signal);
    for (;;) {
      const step = await running.next();
      if (step.done === true) return step.value;
      if (step.value.kind === 'step') steps.push(step.value.step);
    }
  }

  const ends =
    (plain: TestOutcome, again: TestOutcome): ScriptedRun =>
    (request) =>
      testReport([testResult('test_a', 'passed'), testResult('test_b', request.seed === undefined ? plain : again)]);

  it('asks for another order the second time, and measures coverage once', async () => {
    const { report, notes } = must(await run(ends('passed', 'passed')));
    assert.deepEqual([report.tests.map(({ outcome }) => outcome), notes], [['passed', 'passed'], []]);
    assert.deepEqual(
      asked.map(({ files, seed, coverageOf }) => [files.length, typeof seed, coverageOf]),
      [
        [1, 'undefined', ['src/cart.py']],
        [1, 'number', undefined],
      ],
    );
    assert.deepEqual(steps, ['tests', 'repeat']);
  });

  it('finds the test that depends on its order', async () => {
    const { report } = must(await run(ends('passed', 'failed')));
    assert.deepEqual(
      report.tests.map(({ outcome, failure }) => [outcome, failure?.message]),
      [
        ['passed', undefined],
        ['flaky', 'passed in one run, failed in another order'],
      ],
    );
  });

  it('keeps the order where the runner cannot change it, says so, and still finds what comes and goes', async () => {
    let runs = 0;
    const answer: ScriptedRun = () => testReport([testResult('test_a', runs++ === 0 ? 'passed' : 'failed')]);
    const { report, notes } = must(await run(answer, {}));
    assert.equal(report.tests[0]?.failure?.message, 'passed in one run, failed in the next');
    assert.deepEqual(notes, ['pytest cannot change the order of tests: both runs had the same.']);
    assert.deepEqual(
      asked.map(({ seed }) => seed),
      [undefined, undefined],
    );
  });

  it('does not run them again when not all pass, or the first run says nothing', async () => {
    must(await run(ends('failed', 'failed')));
    must(await run(() => testReport([])));
    must(await run(() => testReport([testResult('test_a', 'passed')], { end: { kind: 'died', detail: '3' } })));
    assert.equal(asked.length, 3);
  });

  it('takes the second run for what counts when that one does not complete', async () => {
    const answer: ScriptedRun = (request) =>
      testReport(
        [testResult('test_a', 'passed')],
        request.seed === undefined ? {} : { end: { kind: 'died', detail: '3' } },
      );
    const { report, notes } = must(await run(answer));
    assert.equal(report.end.kind, 'died');
    assert.match(
      notes.join(),
      /All tests passed in the first run; this is the second one, in another order \(seed \d+\)/,
    );
  });

  it('cancelled in the second run, is cancelled', async () => {
    const controller = new AbortController();
    const answer: ScriptedRun = (request) => {
      if (request.seed !== undefined) controller.abort();
      return testReport([testResult('test_a', 'passed')]);
    };
    assert.deepEqual(await run(answer, { order: true }, controller.signal), {
      ok: false,
      problem: { kind: 'cancelled' },
    });
  });
});
