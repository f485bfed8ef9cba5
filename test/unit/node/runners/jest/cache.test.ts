import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import type { TestRequest } from '../../../../../src/core/testrun/runner';
import { linkRunnerTools } from '../../../../kit/runnerTools/runnerTools';
import { TemporaryWorkspace } from '../../../../kit/temporaryWorkspace';
import { runnerFor } from '../runnerFor';

/** A compiler that writes down each file that it is given. */
const COMPILER = `const fs = require('node:fs');
const path = require('node:path');
module.exports = {
  process(source, file) {
    fs.appendFileSync(path.join(__dirname, 'compiled.txt'), path.basename(file) + '\\n');
    return { code: source };
  },
};
`;
const FILE = 'cart.test.js';

describe('what jest keeps for its next run', function () {
  this.timeout(60_000);
  let workspace: TemporaryWorkspace;
  let temporary: TemporaryWorkspace;

  beforeEach(async () => {
    temporary = await TemporaryWorkspace.make();
    workspace = await TemporaryWorkspace.make({
      'package.json': '{"devDependencies":{"jest":"*"}}',
      'compiler.js': COMPILER,
      'cart.js': 'exports.total = () => 3;\n',
      [FILE]: `const { tmpdir } = require('node:os');
const { total } = require('./cart.js');
test('total', () => expect(total()).toBe(3));
test('has temporary files of its own', () => expect(tmpdir()).not.toBe(${JSON.stringify(temporary.root)}));
test('is not told of the run', () => expect(Object.keys(process.env).filter((name) => /agentforge/i.test(name))).toEqual([]));
`,
    });
    await linkRunnerTools(workspace);
  });

  afterEach(async () => {
    await workspace.dispose();
    await temporary.dispose();
  });

  const run = async (request: Omit<TestRequest, 'files' | 'timeLimitMs'> = {}): Promise<readonly string[]> => {
    const runner = await runnerFor(workspace, FILE, { ...process.env, TMPDIR: temporary.root });
    const outcomes: string[] = [];
    const whole = { ...request, files: [FILE], timeLimitMs: 60_000 };
    for await (const event of runner.run(whole, new AbortController().signal)) {
      if (event.kind === 'test') outcomes.push(event.result.outcome);
    }
    return outcomes;
  };
  const compiled = async (): Promise<readonly string[]> => (await workspace.text('compiled.txt')).trim().split('\n');
  const configure = (text: string): Promise<void> => workspace.write('jest.config.js', `module.exports = ${text};\n`);
  const compiledOnce = ['cart.js', FILE];

  it('is where the plain command has it, so that nothing is compiled twice', async () => {
    await configure("{ transform: { '\\\\.js$': './compiler.js' } }");
    const passed = ['passed', 'passed', 'passed'];
    assert.deepEqual(await run(), passed);
    assert.deepEqual((await compiled()).toSorted(), compiledOnce);
    assert.deepEqual(await run({ seed: 7, tests: [`${FILE}::total`] }), ['passed']);
    assert.deepEqual(await run(), passed);
    assert.deepEqual((await compiled()).toSorted(), compiledOnce);
    assert.match((await readdir(temporary.root)).join(), /^jest(?:_\w+)?$/);
  });

  it('is where the project says', async () => {
    await configure("{ transform: { '\\\\.js$': './compiler.js' }, cacheDirectory: '<rootDir>/kept' }");
    await run();
    await run();
    assert.deepEqual((await compiled()).toSorted(), compiledOnce);
    assert.deepEqual(await readdir(temporary.root), []);
  });

  it('is not touched by a run with a stand-in or with coverage', async () => {
    await configure("{ cacheDirectory: '<rootDir>/kept' }");
    await run();
    const before = await workspace.snapshot();
    const modules = [{ path: 'cart.js', shape: [] }];
    assert.deepEqual(await run({ substitute: { modules, behaviour: 'not-implemented' as const } }), [
      'failed',
      'passed',
      'passed',
    ]);
    assert.deepEqual(await run({ coverageOf: ['cart.js'] }), ['passed', 'passed', 'passed']);
    assert.deepEqual(await workspace.snapshot(), before);
  });
});
