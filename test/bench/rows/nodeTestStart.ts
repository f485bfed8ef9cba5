import { TemporaryWorkspace } from '../../kit/temporaryWorkspace';
import type { Round } from '../benchRow';
import { measureScriptStart } from '../scriptStart';

export const name = 'node:test run, ten tests';
export const peer = 'the bare node --test';
export const unit = 'ms';

const FILE = 'cart.test.js';
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
    return await measureScriptStart({ workspace, file: FILE, tests: TESTS.length, bare: ['--test', FILE] });
  } finally {
    await workspace.dispose();
  }
}
