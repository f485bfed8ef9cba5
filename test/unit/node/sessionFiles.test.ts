import assert from 'node:assert/strict';
import { chmod, mkdir } from 'node:fs/promises';
import type { Session } from '../../../src/core/tdflow/session';
import { withHistory, withPhaseRecord } from '../../../src/core/tdflow/sessionChanges';
import { OwnFiles } from '../../../src/node/ownFiles';
import { SessionFiles } from '../../../src/node/sessionFiles';
import { WorkspaceLock } from '../../../src/node/workspaceLock';
import { agentforgeSample } from '../../kit/agentforgeSample';
import { asOrdinaryUser } from '../../kit/asOrdinaryUser';
import { must } from '../../kit/must';
import { sampleRecord, sampleSession } from '../../kit/sampleSession';
import { TemporaryWorkspace } from '../../kit/temporaryWorkspace';

const NEW = 'tdflow_20260101_120000_000000';
const OLD = 'tdflow_20251231_065853_433688';

function sessionsIn(root: string): SessionFiles {
  const files = new OwnFiles(root);
  return new SessionFiles(files, new WorkspaceLock(files));
}

describe('sessions on disk', () => {
  let folder: TemporaryWorkspace;
  let sessions: SessionFiles;

  beforeEach(async () => {
    folder = await TemporaryWorkspace.make({
      [`.agentforge/tdflow/${OLD}.yaml`]: agentforgeSample('tdflow_session.yaml'),
    });
    sessions = sessionsIn(folder.root);
  });

  afterEach(() => folder.dispose());

  const idsOf = async () => (await sessions.list()).sessions.map((session) => session.id);

  it('lists the one that was touched last first', async () => {
    must(await sessions.write(sampleSession()));
    assert.deepEqual(await idsOf(), [NEW, OLD]);
    const old = must(await sessions.read(OLD));
    must(await sessions.write(withHistory(old, { at: '2026-01-02T00:00:00.000Z', action: 'red_phase' })));
    assert.deepEqual(await idsOf(), [OLD, NEW]);
  });

  it('reads back what it wrote', async () => {
    must(await sessions.write(sampleSession()));
    assert.deepEqual(must(await sessions.read(NEW)), sampleSession());
  });

  it('hides no session behind one that cannot be read', async () => {
    await folder.write('.agentforge/tdflow/tdflow_20260101_000000_000001.yaml', 'a: [');
    await folder.write('.agentforge/tdflow/tdflow_20260101_000000_000002.yaml', 'components: []\n');
    await mkdir(folder.path('.agentforge/tdflow/tdflow_20260101_000000_000003.yaml'));
    await folder.write('.agentforge/tdflow/notes.yaml', 'not: a session\n');
    await folder.write('.agentforge/tdflow/README.md', 'hello\n');
    const { sessions: found, problems } = await sessions.list();
    assert.deepEqual(
      found.map((session) => session.id),
      [OLD],
    );
    assert.deepEqual(
      problems.map((problem) => problem.kind),
      ['session-unreadable', 'session-unreadable', 'session-missing'],
    );
    const [broken] = problems;
    assert.ok(broken?.kind === 'session-unreadable');
    assert.equal(broken.place.path, '.agentforge/tdflow/tdflow_20260101_000000_000001.yaml');
    assert.equal(broken.place.position?.line, 1);
  });

  it('names a session that the user may not read', async () => {
    for (const path of ['', '.agentforge', '.agentforge/tdflow']) await chmod(folder.path(path), 0o755);
    await folder.write(`.agentforge/tdflow/${NEW}.yaml`, 'session_id: x\n', 0o000);
    const { sessions: found, problems } = await asOrdinaryUser(() => sessions.list());
    assert.equal(found.length, 1);
    assert.deepEqual(problems, [
      { kind: 'file-unreadable', path: `.agentforge/tdflow/${NEW}.yaml`, detail: 'permission denied' },
    ]);
  });

  it('does not write over a file that it cannot read', async () => {
    const broken = 'session_id: [\n# by hand\n';
    await folder.write(`.agentforge/tdflow/${NEW}.yaml`, broken);
    const written = await sessions.write(sampleSession());
    assert.deepEqual([written.ok, written.ok || written.problem.kind], [false, 'session-unreadable']);
    assert.equal(await folder.text(`.agentforge/tdflow/${NEW}.yaml`), broken);
  });

  it('changes a session as it stands in its file, so that nothing of another face is lost', async () => {
    const other = sessionsIn(folder.root);
    const stale = sampleSession();
    must(await sessions.update(stale, (current) => current));
    const record = (component: string) => (session: Session) =>
      withPhaseRecord(
        session,
        { component, phase: 'red', testsFile: 't.py', implFile: 'c.py', framework: 'pytest' },
        sampleRecord({ summary: component }),
      );
    must(await sessions.update(stale, record('cart')));
    const both = must(await other.update(stale, record('receipt')));
    assert.deepEqual(
      both.components.map(({ name, phases }) => [name, phases.red?.summary]),
      [
        ['cart', 'cart'],
        ['receipt', 'receipt'],
      ],
    );
    assert.deepEqual(must(await sessions.read(NEW)), both);
    assert.deepEqual(
      both.history.map(({ action, component }) => [action, component]),
      [
        ['session_created', undefined],
        ['red_phase', 'cart'],
        ['red_phase', 'receipt'],
      ],
    );
  });

  it('loses nothing when two faces change it at the same instant', async () => {
    const faces = [sessions, sessionsIn(folder.root)];
    const changes = Array.from({ length: 20 }, (_, index) =>
      faces[index % 2]?.update(sampleSession(), (current) =>
        withHistory(current, { at: '2026-01-02T00:00:00.000Z', action: `change ${index}` }),
      ),
    );
    for (const changed of await Promise.all(changes)) must(changed ?? assert.fail());
    const actions = must(await sessions.read(NEW)).history.map(({ action }) => action);
    for (let index = 0; index < 20; index++) assert.ok(actions.includes(`change ${index}`), String(index));
  });

  it('stores a session that has no file yet, and changes none that it cannot read', async () => {
    assert.deepEqual(must(await sessions.update(sampleSession(), (current) => current)), sampleSession());
    const broken = 'session_id: [\n';
    await folder.write(`.agentforge/tdflow/${NEW}.yaml`, broken);
    const updated = await sessions.update(sampleSession(), () => assert.fail('nothing can be changed'));
    assert.deepEqual([updated.ok, updated.ok || updated.problem.kind], [false, 'session-unreadable']);
    assert.equal(await folder.text(`.agentforge/tdflow/${NEW}.yaml`), broken);
  });

  it('takes no session whose id is not the name of its file: it would write over another', async () => {
    must(await sessions.write(sampleSession()));
    const copy = `.agentforge/tdflow/tdflow_20260101_120000_000009.yaml`;
    await folder.write(copy, await folder.text(`.agentforge/tdflow/${NEW}.yaml`));
    const read = await sessions.read('tdflow_20260101_120000_000009');
    assert.ok(!read.ok && read.problem.kind === 'session-unreadable');
    assert.deepEqual(read.problem.place, { path: copy });
    assert.match(read.problem.detail, new RegExp(NEW));
    assert.deepEqual(await idsOf(), [NEW, OLD]);
  });

  it('refuses an id that is none, as a value', async () => {
    for (const id of ['../../x', '', 'tdflow_20260101', `${NEW}.yaml`]) {
      const read = await sessions.read(id);
      assert.deepEqual([read.ok, read.ok || read.problem.kind], [false, 'input-invalid'], id);
      const written = await sessions.write(sampleSession({ id }));
      assert.deepEqual([written.ok, written.ok || written.problem.kind], [false, 'input-invalid'], id);
    }
    assert.deepEqual(await sessions.read(NEW), { ok: false, problem: { kind: 'session-missing' } });
  });
});
