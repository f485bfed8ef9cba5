import assert from 'node:assert/strict';
import { OwnKeys } from '../../../../src/core/model/ownKeys';

const KEY = 'zz-planted-31415926-planted';

describe('the keys of the user', () => {
  const known = (...keys: readonly string[]) => {
    const own = new OwnKeys();
    for (const key of keys) own.add(key);
    return own;
  };

  it('go out of a text, and nothing else does', () => {
    assert.equal(
      known(`${KEY}\n`).hideIn(`a ${KEY} b sk-ant-example-0123456789`),
      'a [redacted] b sk-ant-example-0123456789',
    );
    assert.equal(known().hideIn(KEY), KEY);
  });

  it('are no word that a local server takes as one', () => {
    assert.equal(known('ollama', '').hideIn('run ollama'), 'run ollama');
  });

  it('are found in the lines that bring them, and not where they stood already', () => {
    const text = `a\nconst key = '${KEY}';\nb\n// ${KEY}\n`;
    assert.deepEqual(known(KEY).linesIn(text, { butNotIn: 'a' }), [2, 4]);
    assert.deepEqual(known(KEY).linesIn(text, { butNotIn: KEY }), []);
  });
});
