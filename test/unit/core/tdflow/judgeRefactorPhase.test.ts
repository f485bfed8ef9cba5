import assert from 'node:assert/strict';
import { DEFAULT_CONFIG } from '../../../../src/core/config/config';
import { pastedProvider } from '../../../../src/core/model/pastedProvider';
import type { PhaseOutcome } from '../../../../src/core/tdflow/phaseEvents';
import { provePhase } from '../../../../src/core/tdflow/provePhase';
import type { Check } from '../../../../src/core/verdict/verdict';
import { nodePorts } from '../../../kit/nodePorts';
import { sampleTask } from '../../../kit/sampleTask';
import type { ScriptedRun } from '../../../kit/scriptedRunners';
import { scriptedRunners } from '../../../kit/scriptedRunners';
import { testReport, testResult } from '../../../kit/testReport';
import { block, keeping, PhaseRun, passing } from './phaseRun';

const BEFORE = `class Cart:
    def total(self, items):
        result = 0
        for item in items:
            if item.price > 0:
                result = result + item.price
        return result
`;
const SHORTER = `class Cart:
    def total(self, items):
        return sum(max(item.price, 0) for item in items)
`;

describe('proving REFACTOR', () => {
  let phase: PhaseRun;
  beforeEach(async () => {
    phase = await PhaseRun.make();
  });
  afterEach(() => phase.folder.dispose());

  async function refactor(after: string, about: Parameters<PhaseRun['run']>[1] = {}) {
    const provider = pastedProvider(block('src/cart.py', after.trimEnd()));
    return phase.run('refactor', { provider, ready: () => phase.folder.write('src/cart.py', BEFORE), ...about });
  }

  const verdictOf = (outcome: PhaseOutcome) => {
    assert.ok(outcome.kind === 'reached' || outcome.kind === 'not-reached', outcome.kind);
    return outcome.verdict;
  };
  const resultOf = (outcome: PhaseOutcome, name: Check['name']) =>
    verdictOf(outcome).checks.find((check) => check.name === name)?.result;

  it('is reached by shorter code that offers the same', async () => {
    const { outcome } = await refactor(SHORTER);
    assert.equal(outcome.kind, 'reached');
    assert.match(verdictOf(outcome).notes.join(), /Better: lines of code 7 -> 3/);
    assert.deepEqual([resultOf(outcome, 'public interface'), resultOf(outcome, 'improvement')], ['passed', 'passed']);
    assert.deepEqual(phase.steps(), [
      ...['baseline', 'prompt', 'model', 'review', 'apply', 'tests', 'repeat', 'verdict'],
    ]);
  });

  it('offers back what changes the public interface, with the difference', async () => {
    const { outcome } = await refactor(SHORTER.replace('self, items', 'self, items, tax'));
    assert.equal(outcome.kind, 'not-reached');
    assert.equal(
      verdictOf(outcome).summary,
      'The public interface is not the same: Cart.total(items) is now Cart.total(items, tax).',
    );
    assert.equal(await phase.folder.text('src/cart.py'), BEFORE);
  });

  it('offers back what is no better by any measure', async () => {
    const renamed = BEFORE.replaceAll('result', 'amount');
    const { outcome } = await refactor(renamed);
    assert.deepEqual([outcome.kind, verdictOf(outcome).summary], ['not-reached', 'No improvement measured.']);
    assert.equal(await phase.folder.text('src/cart.py'), BEFORE);
  });

  it('leaves it to the user to keep that, and then judges edits by hand against the same base', async () => {
    const { outcome, session } = await refactor(BEFORE.replaceAll('result', 'amount'), { consent: keeping });
    assert.ok(outcome.kind === 'not-reached' && outcome.journalEntry !== undefined);
    await phase.folder.write('src/cart.py', SHORTER);
    const ports = nodePorts(phase.folder.root, scriptedRunners(passing));
    const task = await sampleTask('refactor', ports, { session: await phase.stored(session) });
    const proving = provePhase(task, ports, new AbortController().signal);
    for (;;) {
      const step = await proving.next();
      if (step.done !== true) continue;
      assert.equal(step.value.kind, 'reached');
      assert.match(verdictOf(step.value).notes.join(), /Better: lines of code 7 -> 3/);
      return;
    }
  });

  it('holds coverage against that before the change, where the runner measures it', async () => {
    const asked: (readonly string[] | undefined)[] = [];
    const hits = async () => ((await phase.folder.text('src/cart.py')).includes('max') ? 0 : 1);
    const runs: ScriptedRun = async ({ coverageOf }) => {
      asked.push(coverageOf);
      const lines = [{ line: 2, hits: await hits() }];
      const coverage = { kind: 'measured', files: [{ path: 'src/cart.py', lines }] } as const;
      return testReport([testResult('test_total', 'passed')], coverageOf === undefined ? {} : { coverage });
    };
    const { outcome } = await refactor(SHORTER, {
      ports: () => ({ runners: scriptedRunners(runs, {}, { coverage: true }) }),
    });
    assert.deepEqual([outcome.kind, resultOf(outcome, 'coverage')], ['not-reached', 'failed']);
    assert.deepEqual(asked, [['src/cart.py'], ['src/cart.py'], undefined]);
  });

  it('with phases.refactor.require_tests_pass off, runs nothing before and says so', async () => {
    const off = { ...DEFAULT_CONFIG, refactorRequiresPassingTests: false };
    let runs = 0;
    const count: ScriptedRun = (...args) => {
      runs += 1;
      return passing(...args);
    };
    const given = nodePorts(phase.folder.root, scriptedRunners(count));
    const { session } = await phase.run('refactor', { signal: AbortSignal.abort() });
    await phase.folder.write('src/cart.py', SHORTER);
    const task = await sampleTask('refactor', given, { session, config: off });
    const proving = provePhase(task, given, new AbortController().signal);
    let step = await proving.next();
    while (step.done !== true) step = await proving.next();
    assert.match(
      verdictOf(step.value).notes.join(),
      /were not run before the change: phases\.refactor\.require_tests_pass is off/,
    );
    assert.equal(runs, 2);
  });
});
