import assert from 'node:assert/strict';
import { TemporaryWorkspace } from '../../../../kit/temporaryWorkspace';
import { runnerFor } from '../runnerFor';
import { commandForOneTest, runsChosenTestsOnly, shufflesBySeedAndCoversFiles } from '../script/everyRunner/requests';
import { JEST } from '../script/everyRunner/scriptRunners';

describe('what jest is asked for', function () {
  this.timeout(60_000);

  runsChosenTestsOnly(JEST);
  shufflesBySeedAndCoversFiles(JEST, {
    files: {
      'jest.config.js':
        "module.exports = { collectCoverage: true, coverageThreshold: { global: { lines: 100 } }, collectCoverageFrom: ['src/other.js'] };\n",
      'src/[id]/cart.js':
        'exports.add = function add(a, b) {\n  return a + b;\n};\nexports.sub = function sub(a) {\n  return -a;\n};\n',
      'src/never.js': 'exports.never = () => {\n  return 1;\n};\n',
    },
    cart: [
      { line: 1, hits: 1 },
      { line: 2, hits: 8 },
      { line: 4, hits: 1 },
      { line: 5, hits: 0 },
    ],
    never: [1, 2],
  });

  it('the command is the plain one, with the switch that the package uses', async () => {
    const script = '{"scripts":{"test":"NODE_OPTIONS=--experimental-vm-modules jest"},"devDependencies":{"jest":"*"}}';
    const { args } = await commandForOneTest(JEST, script);
    assert.equal(args[0], '--experimental-vm-modules');
    assert.deepEqual(args.slice(2), [
      '--testNamePattern',
      '^(?:one \\(a\\)(?: |::)two)(?: |$)',
      '--runTestsByPath',
      'test/a.test.js',
    ]);
  });

  it('syntax is judged of what Node reads, as a module or not, and nothing is said of the rest', async () => {
    const workspace = await TemporaryWorkspace.make({
      'package.json': '{"type":"commonjs","devDependencies":{"jest":"*"}}',
      'module.js': "import a from './a';\nexport default a;\n",
      'wrong.js': '\nconst = 1;\n',
      'view.js': 'export const view = () => <b>hello</b>;\n',
      'view.tsx': 'export const view = () => <b>hello</b>;\n',
    });
    try {
      const runner = await runnerFor(workspace, 'module.js');
      const files = ['module.js', 'wrong.js', 'view.js', 'view.tsx'];
      assert.deepEqual(await runner.checkSyntax(files, new AbortController().signal), [
        { path: 'module.js', error: undefined },
        { path: 'wrong.js', error: "SyntaxError: Unexpected token '=' (line 2)" },
      ]);
    } finally {
      await workspace.dispose();
    }
  });
});
