import { linkNodeModules } from '../../kit/linkNodeModules';
import { TemporaryWorkspace } from '../../kit/temporaryWorkspace';
import type { Round } from '../benchRow';
import { measureRunStart } from '../runStart';

const FILE = 'cart.test.js';

export const name = 'mocha, a file of ten tests';
// `npx mocha` without the time of npx, which would make the ratio better.
export const peer = `node node_modules/mocha/bin/mocha.js ${FILE}`;
export const unit = 'ms';

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
    const bare = ['node', 'node_modules/mocha/bin/mocha.js', FILE] as const;
    return await measureRunStart({ workspace, file: FILE, tests: TESTS.length, bare });
  } finally {
    await workspace.dispose();
  }
}
