import assert from 'node:assert/strict';
import { currentSession, likelyComponent, sessionFor, startSession } from '../../../../src/core/tdflow/findSession';
import type { Session } from '../../../../src/core/tdflow/session';
import { withHistory } from '../../../../src/core/tdflow/sessionChanges';
import { must } from '../../../kit/must';
import { nodePorts } from '../../../kit/nodePorts';
import { sampleComponent, sampleRecord, sampleSession } from '../../../kit/sampleSession';
import { sampleSpecification } from '../../../kit/sampleSpecification';
import { TemporaryWorkspace } from '../../../kit/temporaryWorkspace';

describe('finding the session', () => {
  let folder: TemporaryWorkspace;

  beforeEach(async () => {
    folder = await TemporaryWorkspace.make();
  });

  afterEach(() => folder.dispose());

  async function keep(id: string, specFile: string, touched: string): Promise<Session> {
    const session = withHistory(sampleSession({ id, specFile }), { at: touched, action: 'x' });
    must(await nodePorts(folder.root).sessions.write(session));
    return session;
  }

  it('is the one touched last, of one specification when that is named', async () => {
    const ports = nodePorts(folder.root);
    assert.equal((await currentSession(ports)).session, undefined);
    const shop = await keep('tdflow_20260101_000000_000001', 'specs/shop.yaml', '2026-01-01T10:00:00.000Z');
    const other = await keep('tdflow_20260101_000000_000002', 'specs/other.yaml', '2026-01-01T11:00:00.000Z');
    await keep('tdflow_20260101_000000_000003', 'specs/shop.yaml', '2026-01-01T09:00:00.000Z');
    assert.equal((await currentSession(ports)).session?.id, other.id);
    assert.equal((await currentSession(ports, 'specs/shop.yaml')).session?.id, shop.id);
    assert.equal((await currentSession(ports, 'specs/none.yaml')).session, undefined);
  });

  it('tells of session files that could not be read', async () => {
    await folder.write('.agentforge/tdflow/tdflow_20260101_000000_000001.yaml', 'a: [');
    const { session, problems } = await currentSession(nodePorts(folder.root));
    assert.deepEqual([session, problems.map((problem) => problem.kind)], [undefined, ['session-unreadable']]);
  });

  it('goes on with the session of a specification, and starts one without writing it', async () => {
    const ports = nodePorts(folder.root);
    const started = await sessionFor(sampleSpecification(), ports);
    assert.deepEqual(started, startSession(sampleSpecification(), ports));
    assert.equal(started.id, 'tdflow_20260102_030405_678500');
    assert.deepEqual(await folder.snapshot({ withOwnFiles: true }), {});
    const kept = await keep('tdflow_20260101_000000_000001', 'specs/shop.yaml', '2026-01-01T10:00:00.000Z');
    assert.deepEqual(await sessionFor(sampleSpecification(), ports), kept);
    const changed = await sessionFor({ ...sampleSpecification(), hash: 'f'.repeat(16) }, ports);
    assert.deepEqual([changed.id, changed.specHash], [kept.id, 'f'.repeat(16)]);
  });
});

describe('the component that is most likely meant', () => {
  const red = sampleRecord();
  const session = (current: string | undefined, ...components: Session['components']) =>
    sampleSession({ currentComponent: current, components });

  it('is the current one after RED', () => {
    const current = session('cart', sampleComponent('cart', { phases: { red } }), sampleComponent('receipt'));
    for (const phase of ['green', 'refactor', 'verify'] as const) assert.equal(likelyComponent(current, phase), 'cart');
    assert.equal(likelyComponent(session(undefined, sampleComponent('cart')), 'green'), undefined);
    assert.equal(likelyComponent(session('gone', sampleComponent('cart')), 'green'), undefined);
  });

  it('is in RED the current one until its RED is reached, then the only one that waits', () => {
    const failed = sampleComponent('cart', { status: 'failed', phases: { red: { ...red, state: 'not-reached' } } });
    const done = sampleComponent('cart', { status: 'red', phases: { red } });
    assert.equal(likelyComponent(session('cart', failed, sampleComponent('receipt')), 'red'), 'cart');
    assert.equal(likelyComponent(session('cart', done, sampleComponent('receipt')), 'red'), 'receipt');
    const several = session('cart', done, sampleComponent('a'), sampleComponent('b'));
    assert.equal(likelyComponent(several, 'red'), undefined);
  });
});
