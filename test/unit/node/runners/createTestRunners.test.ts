import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { createTestRunners } from '../../../../src/node/runners/createTestRunners';

describe('the runner of a test file', () => {
  const runners = createTestRunners({ root: tmpdir(), assetsDir: tmpdir(), env: {} });
  for (const [file, name] of [
    ['tests/test_a.py', 'pytest'],
    ['test/a.test.js', 'node:test'],
    ['test/a.test.mjs', 'node:test'],
    ['test/a.test.cjs', 'node:test'],
    ['test/a.test.ts', 'node:test'],
    ['test/a_test.go', undefined],
    ['test/a.test.jsx', undefined],
    ['py', undefined],
  ] as const) {
    it(`of ${file} is ${name ?? 'not known'}`, async () => {
      const found = await runners.for(file);
      assert.equal(found.ok ? found.value.name : undefined, name);
    });
  }
});
