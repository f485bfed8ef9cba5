import assert from 'node:assert/strict';
import type { Problem } from '../../../../src/core/errors';
import type { Result } from '../../../../src/core/lib/result';
import type { RedRuns } from '../../../../src/core/tdflow/gatherRedEvidence';
import { gatherRedEvidence } from '../../../../src/core/tdflow/gatherRedEvidence';
import type { RunnerAbilities, TestRequest } from '../../../../src/core/testrun/runner';
import { TRIVIAL_SUBJECTS } from '../../../../src/core/testrun/substitute';
import { must } from '../../../kit/must';
import { nodePorts } from '../../../kit/nodePorts';
import { sampleSpecification } from '../../../kit/sampleSpecification';
import { sampleTask } from '../../../kit/sampleTask';
import type { ScriptedRun } from '../../../kit/scriptedRunners';
import { scriptedRunners } from '../../../kit/scriptedRunners';
import { TemporaryWorkspace } from '../../../kit/temporaryWorkspace';
import { testReport, testResult } from '../../../kit/testReport';

const FILES = ['tests/test_cart.py'];
const ALL: Partial<RunnerAbilities> = { substitutes: true, order: true };
const missing = { exception: 'ModuleNotFoundError', message: 'No module', missingModule: 'src.cart' };
const assertion = { exception: 'AssertionError', message: 'assert 1 == 2' };
const HELD_BACK: ScriptedRun = ({ substitute }) =>
  testReport([
    substitute === undefined
      ? testResult('test_total', 'collection-error', missing)
      : testResult('test_total', substitute.behaviour === 'zero' ? 'passed' : 'failed', assertion),
  ]);
const FAILING: ScriptedRun = () => testReport([testResult('test_total', 'failed', assertion)]);

