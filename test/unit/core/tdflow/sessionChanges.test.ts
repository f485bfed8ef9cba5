import assert from 'node:assert/strict';
import { PHASES } from '../../../../src/core/phase';
import { componentOf, lastTouched, sessionId } from '../../../../src/core/tdflow/session';
import {
  newSession,
  withHistory,
  withoutPhase,
  withPhaseRecord,
  withSpecification,
} from '../../../../src/core/tdflow/sessionChanges';
import { sessionFile } from '../../../../src/core/workspace/ownPath';
import { sampleComponent, sampleRecord, sampleSession } from '../../../kit/sampleSession';
import { sampleSpecification } from '../../../kit/sampleSpecification';

const AT = '2026-01-02T00:00:00.000Z';
const ABOUT = {
  component: 'cart',
  testsFile: 'tests/test_cart.py',
  implFile: 'src/cart.py',
  framework: 'pytest',
} as const;
const ALL = Object.fromEntries(PHASES.map((phase) => [phase, sampleRecord({ summary: phase })]));

describe('session', () => {
  it('starts with every component of the specification waiting', () => {
    const session = newSession('tdflow_20260102_000000_000000', sampleSpecification(), AT);
    assert.deepEqual(
      [session.specFile, session.specHash, session.currentPhase, session.currentComponent, session.startedAt],
      ['specs/shop.yaml', '0123456789abcdef', 'init', undefined, AT],
    );
    assert.deepEqual(session.components, [sampleComponent('cart'), sampleComponent('receipt')]);
    assert.deepEqual(
      session.history.map((entry) => [entry.action, entry.timestamp]),
      [['session_created', AT]],
    );
  });

  it('has an id that tells its moment to the microsecond and is the name of a file', () => {
    const at = new Date('2026-01-02T03:04:05.678Z');
    assert.equal(sessionId(at, 0), 'tdflow_20260102_030405_678000');
    assert.equal(sessionId(at, 0.0999), 'tdflow_20260102_030405_678099');
    for (const random of [0, 0.5, 1 - Number.EPSILON]) assert.ok(sessionFile(sessionId(at, random)).ok);
  });

  it('forgets with a new RED at which changes a person looked, and keeps them through later phases', () => {
    const looked = [{ what: 'FR-1', mark: 'a b', at: AT }];
    const session = sampleSession({ components: [sampleComponent('cart', { phases: ALL, accepted: looked })] });
    const after = (phase: (typeof PHASES)[number]) =>
      withPhaseRecord(session, { ...ABOUT, phase }, sampleRecord()).components[0]?.accepted;
    assert.deepEqual(PHASES.map(after), [undefined, looked, looked, looked]);
  });

  it('was touched last by its last event', () => {
    assert.equal(lastTouched(sampleSession({ history: [] })), '2026-01-01T12:00:00.000Z');
    assert.equal(lastTouched(withHistory(sampleSession(), { at: AT, action: 'x' })), AT);
  });

  it('follows its specification: new components wait, and of those that are gone only the begun are kept', () => {
    const specification = { ...sampleSpecification(), hash: 'fedcba9876543210' };
    const begun = [sampleComponent('cart', { status: 'red' }), sampleComponent('old', { status: 'failed' })];
    const session = sampleSession({ components: [...begun, sampleComponent('never begun')] });
    const followed = withSpecification(session, specification, AT);
    assert.deepEqual(followed.components, [...begun, sampleComponent('receipt')]);
    assert.equal(followed.specHash, specification.hash);
    assert.equal(followed.history.at(-1)?.action, 'specification_changed');
    assert.equal(withSpecification(followed, specification, AT), followed, 'the same text changes nothing');
  });
});

describe('the current component of a session', () => {
  const current = (name: string) =>
    withSpecification(
      sampleSession({ currentComponent: name, components: [sampleComponent('cart'), sampleComponent('old')] }),
      { ...sampleSpecification(), hash: 'fedcba9876543210' },
      AT,
    ).currentComponent;

  it('stays while the specification has it, and is none once it is gone', () => {
    assert.equal(current('cart'), 'cart');
    assert.equal(current('old'), undefined);
  });
});

