import { linkRunnerTools } from '../../kit/runnerTools/runnerTools';
import type { Round } from '../benchRow';
import { FILE, measureScriptRun } from '../scriptRunStart';

const ARGS = ['node_modules/vitest/vitest.mjs', 'run', FILE];

export const name = 'vitest, a file of ten tests';
export const peer = `node ${ARGS.join(' ')}`;
export const unit = 'ms';

export function run(): Promise<readonly Round[]> {
  return measureScriptRun({
    name: 'vitest',
    args: ARGS,
    module: 'module',
    head: "import { expect, test } from 'vitest';\n",
    test: (index) => `test('${index}', () => expect(total([${index}])).toBe(${index}));\n`,
    link: linkRunnerTools,
  });
}