describe('the runs of RED', () => {
  let folder: TemporaryWorkspace;
  let asked: TestRequest[];
  let told: string[];
  beforeEach(async () => {
    folder = await TemporaryWorkspace.make();
    [asked, told] = [[], []];
  });
  afterEach(() => folder.dispose());

  async function gather(
    answer: ScriptedRun,
    abilities: Partial<RunnerAbilities> = ALL,
    signal = new AbortController().signal,
  ): Promise<Result<RedRuns, Problem>> {
    const watched: ScriptedRun = (request, its) => {
      asked.push(request);
      return answer(request, its);
    };
    const ports = nodePorts(folder.root, scriptedRunners(watched, {}, abilities));
    const running = gatherRedEvidence(await sampleTask('red', ports), FILES, ports, signal);
    for (;;) {
      const step = await running.next();
      if (step.done === true) return step.value;
      if (step.value.kind === 'step') told.push(step.value.step);
      else if (step.value.kind === 'test' && step.value.event.kind === 'test')
        told.push(step.value.event.result.outcome);
    }
  }

  const kinds = () =>
    asked.map(({ substitute, seed }) =>
      [substitute?.behaviour ?? 'plain', ...(seed === undefined ? [] : ['seeded'])].join(' '),
    );

  it('are one as the files stand, one with a stand-in, one in another order, and one with each trivial subject', async () => {
    const { plain, standIn, probes, notes } = must(await gather(HELD_BACK));
    assert.deepEqual(kinds(), ['plain', 'not-implemented', 'not-implemented seeded', ...TRIVIAL_SUBJECTS]);
    assert.deepEqual(told, ['tests', 'collection-error', 'stand-in', 'probes'], 'only the first is told test by test');
    assert.deepEqual(
      [plain.tests[0]?.outcome, standIn?.tests[0]?.outcome, probes.map(({ subject }) => subject), notes],
      ['collection-error', 'failed', TRIVIAL_SUBJECTS, []],
    );
    assert.deepEqual(
      probes.filter(({ report }) => report.tests[0]?.outcome === 'passed').map(({ subject }) => subject),
      ['zero'],
    );
  });

  it('replace the module under test, with its declared shape, and what is missing of other components', async () => {
    must(await gather(HELD_BACK));
    const [cart, receipt] = sampleSpecification().components;
    assert.deepEqual(asked[1]?.substitute?.modules, [
      { path: 'src/cart.py', shape: cart?.interface },
      { path: 'src/receipt.py', shape: receipt?.interface },
    ]);
    asked = [];
    await folder.write('src/receipt.py', '');
    must(await gather(HELD_BACK));
    assert.deepEqual(
      asked[1]?.substitute?.modules.map(({ path }) => path),
      ['src/cart.py'],
    );
  });

  it('repeat what the tests themselves show: as the files stand where those can be loaded', async () => {
    const order: ScriptedRun = ({ seed, substitute }) =>
      testReport([testResult('test_total', seed === undefined || substitute ? 'failed' : 'passed', assertion)]);
    const { plain } = must(await gather(order));
    assert.equal(kinds()[2], 'plain seeded');
    assert.equal(plain.tests[0]?.outcome, 'flaky');
    asked = [];
    const behind: ScriptedRun = (request, signal) =>
      request.seed === undefined ? HELD_BACK(request, signal) : testReport([testResult('test_total', 'passed')]);
    const held = must(await gather(behind));
    assert.deepEqual([held.plain.tests[0]?.outcome, held.standIn?.tests[0]?.outcome], ['collection-error', 'flaky']);
  });

  it('are no more than two at a time', async () => {
    let [running, most] = [0, 0];
    const counted: ScriptedRun = async (request, signal) => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      return HELD_BACK(request, signal);
    };
    must(await gather(counted));
    assert.deepEqual([most, asked.length], [2, 8]);
  });

  it('are fewer where the runner can do less, which is said', async () => {
    const { standIn, probes, notes } = must(await gather(FAILING, {}));
    assert.deepEqual(kinds(), ['plain', 'plain']);
    assert.deepEqual([standIn, probes, told], [undefined, [], ['tests', 'failed', 'repeat']]);
    assert.deepEqual(notes, [
      'Not checked with pytest: defects that a missing module hides, and whether trivial subjects satisfy the tests.',
      'Not checked with pytest: whether the tests depend on their order.',
    ]);
  });

  it('end with the first when nothing fails, or when it says nothing', async () => {
    must(await gather(() => testReport([testResult('test_total', 'passed')])));
    must(
      await gather(() =>
        testReport([testResult('test_total', 'failed', assertion)], { end: { kind: 'died', detail: 'x' } }),
      ),
    );
    assert.deepEqual(kinds(), ['plain', 'plain']);
  });

  it('say which of them did not complete, and try no subject when the stand-in ends the process', async () => {
    const died = { end: { kind: 'died', detail: 'exit code 1' } } as const;
    const crashing: ScriptedRun = (request, signal) =>
      request.substitute === undefined
        ? HELD_BACK(request, signal)
        : testReport([testResult('test_total', 'crashed')], died);
    const { probes, notes, standIn } = must(await gather(crashing));
    assert.deepEqual([probes, standIn?.tests[0]?.outcome], [[], 'crashed']);
    assert.deepEqual(notes, [
      'The run with a stand-in did not complete (died: exit code 1), so not all of it is known.',
    ]);
    const hanging: ScriptedRun = (request, signal) =>
      request.substitute?.behaviour === 'none'
        ? testReport([], { end: { kind: 'timed-out', limitMs: 1_000 } })
        : HELD_BACK(request, signal);
    assert.deepEqual(must(await gather(hanging)).notes, [
      'The run with the trivial subject "none" did not complete (timed out), so not all of it is known.',
    ]);
  });

  it('can be cancelled in each', async () => {
    for (const at of [1, 2, 3, 5]) {
      asked = [];
      const abort = new AbortController();
      const stopping: ScriptedRun = (request, signal) => {
        if (asked.length === at) abort.abort();
        return HELD_BACK(request, signal);
      };
      const outcome = await gather(stopping, ALL, abort.signal);
      assert.ok(!outcome.ok && outcome.problem.kind === 'cancelled', `run ${at}`);
      assert.ok(asked.length <= at + 1, `after run ${at} there were ${asked.length}`);
    }
  });
});
