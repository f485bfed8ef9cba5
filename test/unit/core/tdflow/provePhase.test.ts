import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { applyChanges } from '../../../../src/core/apply/applyChanges';
import type { WritingPhase } from '../../../../src/core/phase';
import type { PhaseOutcome } from '../../../../src/core/tdflow/phaseEvents';
import { provePhase } from '../../../../src/core/tdflow/provePhase';
import type { Session } from '../../../../src/core/tdflow/session';
import { componentOf } from '../../../../src/core/tdflow/session';
import { checked } from '../../../kit/checked';
import { must } from '../../../kit/must';
import { sampleTask } from '../../../kit/sampleTask';
import type { ScriptedRun } from '../../../kit/scriptedRunners';
import { testReport, testResult } from '../../../kit/testReport';
import { passing } from './phaseRun';
import { PhaseWorld } from './phaseWorld';

const FILES = {
  'tests/test_cart.py': 'from src.cart import total\n\n\ndef test_total():\n    assert total() == 3\n',
  'tests/test_more.py': 'from src.cart import total\n\n\ndef test_more():\n    assert total() == 3\n',
  'src/cart.py': 'class Cart: ...\n',
};
const TESTS = ['tests/test_cart.py', 'tests/test_more.py'];
/** The test of each file that is run fails. */
const eachFails: ScriptedRun = ({ files }) =>
  testReport(
    files.map((file) => {
      const name = file.replace('tests/', '').replace('.py', '').replace('test_cart', 'test_total');
      const failed = testResult(name, 'failed', { exception: 'AssertionError', message: 'assert 0 == 3' });
      return { ...failed, id: `${file}::${name}`, file };
    }),
  );

describe('proving a phase', () => {
  let world: PhaseWorld;

  beforeEach(async () => {
    world = await PhaseWorld.make(FILES);
  });

  afterEach(() => world.folder.dispose());

  async function prove(
    phase: WritingPhase,
    session: Session,
    runs: ScriptedRun = phase === 'red' ? eachFails : passing,
    signal = new AbortController().signal,
  ): Promise<PhaseOutcome> {
    const ports = world.ports(runs);
    return world.end(provePhase(await sampleTask(phase, ports, { session }), ports, signal));
  }

  const problemOf = (outcome: PhaseOutcome) => {
    assert.ok(outcome.kind === 'failed', outcome.kind);
    assert.ok(outcome.problem.kind === 'phase-out-of-order');
    return outcome.problem;
  };

  it('judges what stands there, changes no file, and records the verdict', async () => {
    const session = await world.session({});
    const before = await world.folder.snapshot();
    assert.equal((await prove('red', session)).kind, 'reached');
    assert.deepEqual(await world.folder.snapshot(), before);
    const record = componentOf(await world.stored(session), 'cart')?.phases.red;
    assert.deepEqual(
      [record?.state, record?.model, record?.journalEntry, record?.files.map(({ path }) => path)],
      ['reached', 'none', undefined, ['tests/test_cart.py']],
    );
  });

  it('of RED runs every test file that RED left, not only the one that the specification names', async () => {
    const session = await world.session({ phases: { red: await world.record(TESTS, { state: 'not-reached' }) } });
    assert.equal((await prove('red', session)).kind, 'reached');
    assert.ok(world.ran.length > 0 && world.ran.every((files) => files.join() === TESTS.join()));
    const record = componentOf(await world.stored(session), 'cart')?.phases.red;
    assert.deepEqual(
      record?.files.map(({ path }) => path),
      TESTS,
    );
  });

  it('of RED is the way out when a test file was deleted since', async () => {
    const session = await world.session({ phases: { red: await world.record(TESTS) } });
    await rm(world.folder.path('tests/test_more.py'));
    assert.match(problemOf(await prove('green', session)).remedy, /Prove RED again/);
    assert.equal((await prove('red', session)).kind, 'reached');
    assert.ok(world.ran.every((files) => files.join() === 'tests/test_cart.py'));
    assert.equal((await prove('green', await world.stored(session))).kind, 'reached');
  });

  it('of RED is refused once GREEN is reached: the tests cannot be seen failing any more', async () => {
    const reached = await world.record(TESTS);
    const session = await world.session({ phases: { red: reached, green: reached } });
    assert.deepEqual(problemOf(await prove('red', session)), {
      kind: 'phase-out-of-order',
      detail: 'cart is implemented, so its tests cannot be seen failing any more.',
      remedy: 'Roll GREEN back first, or run GREEN again.',
    });
    const missed = await world.session({ phases: { red: reached, green: { ...reached, state: 'not-reached' } } });
    assert.equal((await prove('red', missed)).kind, 'reached');
  });

  it('says that there is nothing to prove without a test file, or before the phase that it needs', async () => {
    const session = await world.session({});
    assert.match(problemOf(await prove('green', session)).detail, /GREEN of cart needs RED first/);
    await rm(world.folder.path('tests/test_cart.py'));
    assert.match(problemOf(await prove('red', session)).detail, /There is no tests\/test_cart\.py yet/);
    assert.deepEqual([world.ran, world.events], [[], []]);
  });

  it('keeps the way to take the files back that are in place', async () => {
    const ports = world.ports(passing);
    const path = await checked('src/parts.py');
    const after = { bytes: new TextEncoder().encode('PART = 1\n'), mode: undefined };
    const request = {
      ...{ id: 'tdflow_20260101_120000_000000.002-green-cart', sessionId: 'tdflow_20260101_120000_000000' },
      ...({ component: 'cart', phase: 'green', at: '2026-01-01T12:02:00.000Z' } as const),
      changes: [{ path, before: undefined, after }],
    };
    const entry = must(await applyChanges(request, ports));
    must(await ports.journal.writeEntry({ ...entry, state: 'kept' }));
    const green = await world.record(['src/cart.py', 'src/parts.py'], { journalEntry: entry.id });
    const session = await world.session({ phases: { red: await world.record(TESTS), green } });
    await world.folder.write('src/cart.py', 'class Cart: pass  # by hand\n');
    assert.equal((await prove('green', session)).kind, 'reached');
    const record = componentOf(await world.stored(session), 'cart')?.phases.green;
    assert.equal(record?.journalEntry, entry.id);
    assert.ok(record.files.some(({ path: marked }) => marked === 'src/parts.py'));
    must(await ports.journal.writeEntry({ ...entry, state: 'rolled-back' }));
    assert.equal((await prove('green', await world.stored(session))).kind, 'reached');
    assert.equal(componentOf(await world.stored(session), 'cart')?.phases.green?.journalEntry, undefined);
  });

  it('cancelled, records nothing', async () => {
    const session = await world.session({});
    assert.deepEqual(await prove('red', session, eachFails, AbortSignal.abort()), { kind: 'cancelled' });
    assert.deepEqual(await world.stored(session), session);
  });

  it('not reached, says so and leaves everything in place', async () => {
    const session = await world.session({});
    const before = await world.folder.snapshot();
    const outcome = await prove('red', session, passing);
    assert.ok(outcome.kind === 'not-reached' && outcome.journalEntry === undefined);
    assert.deepEqual(await world.folder.snapshot(), before);
    assert.equal(componentOf(await world.stored(session), 'cart')?.status, 'failed');
  });
});
