import assert from 'node:assert/strict';
import { childEnvironment } from '../../../src/node/childEnvironment';

describe('the environment of a child', () => {
  it('has what programs need', () => {
    const parent = {
      PATH: '/bin',
      HOME: '/home/me',
      LANG: 'C',
      LC_ALL: 'C.UTF-8',
      LC_TIME: 'C',
      TMPDIR: '/t',
      TZ: 'UTC',
      CI: 'true',
    };
    assert.deepEqual(childEnvironment(parent), parent);
  });

  it('has no key, no token and nothing that changes how an interpreter starts', () => {
    const secret = {
      ...{
        ANTHROPIC_API_KEY: 'k',
        ANTHROPIC_AUTH_TOKEN: 'k',
        AWS_SECRET_ACCESS_KEY: 'k',
        GITHUB_TOKEN: 'k',
        NPM_TOKEN: 'k',
      },
      ...{
        HTTPS_PROXY: 'http://me:secret@proxy',
        NODE_OPTIONS: '--require ./x.js',
        NODE_TEST_CONTEXT: 'child',
        PYTHONPATH: '/x',
      },
      ...{
        PYTEST_ADDOPTS: '-x',
        PYTEST_PLUGINS: 'x',
        VIRTUAL_ENV: '/v',
        FORCE_COLOR: '1',
        LC_: 'x',
        LC_evil: 'x',
        path: '/x',
      },
    };
    assert.deepEqual(childEnvironment(secret), {});
  });

  it('has what the caller adds, which wins', () => {
    assert.deepEqual(childEnvironment({ PATH: '/bin', HOME: undefined }, { PATH: '/venv/bin:/bin', X: '1' }), {
      PATH: '/venv/bin:/bin',
      X: '1',
    });
  });
});
