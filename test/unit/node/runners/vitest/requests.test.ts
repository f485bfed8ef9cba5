import assert from 'node:assert/strict';
import { linkRunnerTool } from '../../../../kit/runnerTools/runnerTools';
import { commandForOneTest, runsChosenTestsOnly, shufflesBySeedAndCoversFiles } from '../script/everyRunner/requests';
import { runScripts } from '../script/everyRunner/runScripts';
import { VITEST } from '../script/everyRunner/scriptRunners';

describe('what vitest is asked for', function () {
  this.timeout(60_000);

  runsChosenTestsOnly(VITEST);
  shufflesBySeedAndCoversFiles(VITEST, {
    files: {
      'vitest.config.js': 'export default { test: { coverage: { enabled: true, thresholds: { lines: 100 } } } };\n',
      'src/[id]/cart.ts':
        'export function add(a: number, b: number): number {\n  return a + b;\n}\nexport function sub(a: number): number {\n  return -a;\n}\n',
      'src/never.ts': 'export const never = () => {\n  return 1;\n};\n',
    },
    cart: [
      { line: 2, hits: 8 },
      { line: 5, hits: 0 },
    ],
  });

  it('coverage that the project has no package for is said, with the command that brings it', async () => {
    const { report } = await runScripts(
      VITEST,
      { 'pnpm-lock.yaml': '', 'a.test.js': `${VITEST.head}\ntest('a', () => {});\n` },
      { prepare: (workspace) => linkRunnerTool(workspace, 'vitest'), request: { coverageOf: ['src/a.js'] } },
    );
    assert.deepEqual(report.end, { kind: 'completed' });
    assert.ok(report.coverage?.kind === 'unavailable');
    assert.match(report.coverage.install ?? '', /^pnpm add --save-dev @vitest\/coverage-v8@\d+\.\d+\.\d+$/);
  });

  it('the command for a person is the plain one', async () => {
    const { args } = await commandForOneTest(VITEST);
    assert.deepEqual(args.slice(1), [
      'run',
      '--testNamePattern',
      '^(?:one \\(a\\)(?: |::)two)(?: |$)',
      'test/a.test.js',
    ]);
  });
});
