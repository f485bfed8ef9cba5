import assert from 'node:assert/strict';
import { problemOfKey } from '../../../../src/core/model/keyShape';

describe('what is wrong with a key', () => {
  const KEY = 'sk-ant-api03-abcdefghijklmnop';

  for (const [what, key, word] of [
    ['nothing', '', /empty/],
    ['blanks', ' \n', /empty/],
    ['a blank inside', 'sk-ant-api03-abcdef ghijklmnop', /space or a line break/],
    ['a line break inside', 'sk-ant-api03-abcdef\nghijklmnop', /space or a line break/],
    ['a letter that no key has', 'sk-ant-api03-äbcdefghijklmnop', /character that no key has/],
    ['only its beginning', 'sk-ant-api03', /too short/],
    ['the key of OpenAI', 'sk-proj-abcdefghijklmnopqrst', /OpenAI/],
    ['the key of OpenRouter', 'sk-or-v1-abcdefghijklmnopqrst', /OpenRouter/],
    ['the key of Google', 'AIzaSyabcdefghijklmnopqrstuv', /Google/],
    ['a token of GitHub', 'ghp_abcdefghijklmnopqrstuvwxyz', /GitHub/],
    ['an admin key', 'sk-ant-admin01-abcdefghijklmnop', /admin key/],
    ['a header', 'x-api-key: sk-ant-api03-abcdefghi', /whole header/],
    ['a line of a shell', 'ANTHROPIC_API_KEY=sk-ant-api03-abcdefghi', /line of a shell/],
    ['quotes around it', `"${KEY}"`, /quotes/],
  ] as const) {
    it(`is told for ${what}, and nothing of it repeated`, () => {
      const said = problemOfKey(key, 'anthropic') ?? '';
      assert.match(said, word);
      for (const part of key.split(/\s+/).filter((each) => each.length > 8)) assert.ok(!said.includes(part));
    });
  }

  it('is nothing for a key as it should be, with a line end after it too', () => {
    assert.equal(problemOfKey(KEY, 'anthropic'), undefined);
    assert.equal(problemOfKey(`${KEY}\n`, 'anthropic'), undefined);
  });

  it("is not its form when it goes to a proxy, which may have keys of its own; a shell's line still is", () => {
    assert.equal(problemOfKey('sk-1234', 'other'), undefined);
    assert.equal(problemOfKey('anything', 'other'), undefined);
    assert.match(problemOfKey('A_KEY=x', 'other') ?? '', /line of a shell/);
    assert.match(problemOfKey('', 'other') ?? '', /empty/);
  });
});
