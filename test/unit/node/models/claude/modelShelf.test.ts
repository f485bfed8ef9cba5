import assert from 'node:assert/strict';
import { readdir, stat } from 'node:fs/promises';
import { ModelShelf } from '../../../../../src/node/models/claude/modelShelf';
import { UserJson } from '../../../../../src/node/userJson';
import type { RunningFakeMessages } from '../../../../kit/fakeMessages/startFakeMessages';
import { startFakeMessages } from '../../../../kit/fakeMessages/startFakeMessages';
import { TemporaryWorkspace } from '../../../../kit/temporaryWorkspace';

const KEY = 'sk-ant-secret-4711-secret';

describe('the list of models that is kept', () => {
  let api: RunningFakeMessages;
  let folder: TemporaryWorkspace;
  let now: Date;

  beforeEach(async () => {
    api = await startFakeMessages();
    folder = await TemporaryWorkspace.make();
    now = new Date('2026-11-21T12:00:00Z');
  });

  afterEach(async () => {
    await folder.dispose();
    await api.close();
  });

  function shelf(): ModelShelf {
    const env = { XDG_STATE_HOME: folder.path('state'), LOCALAPPDATA: folder.path('state') };
    const clock = { now: () => now, random: () => 0, sleep: async () => undefined };
    return new ModelShelf(new UserJson(env, 'models.json'), clock);
  }

  const find = (from = shelf(), how = {}, apiKey: string | undefined = KEY) =>
    from.find({ apiKey: apiKey as string, baseUrl: api.url }, new AbortController().signal, how);
  const later = (hours: number) => {
    now = new Date(now.getTime() + hours * 3_600_000);
  };

  it("is the service's own, with the models that are gone, and asked for once a day", async () => {
    const { catalogue, note } = await find();
    assert.deepEqual([catalogue.from, catalogue.asOf, note], ['service', '2026-11-21', undefined]);
    assert.equal(catalogue.models.find(({ id }) => id === 'claude-opus-4-20250514')?.lifecycle, 'retired');
    later(23);
    assert.deepEqual((await find()).catalogue, catalogue);
    assert.equal(api.listings.length, 1);
    later(2);
    await find();
    assert.equal(api.listings.length, 2);
    await find(shelf(), { refresh: true });
    assert.equal(api.listings.length, 3);
  });

  it('is one for each key, which may have other models; without a key it is the newest of the address', async () => {
    await find();
    await find(shelf(), {}, 'sk-ant-of-another-organisation');
    assert.equal(api.listings.length, 2);
    await find();
    assert.equal(api.listings.length, 2);
    later(30);
    await find(shelf(), {}, 'sk-ant-of-another-organisation');
    const looked = await shelf().find({ apiKey: undefined, baseUrl: api.url }, new AbortController().signal);
    assert.deepEqual([looked.catalogue.from, looked.catalogue.asOf], ['service', '2026-11-22']);
    assert.equal(api.listings.length, 3);
  });

  it('is private to the user, holds no key, and is one for each address', async () => {
    await find();
    assert.deepEqual(await readdir(folder.path('state/agentforge')), ['models.json']);
    const text = await folder.text('state/agentforge/models.json');
    assert.ok(text.includes(api.url) && !text.includes(KEY) && !text.includes(KEY.slice(0, 12)));
    if (process.platform !== 'win32') {
      assert.equal((await stat(folder.path('state/agentforge/models.json'))).mode & 0o777, 0o600);
    }
    const elsewhere = await shelf().find({ apiKey: undefined, baseUrl: undefined }, new AbortController().signal);
    assert.equal(elsewhere.catalogue.from, 'snapshot');
  });

  it('is what was shipped when the service fails, and says so; the service is then left alone for a while', async () => {
    api.listModels({ kind: 'error', status: 529 });
    const own = shelf();
    const { catalogue, note } = await find(own);
    assert.equal(catalogue.from, 'snapshot');
    assert.match(
      note ?? '',
      /^The list of models is that of 2026-11-19: a newer one did not come \(it answered with 529\)/,
    );
    await find(own);
    assert.equal(api.listings.length, 1);
    api.listModels(undefined);
    later(1);
    assert.equal((await find(own)).catalogue.from, 'service');
  });

  it('is an older one of the service rather than what was shipped', async () => {
    await find();
    later(48);
    api.listModels({ kind: 'reset' });
    const { catalogue, note } = await find();
    assert.deepEqual([catalogue.from, catalogue.asOf], ['kept', '2026-11-21']);
    assert.match(note ?? '', /the service could not be reached/);
  });

  for (const [what, body] of [
    ['a page', '<html>no</html>'],
    ['a list of another kind', '{"object":"list","data":[{"id":"gpt-9","object":"model"}]}'],
    ['no list', '{"data":{}}'],
    ['nothing', 'null'],
  ] as const) {
    it(`believes no gateway that answers with ${what}`, async () => {
      api.listModels({ kind: 'raw', status: 200, headers: { 'content-type': 'application/json' }, body });
      const { catalogue, note } = await find();
      assert.equal(catalogue.from, 'snapshot');
      assert.ok(note !== undefined && !note.includes(KEY));
    });
  }

  it('asks nobody without a key, and with one that could not be sent', async () => {
    assert.equal(
      (await shelf().find({ apiKey: undefined, baseUrl: api.url }, new AbortController().signal)).note,
      undefined,
    );
    const { note } = await find(shelf(), {}, 'two words');
    assert.match(note ?? '', /the key or the address is none/);
    assert.equal(api.listings.length, 0);
  });

  it('does not wait for a service that is silent once the user has cancelled', async () => {
    api.listModels({ kind: 'stall' });
    const stop = new AbortController();
    const finding = shelf().find({ apiKey: KEY, baseUrl: api.url }, stop.signal);
    stop.abort();
    assert.equal((await finding).catalogue.from, 'snapshot');
  });

  it('takes a spoilt file for none', async () => {
    for (const text of ['{', '[]', '{"x":1}', JSON.stringify({ [api.url]: { at: 'never', models: [{}] } })]) {
      await folder.write('state/agentforge/models.json', text);
      assert.equal((await find()).catalogue.from, 'service');
    }
  });
});
