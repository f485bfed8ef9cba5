import { linkNodeModules } from '../../kit/linkNodeModules';
import type { Round } from '../benchRow';
import { FILE, measureScriptRun } from '../scriptRunStart';

const ARGS = ['node_modules/mocha/bin/mocha.js', FILE];

export const name = 'mocha, a file of ten tests';
export const peer = `node ${ARGS.join(' ')}`;
export const unit = 'ms';

export function run(): Promise<readonly Round[]> {
  return measureScriptRun({
    name: 'mocha',
    args: ARGS,
    module: 'commonjs',
    head: "const assert = require('node:assert/strict');\n",
    test: (index) => `it('${index}', () => assert.equal(total([${index}]), ${index}));\n`,
    link: linkNodeModules,
  });
}
