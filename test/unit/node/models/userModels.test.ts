import assert from 'node:assert/strict';
import { DEFAULT_CONFIG } from '../../../../src/core/config/config';
import type { Task } from '../../../../src/core/tdflow/task';
import { UserModels } from '../../../../src/node/models/userModels';
import { systemClock } from '../../../../src/node/systemClock';
import { modelList } from '../../../kit/fakeMessages/models';
import type { RunningFakeMessages } from '../../../kit/fakeMessages/startFakeMessages';
import { startFakeMessages } from '../../../kit/fakeMessages/startFakeMessages';
import { must } from '../../../kit/must';
import { nodePorts } from '../../../kit/nodePorts';
import { sampleTask } from '../../../kit/sampleTask';
import { TemporaryWorkspace } from '../../../kit/temporaryWorkspace';

const NEW = 'claude-opus-6';

describe('what a user knows of models', () => {
  let api: RunningFakeMessages;
  let folder: TemporaryWorkspace;

  beforeEach(async () => {
    api = await startFakeMessages();
    folder = await TemporaryWorkspace.make();
  });

  afterEach(async () => {
    await folder.dispose();
    await api.close();
  });

  function models(): UserModels {
    const env = { XDG_STATE_HOME: folder.path('state'), LOCALAPPDATA: folder.path('state') };
    return new UserModels(env, systemClock, () => ({ allowed: [], effort: undefined }));
  }

  function taskFor(model: string): Promise<Task> {
    return sampleTask('red', nodePorts(folder.root), { config: { ...DEFAULT_CONFIG, model, modelFrom: 'user' } });
  }

  function releaseNew(): void {
    const list = modelList(['active', 'deprecated', 'retired']);
    const body = JSON.stringify({ ...list, data: [...list.data, { ...list.data[0], id: NEW }] });
    api.listModels({ kind: 'raw', status: 200, headers: { 'content-type': 'application/json' }, body });
  }

  async function settle(model: string, apiKey: string | undefined = 'one-key') {
    const access = { apiKey: apiKey as string, baseUrl: api.url };
    return models().forClaude(await taskFor(model), access, new AbortController().signal);
  }

  it('asks again before it calls a model unknown: it may have come out since the list was kept', async () => {
    must(await settle('claude-sonnet-5-5'));
    releaseNew();
    assert.equal(must(await settle(NEW)).task.config.model, NEW);
    assert.equal(api.listings.length, 2);
    must(await settle(NEW));
    assert.equal(api.listings.length, 2, 'what is known now is not asked for again');
  });

  it('refuses what is not in a list that came just now, and asks for that once', async () => {
    const fitted = await settle('claude-opus-7');
    assert.ok(!fitted.ok && fitted.problem.kind === 'model-unavailable');
    assert.equal(api.listings.length, 1);
  });

  it('sends a model that is not in the kept list with a warning, when the service gives no newer one', async () => {
    must(await settle('claude-sonnet-5-5'));
    api.listModels({ kind: 'error', status: 500 });
    const { task, notes } = must(await settle(NEW));
    assert.equal(task.config.model, NEW);
    assert.match(notes.join(' '), /claude-opus-6 is not among those known on/);
  });

  it('does not take the list of one key for that of another', async () => {
    must(await settle('claude-sonnet-5-5'));
    releaseNew();
    must(await settle(NEW, 'another-key'));
    assert.equal(api.listings.length, 2);
  });
});
