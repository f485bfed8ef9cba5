import { linkNodeModules } from '../../kit/linkNodeModules';
import { TemporaryWorkspace } from '../../kit/temporaryWorkspace';
import type { Round } from '../benchRow';
import { measureScriptStart } from '../scriptStart';

export const name = 'mocha run, ten tests';
export const peer = 'the bare mocha';
export const unit = 'ms';

const FILE = 'cart.test.js';
const TESTS = Array.from(
  { length: 10 },
  (_, test) => `it('${test}', () => assert.equal(total([${test}]), ${test}));\n`,
);

export async function run(): Promise<readonly Round[]> {
  const workspace = await TemporaryWorkspace.make({
    'package.json': '{"devDependencies":{"mocha":"*"}}',
    'cart.js': 'exports.total = (prices) => prices.reduce((sum, price) => sum + price, 0);\n',
    [FILE]: `const assert = require('node:assert/strict');\nconst { total } = require('./cart.js');\n${TESTS.join('')}`,
  });
  try {
    await linkNodeModules(workspace);
    const bare = ['node_modules/mocha/bin/mocha.js', FILE];
    return await measureScriptStart({ workspace, file: FILE, tests: TESTS.length, bare });
  } finally {
    await workspace.dispose();
  }
}
