import assert from 'node:assert/strict';
import type { Session } from '../../../../src/core/tdflow/session';
import { waivableIn, waive, waiversFor } from '../../../../src/core/tdflow/waivers';
import type { JudgedTest, Verdict } from '../../../../src/core/verdict/verdict';
import type { WaiverTarget } from '../../../../src/core/verdict/waiver';
import { must } from '../../../kit/must';
import { nodePorts } from '../../../kit/nodePorts';
import { PhaseWorld } from './phaseWorld';

const TESTS = 'tests/test_cart.py';
const tested = (name: string, about: Partial<JudgedTest> = {}): JudgedTest => ({
  ...{ id: `${TESTS}::${name}`, name, file: TESTS, line: 3, outcome: 'failed', explanation: '' },
  ...({ reason: 'assertion', asNeeded: true } as const),
  ...about,
});
const VERDICT: Verdict = {
  ...{ phase: 'red', reached: false, summary: '', checks: [], claims: [], notes: [], command: '', ranAt: '' },
  tests: [
    tested('test_empty'),
    tested('test_exists', { reason: 'vacuous', asNeeded: false }),
    tested('test_passes', { reason: 'passes', asNeeded: false }),
  ],
  blocks: [{ kind: 'symbol', name: 'Cart.total', subjects: ['zero'], tests: [`${TESTS}::test_empty`] }],
};

describe('waiving', () => {
  let world: PhaseWorld;
  let session: Session;
  beforeEach(async () => {
    world = await PhaseWorld.make({ [TESTS]: 'def test_empty(): ...\n' });
    session = await world.session({ phases: { red: await world.record([TESTS], { state: 'not-reached' }) } });
    const saved = { component: 'cart', verdict: VERDICT, failures: '' };
    must(await nodePorts(world.folder.root).attempts.saveVerdict(session.id, '001-red-cart', saved));
  });
  afterEach(() => world.folder.dispose());

  const ask = (target: WaiverTarget, reason = ' that is all there is ', of = session) =>
    waive(of, { component: 'cart', target, reason }, nodePorts(world.folder.root));

  it('leaves to a person what blocks, the tests in it, and what is a matter of opinion', () => {
    assert.deepEqual(waivableIn(VERDICT), [
      { kind: 'symbol', name: 'Cart.total' },
      { kind: 'test', name: `${TESTS}::test_exists` },
      { kind: 'test', name: `${TESTS}::test_empty` },
    ]);
  });

  it('is kept with its reason, and counts as long as the tests are what they were', async () => {
    must(await ask({ kind: 'symbol', name: 'Cart.total' }));
    const ports = nodePorts(world.folder.root);
    const { waivers, notes } = await waiversFor('cart', ports);
    assert.deepEqual(
      waivers.map(({ target, reason, at }) => [target.name, reason, at]),
      [['Cart.total', 'that is all there is', '2026-01-02T03:04:05.678Z']],
    );
    assert.deepEqual([notes, (await waiversFor('receipt', ports)).waivers], [[], []]);
    await world.folder.write(TESTS, 'def test_empty(): assert True\n');
    assert.deepEqual(await waiversFor('cart', ports), {
      waivers: [],
      notes: ['You waived Cart.total for another text of the tests, so that no longer counts.'],
    });
  });

  it('takes a test by the end of its id', async () => {
    const waiver = must(await ask({ kind: 'test', name: 'test_exists' }));
    assert.equal(waiver.target.name, `${TESTS}::test_exists`);
  });

  it('is refused without a reason, for what the verdict does not leave to anybody, and before RED', async () => {
    const blank = await ask({ kind: 'symbol', name: 'Cart.total' }, '  ');
    assert.ok(!blank.ok && blank.problem.kind === 'input-invalid');
    assert.match(blank.problem.detail, /needs a reason/);
    const passing = await ask({ kind: 'test', name: 'test_passes' });
    assert.ok(!passing.ok && passing.problem.kind === 'input-invalid');
    assert.match(passing.problem.detail, /does not name the test test_passes .*; it names symbol Cart\.total, test /);
    const early = await ask({ kind: 'symbol', name: 'Cart.total' }, 'why not', await world.session({}));
    assert.ok(!early.ok && early.problem.kind === 'phase-out-of-order');
    assert.deepEqual(await nodePorts(world.folder.root).waivers.list(), []);
  });
});
