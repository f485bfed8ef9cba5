import assert from 'node:assert/strict';
import type { WritingPhase } from '../../../../src/core/phase';
import { runOthersAfter, runOthersBefore } from '../../../../src/core/tdflow/otherTests';
import type { PhaseEvent } from '../../../../src/core/tdflow/phaseEvents';
import type { Ports } from '../../../../src/core/tdflow/ports';
import type { TestOutcome, TestReport } from '../../../../src/core/testrun/report';
import { must } from '../../../kit/must';
import { sampleTask } from '../../../kit/sampleTask';
import type { ScriptedRun } from '../../../kit/scriptedRunners';
import { testReport, testResult } from '../../../kit/testReport';
import { PhaseWorld } from './phaseWorld';

const FILES = {
  'src/cart.py': 'a\n',
  'src/receipt.py': 'b\n',
  'tests/test_cart.py': 'from src.cart import a\n',
  'tests/test_receipt.py': 'from src.cart import a\n',
  'tests/test_till.py': 'import src.cart\n',
};
const OTHERS = ['tests/test_receipt.py', 'tests/test_till.py'];
const CHANGE = ['src/cart.py'];

const ofFile = (file: string, outcome: TestOutcome) => {
  const test = testResult('test_it', outcome, outcome === 'passed' ? undefined : { message: 'no' });
  return { ...test, id: `${file}::test_it`, file };
};
const run = (...outcomes: TestOutcome[]): TestReport =>
  testReport(outcomes.map((outcome, index) => ofFile(OTHERS[index] ?? '', outcome)));

describe('the tests of other files', () => {
  let world: PhaseWorld;
  beforeEach(async () => {
    world = await PhaseWorld.make(FILES);
  });
  afterEach(() => world.folder.dispose());

  async function end<T>(running: AsyncGenerator<PhaseEvent, T>): Promise<T> {
    for (;;) {
      const step = await running.next();
      if (step.done === true) return step.value;
      world.events.push(step.value);
    }
  }
  const steps = () => world.events.flatMap((event) => (event.kind === 'step' ? [event.step] : []));

  async function runBefore(phase: WritingPhase, before: TestReport | undefined, runs: ScriptedRun, changing = CHANGE) {
    const ports = world.ports(runs);
    const task = await sampleTask(phase, ports);
    return end(runOthersBefore(task, { before, changing }, ports, new AbortController().signal));
  }

  async function runAfter(before: TestReport | undefined, runs: ScriptedRun, about: Partial<Ports> = {}) {
    const ports = { ...world.ports(runs), ...about };
    const task = await sampleTask('green', ports);
    return end(runOthersAfter(task, { before, changed: CHANGE }, ports, new AbortController().signal));
  }

  describe('before the change', () => {
    it('are run for GREEN when they import what is about to change', async () => {
      const report = must(await runBefore('green', undefined, () => run('passed', 'failed')));
      assert.deepEqual(world.ran, [OTHERS]);
      assert.deepEqual(
        report?.tests.map(({ file, outcome }) => [file, outcome]),
        [
          [OTHERS[0], 'passed'],
          [OTHERS[1], 'failed'],
        ],
      );
      assert.deepEqual(steps(), ['baseline']);
    });

    it('come to what was run before already, and are not run twice', async () => {
      const known = testReport([testResult('test_total', 'passed'), ofFile(OTHERS[0] ?? '', 'passed')]);
      const report = must(await runBefore('refactor', known, () => testReport([ofFile(OTHERS[1] ?? '', 'passed')])));
      assert.deepEqual(world.ran, [[OTHERS[1]]]);
      assert.equal(report?.tests.length, 3);
    });

    it('are not run for RED, without a use of the change, or when REFACTOR is to run nothing before', async () => {
      const known = testReport([]);
      const never: ScriptedRun = () => assert.fail('tests were run');
      assert.equal(must(await runBefore('red', known, never)), known);
      assert.equal(must(await runBefore('refactor', undefined, never)), undefined);
      assert.equal(must(await runBefore('green', undefined, never, [])), undefined);
      assert.equal(must(await runBefore('green', undefined, never, ['src/receipt.py', 'README.md'])), undefined);
      assert.deepEqual(steps(), []);
    });

    it('count as not run when their run did not complete', async () => {
      const died: ScriptedRun = () => ({ ...run('passed'), end: { kind: 'died', detail: '3' } });
      assert.equal(must(await runBefore('green', undefined, died)), undefined);
    });
  });

  describe('after the change', () => {
    it('are run again and held against what they gave', async () => {
      const others = must(await runAfter(run('passed', 'failed'), () => run('passed', 'passed')));
      assert.deepEqual([others.files, others.before?.tests.length, others.after?.tests.length], [OTHERS, 2, 2]);
      assert.deepEqual([world.ran, steps()], [[OTHERS], ['others']]);
    });

    it('run once more when one fails now, so that a flaky one is told from a broken one', async () => {
      let runs = 0;
      const second: ScriptedRun = () => (runs++ === 0 ? run('failed', 'failed') : run('passed', 'failed'));
      const { after } = must(await runAfter(run('passed', 'passed'), second));
      assert.deepEqual(
        after?.tests.map(({ outcome }) => outcome),
        ['flaky', 'failed'],
      );
      assert.equal(world.ran.length, 2);
    });

    it('are not run when nobody knows what they gave before', async () => {
      const never: ScriptedRun = () => assert.fail('tests were run');
      const others = must(await runAfter(undefined, never));
      assert.deepEqual([others.files, others.before, others.after], [OTHERS, undefined, undefined]);
    });

    it('cancelled, are cancelled', async () => {
      const controller = new AbortController();
      const ports = world.ports(() => {
        controller.abort();
        return run('passed', 'passed');
      });
      const task = await sampleTask('green', ports);
      const running = runOthersAfter(task, { before: run('passed'), changed: CHANGE }, ports, controller.signal);
      assert.deepEqual(await end(running), { ok: false, problem: { kind: 'cancelled' } });
    });
  });
});
