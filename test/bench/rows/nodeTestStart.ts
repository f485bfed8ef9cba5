import { TemporaryWorkspace } from '../../kit/temporaryWorkspace';
import type { Round } from '../benchRow';
import { measureRunStart } from '../runStart';

const FILE = 'cart.test.js';

export const name = 'node:test, a file of ten tests';
// With the reporter that a person sees: into a pipe, some versions of Node would rather write TAP, which takes longer.
export const peer = `node --test --test-reporter=spec ${FILE}`;
export const unit = 'ms';

const TESTS = Array.from(
  { length: 10 },
  (_, test) => `test('${test}', () => assert.equal(total([${test}]), ${test}));\n`,
);

export async function run(): Promise<readonly Round[]> {
  const workspace = await TemporaryWorkspace.make({
    'package.json': '{"type":"module"}',
    'cart.js': 'export const total = (prices) => prices.reduce((sum, price) => sum + price, 0);\n',
    [FILE]: `import assert from 'node:assert/strict';\nimport test from 'node:test';\nimport { total } from './cart.js';\n${TESTS.join('')}`,
  });
  try {
    const bare = ['node', '--test', '--test-reporter=spec', FILE] as const;
    return await measureRunStart({ workspace, file: FILE, tests: TESTS.length, bare });
  } finally {
    await workspace.dispose();
  }
}
