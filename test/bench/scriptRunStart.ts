import { TemporaryWorkspace } from '../kit/temporaryWorkspace';
import type { Round } from './benchRow';
import { measureRunStart } from './runStart';

export const FILE = 'cart.test.js';
const TESTS = 10;

export interface ScriptRunner {
  /** The package to depend on, which is also the runner's name. */
  readonly name: string;
  /** The bare command after `node`. A row does not measure `npx`: its time would make the ratio better. */
  readonly args: readonly string[];
  readonly module: 'commonjs' | 'module';
  /** What the file of tests begins with. */
  readonly head: string;
  readonly test: (index: number) => string;
  readonly link: (workspace: TemporaryWorkspace) => Promise<void>;
}

/** A file of ten tests of a JavaScript runner. */
export async function measureScriptRun({
  name,
  args,
  module,
  head,
  test,
  link,
}: ScriptRunner): Promise<readonly Round[]> {
  const isModule = module === 'module';
  const tests = Array.from({ length: TESTS }, (_, index) => test(index)).join('');
  const workspace = await TemporaryWorkspace.make({
    'package.json': JSON.stringify({ type: module, devDependencies: { [name]: '*' } }),
    'cart.js': `${isModule ? 'export const total' : 'exports.total'} = (prices) => prices.reduce((sum, price) => sum + price, 0);\n`,
    [FILE]: `${head}${isModule ? "import { total } from './cart.js'" : "const { total } = require('./cart.js')"};\n${tests}`,
  });
  try {
    await link(workspace);
    return await measureRunStart({ workspace, file: FILE, tests: TESTS, bare: ['node', ...args] });
  } finally {
    await workspace.dispose();
  }
}
