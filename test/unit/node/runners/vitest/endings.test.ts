import {
  saysThatTheConfigurationTakesNoFile,
  tellsWhyTheConfigurationThrows,
} from '../script/everyRunner/configuration';
import {
  namesTheTestThatNeverEnds,
  namesWhatInstallsTheRunner,
  outlivesTheProcessOfAFile,
  passesResultsOnUntilCancelled,
} from '../script/everyRunner/endings';
import { VITEST } from '../script/everyRunner/scriptRunners';

const YARN = { 'yarn.lock': '' };
const INSTALL = 'yarn add --dev vitest@latest';

describe('a run of vitest', function () {
  this.timeout(60_000);

  passesResultsOnUntilCancelled(VITEST);
  namesTheTestThatNeverEnds(VITEST, 8_000);
  outlivesTheProcessOfAFile(VITEST, /^a\.test\.js: /);
  tellsWhyTheConfigurationThrows(VITEST, 'vitest.config.js');
  saysThatTheConfigurationTakesNoFile(VITEST, {
    'vitest.config.js': "export default { test: { include: ['spec/**'], passWithNoTests: true } };\n",
  });
  namesWhatInstallsTheRunner(VITEST, [
    { cause: 'is not installed', files: YARN, said: /not installed/, install: INSTALL },
    {
      cause: 'is too old',
      files: { ...YARN, 'node_modules/vitest/package.json': '{"version":"2.1.9"}' },
      said: /2\.1\.9.*3\.0 is the oldest/,
      install: INSTALL,
    },
  ]);
});
