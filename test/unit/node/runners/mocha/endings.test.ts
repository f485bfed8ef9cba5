import assert from 'node:assert/strict';
import {
  namesTheTestThatExits,
  namesTheTestThatNeverEnds,
  namesWhatInstallsTheRunner,
  passesResultsOnUntilCancelled,
} from '../script/everyRunner/endings';
import { runScripts } from '../script/everyRunner/runScripts';
import { MOCHA } from '../script/everyRunner/scriptRunners';

describe('a run of mocha', () => {
  passesResultsOnUntilCancelled(MOCHA);
  namesTheTestThatNeverEnds(MOCHA, 2_500);
  namesTheTestThatExits(MOCHA);
  namesWhatInstallsTheRunner(MOCHA, [
    {
      cause: 'is not installed',
      files: {},
      said: /not installed/,
      install: 'npm install --save-dev mocha@latest',
    },
    {
      cause: 'is not installed by pnpm',
      files: { 'pnpm-lock.yaml': '' },
      said: /not installed/,
      install: 'pnpm add --save-dev mocha@latest',
    },
    {
      cause: 'is not installed by yarn',
      files: { 'yarn.lock': '' },
      said: /not installed/,
      install: 'yarn add --dev mocha@latest',
    },
  ]);

  it('that is broken off while a file is loaded names the file', async () => {
    const { outcomes, report } = await runScripts(MOCHA, {
      'a.test.js': "it('1', () => {});\n",
      'b.test.js': 'process.exit(3);\n',
    });
    assert.equal(report.end.kind, 'died');
    assert.deepEqual(outcomes, ['not-run a.test.js::1', 'crashed b.test.js']);
  });

  it('is whole when a test leaves something open', async () => {
    const { report } = await runScripts(MOCHA, {
      'a.test.js': "it('1', () => { setInterval(() => {}, 1000); });\n",
    });
    assert.deepEqual(report.end, { kind: 'completed' });
  });
});
