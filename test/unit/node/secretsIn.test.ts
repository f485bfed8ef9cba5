import assert from 'node:assert/strict';
import { keysIn, secretsIn } from '../../../src/node/secretsIn';

describe('what the environment keeps secret', () => {
  const env = {
    ANTHROPIC_API_KEY: 'a',
    AWS_SESSION_TOKEN: 'b',
    DB_PASSWORD: 'postgres',
    PATH: '/bin',
    OPENAI_API_KEY: undefined,
  };

  it('is what its names say', () => {
    assert.deepEqual(secretsIn(env), ['a', 'b', 'postgres']);
  });

  it('are keys of services that answer, and no other words, where code is looked at', () => {
    assert.deepEqual(keysIn(env), ['a', 'b']);
  });
});
