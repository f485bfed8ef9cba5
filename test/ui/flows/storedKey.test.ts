import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { recording, shopProject } from '../../cli/projects';
import { assertPlantedNowhere } from '../../kit/editor/assertPlantedNowhere';
import type { WorkspaceBuilder } from '../../kit/workspaceBuilder';
import { startSession } from '../pages/startSession';
import { useScene } from '../pages/useScene';

/** Planted: once it is in the secret storage no file may hold it. */
const PLANTED = 'sk-ant-planted-14142135-planted';
const SECRETS = '.agentforge/secrets.yaml';

describe('a key in a file, and in the secret storage', () => {
  const scene = useScene({ project: projectWithKey, key: false });

  it('is used from the file, with a word about it, and moved into the secret storage by one click', async () => {
    const { workbench, api, tree, project } = scene();
    await startSession(scene());
    // With a key there is no need to carry a prompt.
    assert.deepEqual(await tree.row('cart', 'RED').inlineActions(), ['Run phase']);
    api.answer(recording('red'));
    await tree.row('cart', 'RED').inlineAction('Run phase');
    const warning = workbench.notification(/secrets\.yaml/);
    await warning.waitFor();
    await workbench.screenshot('stored key 1 in a file');
    await warning.button('Move it to the secret storage');
    await workbench.notification(/in the editor’s secret storage now, and no longer in the file/).waitFor();
    await assert.rejects(readFile(project.path(SECRETS)), { code: 'ENOENT' });
    await workbench.notification(/RED of cart: 1 proposed file/).link('Accept all');
    await workbench.notification(/RED reached/).waitFor();
    assert.equal(api.request().key, PLANTED);
  });

  it('answers from there; a service that repeats it in an error does not bring it back', async () => {
    const { workbench, api, tree } = scene();
    await workbench.letToastsSettle();
    api.error(401, { message: `invalid x-api-key ${PLANTED}` });
    await tree.row('cart', 'GREEN').inlineAction('Run phase');
    const problem = workbench.notification(/The API key was refused/);
    assert.doesNotMatch(await problem.text(), /planted/);
    await workbench.screenshot('stored key 2 refused');
    assert.equal(api.request().key, PLANTED);
  });

  it('is in no file of the project, of the user and of the editor', async () => {
    await assertPlantedNowhere('planted', scene().project.root);
  });
});

async function projectWithKey(): Promise<WorkspaceBuilder> {
  const project = await shopProject();
  await project.write(SECRETS, `anthropic_api_key: ${PLANTED}\n`);
  return project;
}
