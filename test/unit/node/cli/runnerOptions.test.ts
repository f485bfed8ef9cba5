import assert from 'node:assert/strict';
import { preferencesOf } from '../../../../src/node/cli/runnerOptions';

describe('--runner and --python', () => {
  it('name a runner, and an interpreter from the working folder', () => {
    const options = { runner: 'go test', python: '.venv/bin/python' } as const;
    assert.deepEqual(preferencesOf(options, '/shop'), { runner: 'go test', python: '/shop/.venv/bin/python' });
    assert.equal(preferencesOf({ python: '/usr/bin/python3' }, '/shop').python, '/usr/bin/python3');
  });

  it('may be left away', () => {
    assert.deepEqual(preferencesOf({}, '/shop'), { runner: undefined, python: undefined });
  });
});