describe('record of a phase', () => {
  it('says what a reached phase came to', () => {
    const record = sampleRecord();
    const session = withPhaseRecord(sampleSession(), { ...ABOUT, phase: 'red' }, record);
    assert.deepEqual(
      componentOf(session, 'cart'),
      sampleComponent('cart', {
        status: 'red',
        testsFile: 'tests/test_cart.py',
        testsFramework: 'pytest',
        phases: { red: record },
      }),
    );
    assert.deepEqual(componentOf(session, 'receipt'), sampleComponent('receipt'));
    assert.deepEqual(
      [session.currentPhase, session.currentComponent, session.testFramework],
      ['red', 'cart', 'pytest'],
    );
    assert.deepEqual(session.history.at(-1), {
      timestamp: record.at,
      action: 'red_phase',
      phase: 'red',
      component: 'cart',
      details: record.summary,
    });
  });

  it('that was not reached is an error of its component, gone when it is reached', () => {
    const failed = sampleRecord({ state: 'not-reached', summary: '1 of 2 tests does not pass.' });
    const session = withPhaseRecord(sampleSession(), { ...ABOUT, phase: 'green' }, failed);
    const cart = componentOf(session, 'cart');
    assert.deepEqual([cart?.status, cart?.errors, cart?.implFile], ['failed', [failed.summary], 'src/cart.py']);
    const mended = componentOf(withPhaseRecord(session, { ...ABOUT, phase: 'green' }, sampleRecord()), 'cart');
    assert.deepEqual([mended?.status, mended?.errors], ['green', []]);
  });

  for (const [index, phase] of PHASES.entries()) {
    it(`of ${phase} ends the records of later phases, which spoke of other files`, () => {
      const before = sampleSession({ components: [sampleComponent('cart', { phases: ALL })] });
      const after = withPhaseRecord(before, { ...ABOUT, phase }, sampleRecord({ summary: 'new' }));
      const kept = componentOf(after, 'cart')?.phases ?? {};
      assert.deepEqual(Object.keys(kept), PHASES.slice(0, index + 1));
      assert.equal(kept[phase]?.summary, 'new');
    });

    it(`of ${phase} is forgotten with the later ones when its files are taken back`, () => {
      const before = sampleSession({ components: [sampleComponent('cart', { status: 'verified', phases: ALL })] });
      const cart = componentOf(withoutPhase(before, 'cart', phase), 'cart');
      assert.deepEqual(Object.keys(cart?.phases ?? {}), PHASES.slice(0, index));
      assert.equal(cart?.status, ['pending', 'red', 'green', 'refactored'][index]);
    });
  }

  it('makes the session done when every component is verified, not before', () => {
    const green = { status: 'green', phases: { green: sampleRecord() } } as const;
    const components = [sampleComponent('cart', green), sampleComponent('receipt', green)];
    const one = withPhaseRecord(sampleSession({ components }), { ...ABOUT, phase: 'verify' }, sampleRecord());
    assert.equal(one.currentPhase, 'verify');
    const both = withPhaseRecord(one, { ...ABOUT, component: 'receipt', phase: 'verify' }, sampleRecord());
    assert.equal(both.currentPhase, 'done');
  });

  it('of VERIFY makes verified only what GREEN proved, and leaves anything else what it was', () => {
    const verified = (about: Parameters<typeof sampleComponent>[1]) => {
      const session = sampleSession({ components: [sampleComponent('cart', about)] });
      const after = componentOf(withPhaseRecord(session, { ...ABOUT, phase: 'verify' }, sampleRecord()), 'cart');
      assert.equal(after?.phases.verify?.state, 'reached');
      return after.status;
    };
    const [reached, missed] = [sampleRecord(), sampleRecord({ state: 'not-reached' })];
    assert.equal(verified({ status: 'green', phases: { red: reached, green: reached } }), 'verified');
    assert.equal(verified({ status: 'red', phases: { red: reached } }), 'red');
    assert.equal(verified({ status: 'pending' }), 'pending');
    assert.equal(verified({ status: 'green' }), 'green', 'of the other tool, which keeps no records');
    assert.equal(verified({ status: 'failed', phases: { red: reached, verify: missed } }), 'red', 'failed no longer');
    assert.equal(verified({ status: 'failed', phases: { verify: missed } }), 'pending');
  });

  it('goes back, when files are taken back, to the last phase that was reached', () => {
    const phases = { red: sampleRecord(), green: sampleRecord({ state: 'not-reached' }), refactor: sampleRecord() };
    const session = sampleSession({
      components: [sampleComponent('cart', { status: 'failed', errors: ['x'], phases })],
    });
    const cart = componentOf(withoutPhase(session, 'cart', 'refactor'), 'cart');
    assert.deepEqual([cart?.status, cart?.errors], ['red', []]);
  });
});
