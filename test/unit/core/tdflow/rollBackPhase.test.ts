import assert from 'node:assert/strict';
import { chmod, mkdir } from 'node:fs/promises';
import { applyChanges } from '../../../../src/core/apply/applyChanges';
import type { JournalEntry } from '../../../../src/core/apply/journal';
import { fail } from '../../../../src/core/lib/result';
import type { WritingPhase } from '../../../../src/core/phase';
import type { Ports } from '../../../../src/core/tdflow/ports';
import { lastApplied, recover, rollBackPhase } from '../../../../src/core/tdflow/rollBackPhase';
import type { Session } from '../../../../src/core/tdflow/session';
import { componentOf } from '../../../../src/core/tdflow/session';
import { withHistory } from '../../../../src/core/tdflow/sessionChanges';
import { JournalFiles } from '../../../../src/node/journalFiles';
import { OwnFiles } from '../../../../src/node/ownFiles';
import { openProject } from '../../../../src/node/project';
import { WorkspaceLock } from '../../../../src/node/workspaceLock';
import { asOrdinaryUser } from '../../../kit/asOrdinaryUser';
import { checked } from '../../../kit/checked';
import { must } from '../../../kit/must';
import { nodePorts } from '../../../kit/nodePorts';
import { readable } from '../../../kit/readable';
import { sampleComponent, sampleRecord, sampleSession } from '../../../kit/sampleSession';
import { TemporaryWorkspace } from '../../../kit/temporaryWorkspace';
import { findTestSeal } from '../../../kit/testSeal';

type State = JournalEntry['state'];

