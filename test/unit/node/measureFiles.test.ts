import assert from 'node:assert/strict';
import { MeasureFiles } from '../../../src/node/measureFiles';
import { UserJson } from '../../../src/node/userJson';
import { TemporaryWorkspace } from '../../kit/temporaryWorkspace';

describe('the measures of models that are kept', () => {
  let folder: TemporaryWorkspace;

  beforeEach(async () => {
    folder = await TemporaryWorkspace.make();
  });

  afterEach(() => folder.dispose());

  const files = () =>
    new MeasureFiles(
      new UserJson({ XDG_STATE_HOME: folder.path('state'), LOCALAPPDATA: folder.path('state') }, 'measures.json'),
    );

  it('are there for the next process, one for all releases of a model', async () => {
    assert.equal(await files().read('claude-haiku-4-5'), undefined);
    await files().write('claude-haiku-4-5-20251001', { ratio: 0.5, answerTokens: 900 });
    await files().write('claude-opus-5-5', { ratio: 0.6, answerTokens: 1_900 });
    assert.deepEqual(await files().read('claude-haiku-4-5'), { ratio: 0.5, answerTokens: 900 });
    assert.deepEqual(await files().read('claude-opus-5-5'), { ratio: 0.6, answerTokens: 1_900 });
  });

  it('are none where the file is spoilt, and are kept anew then', async () => {
    for (const text of ['', '7', '{"a":{"ratio":"x"}}', '{"a":{"ratio":1,"answerTokens":null}}']) {
      await folder.write('state/agentforge/measures.json', text);
      assert.equal(await files().read('a'), undefined, text);
    }
    await files().write('a', { ratio: 1, answerTokens: 1 });
    assert.ok(await files().read('a'));
  });
});
