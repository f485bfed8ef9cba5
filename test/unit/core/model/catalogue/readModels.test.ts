import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readModels } from '../../../../../src/core/model/catalogue/readModels';
import { modelList } from '../../../../kit/fakeMessages/models';

const { data } = modelList();

describe('reading the list of models', () => {
  it('reads what the service says', () => {
    const models = readModels(data);
    assert.equal(models.length, data.length);
    const sonnet = models.find(({ id }) => id === 'claude-sonnet-5-5');
    assert.deepEqual(
      [sonnet?.name, sonnet?.contextTokens, sonnet?.outputTokens, sonnet?.lifecycle],
      ['Claude Sonnet 5.5', 1_000_000, 128_000, 'active'],
    );
  });

  it('is empty for what other services answer', () => {
    for (const other of [undefined, null, {}, 'models', [], [{ id: 'gpt-9', object: 'model' }], [null, 7, ['x']]]) {
      assert.deepEqual(readModels(other), []);
    }
  });

  it('leaves out a model whose id is none, and shows no name that draws or reorders', () => {
    const [first] = data;
    assert.deepEqual(
      readModels([
        { ...first, id: 'a b' },
        { ...first, id: '' },
        { ...first, id: 7 },
      ]),
      [],
    );
    const [named] = readModels([{ ...first, display_name: `\u001b[31mClaude\u202e\n5` }]);
    assert.equal(named?.name, '[31mClaude 5');
  });

  it('says nothing where a limit or a date is none', () => {
    const [model] = readModels([
      { ...data[0], max_tokens: -1, max_input_tokens: 1e300, retires_at: 'soon', lifecycle: 'odd' },
    ]);
    assert.deepEqual(
      [model?.outputTokens, model?.contextTokens, model?.retiresAt, model?.lifecycle],
      [undefined, undefined, undefined, 'active'],
    );
  });

  it('takes anything, and gives only what can be sent and shown', () => {
    const item = fc.oneof(
      fc.anything(),
      fc.record(
        {
          ...{ type: fc.constantFrom('model', 'other'), id: fc.oneof(fc.string(), fc.constant('claude-x')) },
          ...{ display_name: fc.anything(), max_tokens: fc.anything(), capabilities: fc.anything() },
          ...{ lifecycle: fc.anything(), retires_at: fc.anything() },
        },
        { requiredKeys: [] },
      ),
    );
    fc.assert(
      fc.property(fc.oneof(fc.array(item), fc.anything()), (items) => {
        for (const { id, name, outputTokens } of readModels(items)) {
          assert.match(id, /^[\w.:/@-]{1,200}$/);
          assert.doesNotMatch(name, /[\p{Cc}\p{Cf}]/u);
          assert.ok(outputTokens === undefined || outputTokens > 0);
        }
      }),
    );
  });
});
