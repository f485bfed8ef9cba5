import assert from 'node:assert/strict';
import { applyChanges } from '../../../../src/core/apply/applyChanges';
import type { JournalEntry } from '../../../../src/core/apply/journal';
import { judgeRedPhase } from '../../../../src/core/tdflow/judgeRedPhase';
import type { Ports } from '../../../../src/core/tdflow/ports';
import type { Session } from '../../../../src/core/tdflow/session';
import type { TestReport } from '../../../../src/core/testrun/report';
import type { RunnerAbilities } from '../../../../src/core/testrun/runner';
import type { Verdict } from '../../../../src/core/verdict/verdict';
import { checked } from '../../../kit/checked';
import { must } from '../../../kit/must';
import { nodePorts } from '../../../kit/nodePorts';
import { sampleComponent, sampleRecord, sampleSession } from '../../../kit/sampleSession';
import { sampleTask } from '../../../kit/sampleTask';
import type { ScriptedRun } from '../../../kit/scriptedRunners';
import { scriptedRunners } from '../../../kit/scriptedRunners';
import { TemporaryWorkspace } from '../../../kit/temporaryWorkspace';
import { testReport, testResult } from '../../../kit/testReport';

const TESTS = 'tests/test_cart.py';
const HELPERS = 'tests/helpers.py';
const HELPER = 'def check_total(cart, cents):\n    assert cart.total() == cents\n';
const OLD = `from helpers import check_total
from src.cart import Cart


def test_old():
    check_total(Cart(), 0)
`;
const NEW = `${OLD}

def test_new():
    """FR-001"""
    assert Cart().total() == 5
`;
const assertion = { exception: 'AssertionError', message: 'assert 1 == 2' };

const SESSION = 'tdflow_20260101_120000_000000';

