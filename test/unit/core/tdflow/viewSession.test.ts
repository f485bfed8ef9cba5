import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import type { Phase } from '../../../../src/core/phase';
import type { Session } from '../../../../src/core/tdflow/session';
import { viewSession } from '../../../../src/core/tdflow/viewSession';
import { judgeGreen } from '../../../../src/core/verdict/judgeGreen';
import { greenEvidence } from '../../../kit/greenEvidence';
import { must } from '../../../kit/must';
import { testReport, testResult } from '../../../kit/testReport';
import { passing } from './phaseRun';
import { PhaseWorld } from './phaseWorld';

const FILES = { 'tests/test_cart.py': 'a\n', 'src/cart.py': 'b\n' };
const PHASES_SHOWN = ['red', 'green', 'refactor', 'verify'] as const;

describe('what the records of a session are worth', () => {
  let world: PhaseWorld;

  beforeEach(async () => {
    world = await PhaseWorld.make(FILES);
  });

  afterEach(() => world.folder.dispose());

  async function staleIn(session: Session | undefined): Promise<readonly Phase[]> {
    const view = await viewSession(session, world.ports(passing));
    return PHASES_SHOWN.filter((phase) => view.isStale('cart', phase));
  }

  it('is nothing without a session, or where nothing has happened', async () => {
    const view = await viewSession(undefined, world.ports(passing));
    assert.deepEqual([view.verdictOf('cart', 'red'), view.isStale('cart', 'red')], [undefined, false]);
    assert.deepEqual(await staleIn(await world.session({})), []);
  });

  it('ends for each phase whose files were changed or deleted since, and for no other', async () => {
    const red = await world.record(['tests/test_cart.py']);
    const green = await world.record(['tests/test_cart.py', 'src/cart.py']);
    const session = await world.session({ phases: { red, green } });
    assert.deepEqual(await staleIn(session), []);
    await world.folder.write('src/cart.py', 'by hand\n');
    assert.deepEqual(await staleIn(session), ['green']);
    await rm(world.folder.path('tests/test_cart.py'));
    assert.deepEqual(await staleIn(session), ['red', 'green']);
    const view = await viewSession(session, world.ports(passing));
    assert.equal(view.isStale('receipt', 'red'), false);
  });

  it('does not end by what a later phase was asked to change, while that was reached', async () => {
    const green = await world.record(['src/cart.py']);
    await world.folder.write('src/cart.py', 'better\n');
    const refactor = await world.record(['src/cart.py']);
    assert.deepEqual(await staleIn(await world.session({ phases: { green, refactor } })), []);
    const missed = { ...refactor, state: 'not-reached' } as const;
    assert.deepEqual(await staleIn(await world.session({ phases: { green, refactor: missed } })), ['green']);
    await world.folder.write('src/cart.py', 'by hand\n');
    assert.deepEqual(await staleIn(await world.session({ phases: { green, refactor } })), ['refactor']);
  });

  it('comes with the verdict that was saved, by component and phase; a damaged one is none', async () => {
    const ports = world.ports(passing);
    const record = await world.record([], { attempt: '002-green-cart' });
    const session = await world.session({ phases: { green: record } });
    const verdict = judgeGreen(greenEvidence(testReport([testResult('test_total', 'passed')])));
    must(await ports.attempts.saveVerdict(session.id, record.attempt, { component: 'cart', verdict, failures: '' }));
    const view = await viewSession(session, ports);
    assert.deepEqual(view.verdictOf('cart', 'green'), JSON.parse(JSON.stringify(verdict)));
    for (const [component, phase] of [
      ['cart', 'red'],
      ['receipt', 'green'],
    ] as const) {
      assert.equal(view.verdictOf(component, phase), undefined);
    }
    await world.folder.write(`.agentforge/history/${session.id}/002-green-cart/verdict.json`, '{"verdict": null}');
    assert.equal((await viewSession(session, ports)).verdictOf('cart', 'green'), undefined);
  });

  it('is read without trust in the names of a session file', async () => {
    const record = await world.record([], { attempt: '../../../x' });
    const files = [{ path: '../outside.py', hash: 'x' }];
    const session = await world.session({ phases: { red: { ...record, files } } });
    assert.deepEqual(await staleIn(session), ['red']);
  });
});