describe('rolling back a phase', () => {
  let folder: TemporaryWorkspace;
  let ports: Ports;

  beforeEach(async () => {
    folder = await TemporaryWorkspace.make({ 'src/cart.py': 'original\n' });
    ports = nodePorts(folder.root);
  });

  afterEach(() => folder.dispose());

  async function apply(
    phase: WritingPhase,
    minute: number,
    about: { readonly path: string; readonly text: string; readonly component?: string; readonly state?: State },
  ): Promise<JournalEntry> {
    const { component = 'cart', state = 'kept' } = about;
    const place = await checked(about.path);
    const before = readable(await ports.writer.current(place));
    const after = { bytes: new TextEncoder().encode(about.text), mode: before?.mode };
    const request = {
      id: `tdflow_20260101_120000_000000.${minute}-${phase}-${component}`,
      sessionId: sampleSession().id,
      component,
      phase,
      at: `2026-01-01T12:0${minute}:00.000Z`,
      changes: [{ path: place, before, after }],
    };
    const entry = { ...must(await applyChanges(request, ports)), state };
    must(await ports.journal.writeEntry(entry));
    return entry;
  }

  async function throughGreen(): Promise<{ session: Session; red: JournalEntry; green: JournalEntry }> {
    const red = await apply('red', 1, { path: 'tests/test_cart.py', text: 'tests\n' });
    const green = await apply('green', 2, { path: 'src/cart.py', text: 'generated\n' });
    const phases = {
      red: sampleRecord({ journalEntry: red.id }),
      green: sampleRecord({ journalEntry: green.id, attempt: '002-green-cart' }),
    };
    const components = [sampleComponent('cart', { status: 'green', phases }), sampleComponent('receipt')];
    const session = sampleSession({ components });
    must(await ports.sessions.write(session));
    return { session, red, green };
  }

  const stateOf = async (entry: JournalEntry) =>
    (await ports.journal.readEntries()).find(({ id }) => id === entry.id)?.state;

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

  it('finds that of one component, of one phase, or both, and nothing of another session', async () => {
    const { session, red, green } = await throughGreen();
    const other = await apply('red', 3, { path: 'tests/test_receipt.py', text: 'r\n', component: 'receipt' });
    const found = async (only?: Parameters<typeof lastApplied>[2]) => (await lastApplied(session, ports, only))?.id;
    assert.equal(await found(), other.id);
    assert.equal(await found({ component: 'cart' }), green.id);
    assert.equal(await found({ phase: 'red' }), other.id);
    assert.equal(await found({ phase: 'green' }), green.id);
    assert.equal(await found({ component: 'cart', phase: 'red' }), red.id);
    assert.equal(await found({ component: 'receipt', phase: 'green' }), undefined);
    assert.equal(await lastApplied({ ...session, id: 'tdflow_20250101_000000_000000' }, ports), undefined);
  });

  it('finds only what was judged and is still there', async () => {
    const { session, red } = await throughGreen();
    for (const [index, state] of (['intent', 'applied', 'rolled-back'] as const).entries()) {
      await apply('refactor', 3 + index, { path: 'src/cart.py', text: `${state}\n`, state });
    }
    assert.equal((await lastApplied(session, ports))?.phase, 'green');
    assert.equal((await lastApplied(session, ports, { component: 'cart', phase: 'red' }))?.id, red.id);
    assert.equal(await lastApplied(session, ports, { phase: 'refactor' }), undefined);
  });

  it('refuses to take RED from under GREEN, and says what to do', async () => {
    const { session, red, green } = await throughGreen();
    const before = await folder.snapshot({ withOwnFiles: true });
    assert.deepEqual(await rollBackPhase(session, red, ports), {
      ok: false,
      problem: {
        kind: 'phase-out-of-order',
        detail: 'GREEN of cart is built on it.',
        remedy: 'Roll GREEN back first.',
      },
    });
    assert.deepEqual(await folder.snapshot({ withOwnFiles: true }), before);
    const other = await apply('green', 3, { path: 'src/receipt.py', text: 'r\n', component: 'receipt' });
    must(await rollBackPhase(session, green, ports));
    must(await rollBackPhase(session, red, ports));
    assert.equal(await stateOf(other), 'kept', 'another component is not in the way');
  });

  it('changes the session as it stands in its file, not as the caller knows it', async () => {
    const { session, green } = await throughGreen();
    const written = (current: Session) => withHistory(current, { at: '2026-01-01T13:00:00.000Z', action: 'elsewhere' });
    must(await ports.sessions.update(session, written));
    const { session: after } = must(await rollBackPhase(session, green, ports));
    assert.deepEqual(
      after.history.slice(-2).map(({ action }) => action),
      ['elsewhere', 'rolled_back'],
    );
  });

  it('changes neither files nor session when there is nothing, or a conflict', async () => {
    const { session, green } = await throughGreen();
    await folder.write('src/cart.py', 'by hand\n');
    const before = await folder.snapshot({ withOwnFiles: true });
    assert.deepEqual(await rollBackPhase(session, green, ports), {
      ok: false,
      problem: { kind: 'rollback-conflict', paths: ['src/cart.py'] },
    });
    const nothing = async () => rollBackPhase(session, undefined, ports);
    assert.deepEqual(await nothing(), { ok: false, problem: { kind: 'nothing-to-roll-back', foreign: false } });
    assert.deepEqual(await folder.snapshot({ withOwnFiles: true }), before);
    await folder.write('.agentforge/journal/theirs.json', '{"seal":"x","entry":{}}');
    assert.deepEqual(await nothing(), { ok: false, problem: { kind: 'nothing-to-roll-back', foreign: true } });
  });

  for (const state of ['intent', 'applied'] as const) {
    it(`recovers what was cut off as ${state}, each entry by itself, and reports a conflict once`, async () => {
      const red = await apply('red', 1, { path: 'tests/test_cart.py', text: 'tests\n', state });
      const green = await apply('green', 2, { path: 'src/cart.py', text: 'generated\n', state });
      await folder.write('tests/test_cart.py', 'by hand\n');
      const [undone, conflict] = await recover(ports);
      assert.deepEqual(conflict, { ok: false, problem: { kind: 'rollback-conflict', paths: ['tests/test_cart.py'] } });
      assert.deepEqual(must(undone ?? assert.fail()).restored, ['src/cart.py']);
      assert.equal(await folder.text('tests/test_cart.py'), 'by hand\n');
      assert.equal(await folder.text('src/cart.py'), 'original\n');
      assert.deepEqual([await stateOf(red), await stateOf(green)], ['kept', 'rolled-back']);
      assert.deepEqual(await recover(ports), [], 'the user knows by now');
      assert.equal((await lastApplied(sampleSession(), ports))?.id, red.id, 'and can take it back after all');
    });
  }

  it('recovers also from a kill in the middle of a write: the half-written file goes, nothing else', async () => {
    await folder.write('src/notes.tmp', 'mine');
    await folder.write('src/.agentforge-notes.tmp', 'mine too');
    const before = await folder.snapshot();
    await apply('green', 1, { path: 'src/deep/new.py', text: 'n\n', state: 'intent' });
    for (const [index, path] of ['src/deep', 'src'].entries()) {
      await folder.write(`${path}/.agentforge-0123456789ab.tmp`, 'half');
      await apply('green', 2 + index, { path: `${path}/two.py`, text: 'two\n', state: 'intent' });
    }
    for (const result of await recover(ports)) must(result);
    assert.deepEqual(await folder.snapshot(), before);
  });

  it('goes through with a rollback that was cut off before it came to the session', async () => {
    const { session, green } = await throughGreen();
    const full = async () => fail({ kind: 'write-failed', path: 'session', detail: 'no space' } as const);
    const sessions: typeof ports.sessions = Object.assign(Object.create(ports.sessions) as typeof ports.sessions, {
      update: full,
    });
    assert.ok(!(await rollBackPhase(session, green, { ...ports, sessions })).ok);
    assert.equal(componentOf(must(await ports.sessions.read(session.id)), 'cart')?.status, 'green');
    for (const result of await recover(ports)) must(result);
    const after = must(await ports.sessions.read(session.id));
    assert.deepEqual([componentOf(after, 'cart')?.status, after.history.at(-1)?.action], ['red', 'rolled_back']);
    assert.equal(await folder.text('src/cart.py'), 'original\n');
    assert.equal(await stateOf(green), 'rolled-back');
  });

  it('refuses to take a generation from under a later one of its phase', async () => {
    const { session, green } = await throughGreen();
    await apply('green', 3, { path: 'src/other.py', text: 'again\n' });
    const back = await rollBackPhase(session, green, ports);
    assert.ok(!back.ok && back.problem.kind === 'phase-out-of-order', JSON.stringify(back));
    assert.equal(back.problem.detail, 'a later GREEN of cart is built on it.');
  });

  it('recovers what lies upon another in the order in which it can be taken off', async () => {
    await apply('green', 1, { path: 'src/cart.py', text: 'first\n', state: 'applied' });
    await apply('refactor', 2, { path: 'src/cart.py', text: 'second\n', state: 'applied' });
    for (const result of await recover(ports)) must(result);
    assert.equal(await folder.text('src/cart.py'), 'original\n');
  });

  it('keeps what the user had where the original is given back, each time, and names it in the journal', async () => {
    const session = sampleSession();
    const settled = new Map([['new.py', 'original']] as const);
    const copies: unknown[] = [];
    for (const mine of ['generated\nmy afternoon\n', 'generated\nmy evening\n']) {
      const entry = await apply('green', 1, { path: 'new.py', text: 'generated\n' });
      await folder.write('new.py', mine);
      const { done } = must(await rollBackPhase(session, entry, ports, settled));
      assert.ok(!('new.py' in (await folder.snapshot())));
      const [end] = done.settled;
      assert.equal(await folder.text(end?.copy ?? ''), mine);
      copies.push(end?.copy);
      const [stored] = await ports.journal.readEntries();
      assert.ok(stored);
      const contents = must(await ports.journal.readContents(stored));
      const kept = stored.undo?.map(({ before }) => Buffer.from(contents.get(before?.hash ?? '') ?? []).toString());
      assert.deepEqual([stored.state, kept], ['rolled-back', [mine]]);
    }
    assert.equal(new Set(copies).size, 2);
    assert.match(String(copies[0]), /^\.agentforge\/history\/.*\/1-green-cart\/replaced\/1\/new\.py$/);
  });

  describe('where the journal cannot be read', () => {
    const project = (state: string) =>
      openProject(folder.root, '', { XDG_STATE_HOME: state, LOCALAPPDATA: state }).ports;

    it('tells why, and lists what there is without it: the key of the user is empty', async () => {
      const state = folder.path('state');
      await apply('green', 1, { path: 'src/cart.py', text: 'half way\n', state: 'applied' });
      await folder.write('state/agentforge/journal.key', '');
      const { journal, ...others } = project(state);
      const [told, ...more] = await recover({ ...others, journal });
      assert.ok(told?.ok === false && told.problem.kind === 'file-unreadable' && more.length === 0);
      assert.match(told.problem.path, /journal\.key$/);
      assert.deepEqual([await journal.readEntries(), await journal.hasForeign()], [[], true]);
      assert.equal(await folder.text('src/cart.py'), 'half way\n');
    });

    it('tells why: it belongs to another user', async () => {
      await folder.write('.agentforge/journal/x.json', '{}');
      for (const path of ['', '.agentforge']) await chmod(folder.path(path), 0o777);
      await chmod(folder.path('.agentforge/journal'), 0o700);
      await mkdir(folder.path('state'));
      await chmod(folder.path('state'), 0o777);
      const ports = project(folder.path('state'));
      const [told] = await asOrdinaryUser(() => recover(ports));
      // Where the tests do not run as root the folder is the user's own.
      if (process.getuid?.() !== 0) return;
      assert.deepEqual(told, {
        ok: false,
        problem: { kind: 'file-unreadable', path: '.agentforge/journal', detail: 'permission denied' },
      });
      assert.deepEqual(await asOrdinaryUser(() => ports.journal.readEntries()), []);
    });
  });

  it('recovers nothing that was judged, nor what a living process is about', async () => {
    await apply('green', 3, { path: 'src/cart.py', text: 'finished\n' });
    assert.deepEqual(await recover(ports), []);
    await apply('refactor', 4, { path: 'src/cart.py', text: 'half way\n', state: 'applied' });
    const files = new OwnFiles(folder.root);
    const journal = new JournalFiles(files, new WorkspaceLock(files), findTestSeal);
    assert.deepEqual(await recover({ ...ports, journal }), []);
    assert.equal(await folder.text('src/cart.py'), 'half way\n');
  });
});