describe('judging RED', () => {
  let folder: TemporaryWorkspace;
  beforeEach(async () => {
    folder = await TemporaryWorkspace.make({ 'src/cart.py': 'class Cart: ...\n', [HELPERS]: HELPER, [TESTS]: OLD });
  });
  afterEach(() => folder.dispose());

  interface Given {
    readonly baseline?: TestReport;
    readonly text?: string;
    readonly session?: Session;
    readonly abilities?: Partial<RunnerAbilities>;
  }

  async function judge(run: ScriptedRun, { baseline, text, session, abilities }: Given = {}): Promise<Verdict> {
    const ports = nodePorts(folder.root, scriptedRunners(run, {}, abilities));
    const entry = text === undefined ? undefined : await write(text, ports);
    const task = await sampleTask('red', ports, session === undefined ? {} : { session });
    const since = { baseline, entry, files: [TESTS] };
    const running = judgeRedPhase(task, since, ports, new AbortController().signal);
    for (;;) {
      const step = await running.next();
      if (step.done === true) return must(step.value).verdict;
    }
  }

  let attempts = 0;

  /** As an accepted answer is written, so that the journal knows what was there. */
  async function write(text: string, ports: Ports): Promise<JournalEntry> {
    await folder.write(TESTS, OLD);
    const state = (content: string) => ({ bytes: new TextEncoder().encode(content), mode: undefined });
    const request = {
      ...{ id: `${SESSION}.${String(++attempts).padStart(3, '0')}-red-cart`, sessionId: SESSION },
      ...({ component: 'cart', phase: 'red', at: '2026-01-01T12:00:00.000Z' } as const),
      changes: [{ path: await checked(TESTS), before: state(OLD), after: state(text) }],
    };
    return must(await applyChanges(request, ports));
  }

  const reasons = (verdict: Verdict) => Object.fromEntries(verdict.tests.map(({ name, reason }) => [name, reason]));
  const old = testResult('test_old', 'failed', assertion);
  const fresh = testResult('test_new', 'failed', assertion);

  it('lists a test apart that failed in the same way before, and does not count it', async () => {
    const verdict = await judge(() => testReport([old, fresh]), { baseline: testReport([old]), text: NEW });
    assert.deepEqual(reasons(verdict), { test_old: 'pre-existing', test_new: 'assertion' });
    assert.deepEqual([verdict.reached, verdict.summary], [true, '1 test fails, each for the right reason.']);
    assert.ok(verdict.notes.includes('1 test failed before the change already and is not counted.'));
    const [first] = verdict.tests;
    assert.deepEqual([first?.apart, first?.asNeeded], [true, true]);
    assert.match(first?.explanation ?? '', /^failed in the same way before the change, so it does not count: /);
  });

  it('needs a new test beside those', async () => {
    const verdict = await judge(() => testReport([old]), { baseline: testReport([old]), text: OLD });
    assert.deepEqual(
      [verdict.reached, verdict.summary],
      [false, 'No new test: every test that fails did so before the change.'],
    );
  });

  it('counts a test that fails otherwise now, or that was rewritten under its old name', async () => {
    const other = testResult('test_old', 'failed', { ...assertion, message: 'assert 3 == 4' });
    const changed = await judge(() => testReport([other]), { baseline: testReport([old]), text: OLD });
    assert.deepEqual(reasons(changed), { test_old: 'assertion' });
    const rewritten = await judge(() => testReport([old]), {
      baseline: testReport([old]),
      text: OLD.replace('Cart(), 0', 'Cart(), 7'),
    });
    assert.deepEqual(reasons(rewritten), { test_old: 'assertion' });
  });

  it('takes a test for the same that moved, or was formatted anew; its helpers count as they are', async () => {
    const text = NEW.replace('check_total(Cart(), 0)', 'check_total(  Cart(),0  )  # nothing').replace(
      'def test_old',
      '\n\n# moved\ndef test_old',
    );
    const verdict = await judge(() => testReport([old, fresh]), { baseline: testReport([old]), text });
    assert.deepEqual(reasons(verdict), { test_old: 'pre-existing', test_new: 'assertion' });
    const passing = testResult('test_old', 'passed');
    const kept = await judge(() => testReport([passing, fresh]), { baseline: testReport([passing]), text });
    assert.deepEqual([kept.reached, reasons(kept)], [true, { test_new: 'assertion' }]);
  });

  it('counts what an earlier RED of the component left, although it failed before', async () => {
    const session = sampleSession({
      components: [sampleComponent('cart', { phases: { red: sampleRecord({ state: 'not-reached' }) } })],
    });
    const ports = nodePorts(folder.root);
    const verdict = await judge(() => testReport([old]), {});
    must(await ports.attempts.saveVerdict(session.id, '001-red-cart', { component: 'cart', verdict, failures: '' }));
    const again = await judge(() => testReport([old]), { baseline: testReport([old]), session });
    assert.deepEqual([again.reached, reasons(again)], [true, { test_old: 'assertion' }]);
  });

  it('names the tests of a Python file that its runner does not collect', async () => {
    const text = `${OLD}\n\nclass TestTotal:\n    def __init__(self): ...\n\n    def test_of_two(self):\n        assert Cart().total() == 2\n`;
    const verdict = await judge(() => testReport([old]), { text });
    assert.deepEqual(reasons(verdict), { test_old: 'assertion', 'TestTotal > test_of_two': 'not-run' });
    assert.equal(verdict.reached, false);
  });

  it('reads what stands in the tests: no assertion, and the requirements that they speak of', async () => {
    await folder.write(TESTS, NEW.replace('assert Cart().total() == 5', 'print(Cart().total())'));
    const empty = await judge(() =>
      testReport([old, { ...fresh, failure: { ...assertion, exception: 'TypeError', details: '' } }]),
    );
    assert.equal(reasons(empty)['test_old'], 'assertion', 'its helper asserts');
    assert.equal(reasons(empty)['test_new'], 'test-error');
    await folder.write(TESTS, NEW);
    const fooled: ScriptedRun = ({ substitute }) =>
      testReport([
        {
          ...testResult('test_new', substitute?.behaviour === 'zero' ? 'passed' : 'failed', assertion),
          touched: ['Cart.total'],
        },
      ]);
    const verdict = await judge(fooled, { abilities: { substitutes: true } });
    assert.deepEqual(
      verdict.blocks?.map(({ name }) => name),
      ['FR-001', 'Cart.total'],
    );
  });
});
