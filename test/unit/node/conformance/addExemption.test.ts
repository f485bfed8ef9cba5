import assert from 'node:assert/strict';
import { symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import type { ExemptionWish } from '../../../../src/core/conformance/exemptions/newExemption';
import { addExemption } from '../../../../src/node/conformance/addExemption';
import { gitUser } from '../../../../src/node/gitUser';
import { OwnFiles } from '../../../../src/node/ownFiles';
import { must } from '../../../kit/must';
import { WorkspaceBuilder } from '../../../kit/workspaceBuilder';

const WISH: ExemptionWish = {
  violation: { id: 'V-0123456789ab', contract: 'own', check: 'no-print', path: 'src/a.py' },
  scope: 'violation',
  reason: 'It is for people.',
  approvedBy: 'Ada',
  expires: undefined,
};
const PATH = '.agentforge/exemptions/no-print-0123456789ab.yaml';

describe('adding an exemption', () => {
  let project: WorkspaceBuilder;

  beforeEach(async () => {
    project = await WorkspaceBuilder.build({ 'src/a.py': 'print(1)\n' });
  });

  afterEach(() => project.dispose());

  const add = (wish = WISH) => addExemption(new OwnFiles(project.root), wish, '2026-11-22');

  it('writes a file of its own, once, and takes it back', async () => {
    const added = must(await add());
    assert.equal(added.path, PATH);
    assert.match(await project.text(PATH), /^id: no-print-0123456789ab$/m);
    const again = await add({ ...WISH, reason: 'Another one.' });
    assert.ok(!again.ok && JSON.stringify(again.problem).includes('is there already'));
    must(await added.undo());
    assert.deepEqual(await project.ownFiles('exemptions'), []);
  });

  it('is not taken back once somebody has changed it', async () => {
    const added = must(await add());
    await project.write(PATH, `${await project.text(PATH)}ticket: SHOP-1\n`);
    assert.equal((await added.undo()).ok, false);
    assert.match(await project.text(PATH), /SHOP-1/);
  });

  it('writes nothing through a link that leads out of the project', async () => {
    await project.write('.agentforge/x', '');
    await symlink(tmpdir(), project.path('.agentforge/exemptions'));
    assert.equal((await add()).ok, false);
  });
});

describe('who git says the user is', () => {
  it('is the name of the repository, or nobody', async () => {
    const project = await WorkspaceBuilder.build({});
    try {
      await project.git('config', 'user.name', '  Ada   Lovelace ');
      assert.equal(await gitUser(project.root, process.env), 'Ada Lovelace');
      assert.equal(await gitUser(project.root, { PATH: '' }), undefined);
    } finally {
      await project.dispose();
    }
  });
});
