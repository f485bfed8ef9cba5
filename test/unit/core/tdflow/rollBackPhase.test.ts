import assert from 'node:assert/strict';
import { applyChanges } from '../../../../src/core/apply/applyChanges';
import type { JournalEntry } from '../../../../src/core/apply/journal';
import type { WritingPhase } from '../../../../src/core/phase';
import type { Ports } from '../../../../src/core/tdflow/ports';
import { lastApplied, recover, rollBackPhase } from '../../../../src/core/tdflow/rollBackPhase';
import type { Session } from '../../../../src/core/tdflow/session';
import { componentOf } from '../../../../src/core/tdflow/session';
import { checked } from '../../../kit/checked';
import { must } from '../../../kit/must';
import { nodePorts } from '../../../kit/nodePorts';
import { sampleComponent, sampleRecord, sampleSession } from '../../../kit/sampleSession';
import { TemporaryWorkspace } from '../../../kit/temporaryWorkspace';

describe('rolling back a phase', () => {
  let folder: TemporaryWorkspace;
  let ports: Ports;

  beforeEach(async () => {
    folder = await TemporaryWorkspace.make({ 'src/cart.py': 'original\n' });
    ports = nodePorts(folder.root);
  });

  afterEach(() => folder.dispose());

  async function apply(phase: WritingPhase, minute: number, path: string, text: string): Promise<JournalEntry> {
    const place = await checked(path);
    const before = await ports.writer.current(place);
    const after = { bytes: new TextEncoder().encode(text), mode: before?.mode };
    return must(
      await applyChanges(
        {
          id: `tdflow_20260101_120000_000000.${minute}-${phase}-cart`,
          sessionId: sampleSession().id,
          component: 'cart',
          phase,
          at: `2026-01-01T12:0${minute}:00.000Z`,
          changes: [{ path: place, before, after }],
        },
        ports.writer,
        ports.journal,
      ),
    );
  }

  async function throughGreen(): Promise<{ session: Session; red: JournalEntry; green: JournalEntry }> {
    const red = await apply('red', 1, 'tests/test_cart.py', 'tests\n');
    const green = await apply('green', 2, 'src/cart.py', 'generated\n');
    const phases = {
      red: sampleRecord({ journalEntry: red.id }),
      green: sampleRecord({ journalEntry: green.id, attempt: '002-green-cart' }),
    };
    const session = sampleSession({ components: [sampleComponent('cart', { status: 'green', phases })] });
    must(await ports.sessions.write(session));
    return { session, red, green };
  }

  it('takes the newest generation first, then the one before', async () => {
    const { session, red, green } = await throughGreen();
    assert.equal((await lastApplied(session, ports))?.id, green.id);
    const first = must(await rollBackPhase(session, await lastApplied(session, ports), ports));
    assert.equal(await folder.text('src/cart.py'), 'original\n');
    assert.equal(componentOf(first.session, 'cart')?.status, 'red');
    assert.deepEqual(must(await ports.sessions.read(session.id)), first.session);
    assert.equal(first.session.history.at(-1)?.action, 'rolled_back');
    assert.equal((await lastApplied(session, ports))?.id, red.id);
    must(await rollBackPhase(first.session, await lastApplied(session, ports), ports));
    assert.deepEqual(Object.keys(await folder.snapshot()), ['src', 'src/cart.py']);
    assert.equal(await lastApplied(session, ports), undefined);
  });

  it('finds that of one component and phase, and nothing of another session', async () => {
    const { session, red } = await throughGreen();
    assert.equal((await lastApplied(session, ports, { component: 'cart', phase: 'red' }))?.id, red.id);
    assert.equal(await lastApplied(session, ports, { component: 'receipt' }), undefined);
    assert.equal(await lastApplied({ ...session, id: 'tdflow_20250101_000000_000000' }, ports), undefined);
  });

  it('changes neither files nor session when there is nothing, or a conflict', async () => {
    const { session, green } = await throughGreen();
    await folder.write('src/cart.py', 'by hand\n');
    const before = await folder.snapshot({ withOwnFiles: true });
    assert.deepEqual(await rollBackPhase(session, green, ports), {
      ok: false,
      problem: { kind: 'rollback-conflict', paths: ['src/cart.py'] },
    });
    assert.deepEqual(await rollBackPhase(session, undefined, ports), {
      ok: false,
      problem: { kind: 'nothing-to-roll-back' },
    });
    assert.deepEqual(await folder.snapshot({ withOwnFiles: true }), before);
  });

  it('recovers what was cut off, each entry by itself, and touches nothing that was finished', async () => {
    const { red, green } = await throughGreen();
    must(await ports.journal.writeEntry({ ...red, state: 'intent' }));
    must(await ports.journal.writeEntry({ ...green, state: 'intent' }));
    await folder.write('tests/test_cart.py', 'by hand\n');
    const results = await recover(ports);
    assert.deepEqual(
      results.map((result) => result.ok),
      [false, true],
    );
    assert.equal(await folder.text('tests/test_cart.py'), 'by hand\n');
    assert.equal(await folder.text('src/cart.py'), 'original\n');
    await apply('green', 3, 'src/cart.py', 'finished\n');
    assert.equal((await recover(ports)).length, 1, 'only the conflict is left');
    assert.equal(await folder.text('src/cart.py'), 'finished\n');
  });
});
