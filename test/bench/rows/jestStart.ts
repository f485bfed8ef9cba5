import { linkRunnerTools } from '../../kit/runnerTools/runnerTools';
import type { Round } from '../benchRow';
import { FILE, measureScriptRun } from '../scriptRunStart';

const ARGS = ['node_modules/jest/bin/jest.js', FILE];

export const name = 'jest, a file of ten tests';
export const peer = `node ${ARGS.join(' ')}`;
export const unit = 'ms';

export function run(): Promise<readonly Round[]> {
  return measureScriptRun({
    name: 'jest',
    args: ARGS,
    module: 'commonjs',
    head: '',
    test: (index) => `test('${index}', () => expect(total([${index}])).toBe(${index}));\n`,
    link: linkRunnerTools,
  });
}
