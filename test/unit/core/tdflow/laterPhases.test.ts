import assert from 'node:assert/strict';
import path from 'node:path';
import { pastedProvider } from '../../../../src/core/model/pastedProvider';
import type { WritingPhase } from '../../../../src/core/phase';
import type { PhaseOutcome } from '../../../../src/core/tdflow/phaseEvents';
import type { Verdict } from '../../../../src/core/verdict/verdict';
import { createTestRunners } from '../../../../src/node/runners/createTestRunners';
import { repositoryRoot } from '../../../kit/editor/repositoryRoot';
import { block, PhaseRun } from './phaseRun';

const ASSETS = path.join(repositoryRoot, 'src/node/runners/assets');
const ENV = { ...process.env, PYTEST_DISABLE_PLUGIN_AUTOLOAD: '1', PYTHONDONTWRITEBYTECODE: '1' };

const TESTS = `from src.cart import total


def test_one():
    assert total([3]) == 3


def test_two():
    assert total([3, 4]) == 7
`;
const LONG = `def total(items):
    result = 0
    for item in items:
        if item != 0:
            result = result + item
    return result
`;

describe('GREEN and REFACTOR with real pytest', () => {
  let phase: PhaseRun;
  beforeEach(async () => {
    phase = await PhaseRun.make();
  });
  afterEach(() => phase.folder.dispose());

  async function run(which: WritingPhase, code: string, files: Readonly<Record<string, string>>): Promise<Verdict> {
    const ready = async () => {
      for (const [name, text] of Object.entries(files)) await phase.folder.write(name, text);
    };
    const { outcome } = await phase.run(which, {
      ready,
      tests: TESTS,
      provider: pastedProvider(block('src/cart.py', code.trimEnd())),
      ports: () => ({ runners: createTestRunners({ root: phase.folder.root, assetsDir: ASSETS, env: ENV }) }),
    });
    return verdictOf(outcome);
  }

  function verdictOf(outcome: PhaseOutcome): Verdict {
    assert.ok(outcome.kind === 'reached' || outcome.kind === 'not-reached', JSON.stringify(outcome));
    return outcome.verdict;
  }

  it('reaches GREEN by code that passes, twice, and breaks no other test', async () => {
    const receipt = 'from src.cart import total\n\n\ndef test_receipt():\n    assert total([]) == 0\n';
    const verdict = await run('green', LONG, {
      'src/cart.py': 'def total(items):\n    return 0\n',
      'tests/test_receipt.py': receipt,
    });
    assert.equal(verdict.summary, '2 tests pass, their files unchanged.');
    assert.deepEqual(verdict.checks.map(({ result, detail }) => [result, detail]).at(-1), [
      'passed',
      '1 test of tests/test_receipt.py passes as before.',
    ]);
  });

  it('does not reach it when another file’s test breaks', async () => {
    const receipt = 'from src.cart import LIMIT\n\n\ndef test_limit():\n    assert LIMIT == 3\n';
    const verdict = await run('green', LONG, { 'src/cart.py': 'LIMIT = 3\n', 'tests/test_receipt.py': receipt });
    assert.equal(verdict.summary, '1 test of other files passed before the change and does not now: test_limit.');
  });

  it('does not reach it by code that remembers which test came first', async () => {
    const order = `calls = []


def total(items):
    calls.append(items)
    return 3 if len(calls) == 1 else 7
`;
    const verdict = await run('green', order, {});
    assert.deepEqual([verdict.reached, verdict.tests.map(({ reason }) => reason)], [false, ['flaky', 'flaky']]);
  });

  it('reaches REFACTOR by less code with the same results, and not by as much', async () => {
    const shorter = 'def total(items):\n    return sum(items)\n';
    const verdict = await run('refactor', shorter, { 'src/cart.py': LONG });
    assert.equal(verdict.reached, true, verdict.summary);
    assert.match(verdict.notes.join(), /Better: lines of code 6 -> 2/);
    const coverage = verdict.checks.find(({ name }) => name === 'coverage');
    assert.ok(
      coverage?.result === 'passed' || /Coverage is not compared: \S/.test(coverage?.detail ?? ''),
      coverage?.detail,
    );
  });
});
