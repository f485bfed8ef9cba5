import assert from 'node:assert/strict';
import { chmod, mkdir } from 'node:fs/promises';
import { withHistory } from '../../../src/core/tdflow/sessionChanges';
import { OwnFiles } from '../../../src/node/ownFiles';
import { SessionFiles } from '../../../src/node/sessionFiles';
import { agentforgeSample } from '../../kit/agentforgeSample';
import { asOrdinaryUser } from '../../kit/asOrdinaryUser';
import { must } from '../../kit/must';
import { sampleSession } from '../../kit/sampleSession';
import { TemporaryWorkspace } from '../../kit/temporaryWorkspace';

const NEW = 'tdflow_20260101_120000_000000';
const OLD = 'tdflow_20251231_065853_433688';

describe('sessions on disk', () => {
  let folder: TemporaryWorkspace;
  let sessions: SessionFiles;

  beforeEach(async () => {
    folder = await TemporaryWorkspace.make({
      [`.agentforge/tdflow/${OLD}.yaml`]: agentforgeSample('tdflow_session.yaml'),
    });
    sessions = new SessionFiles(new OwnFiles(folder.root));
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
