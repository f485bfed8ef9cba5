import { linkRunnerTools } from '../../kit/runnerTools/runnerTools';
import { TemporaryWorkspace } from '../../kit/temporaryWorkspace';
import type { Round } from '../benchRow';
import { measureRunStart } from '../runStart';

const FILE = 'cart.test.js';

export const name = 'jest, a file of ten tests';
// `npx jest` without the time of npx, which would make the ratio better.
export const peer = `node node_modules/jest/bin/jest.js ${FILE}`;
export const unit = 'ms';

const TESTS = Array.from(
  { length: 10 },
  (_, test) => `test('${test}', () => expect(total([${test}])).toBe(${test}));\n`,
);

export async function run(): Promise<readonly Round[]> {
  const workspace = await TemporaryWorkspace.make({
    'package.json': '{"devDependencies":{"jest":"*"}}',
    'cart.js': 'exports.total = (prices) => prices.reduce((sum, price) => sum + price, 0);\n',
    [FILE]: `const { total } = require('./cart.js');\n${TESTS.join('')}`,
  });
  try {
    await linkRunnerTools(workspace);
    const bare = ['node', 'node_modules/jest/bin/jest.js', FILE] as const;
    return await measureRunStart({ workspace, file: FILE, tests: TESTS.length, bare });
  } finally {
    await workspace.dispose();
  }
}
