import {
  saysThatTheConfigurationTakesNoFile,
  tellsWhyTheConfigurationThrows,
} from '../script/everyRunner/configuration';
import {
  namesTheTestThatExits,
  namesTheTestThatNeverEnds,
  namesWhatInstallsTheRunner,
  outlivesTheProcessOfAFile,
  passesResultsOnUntilCancelled,
} from '../script/everyRunner/endings';
import { JEST } from '../script/everyRunner/scriptRunners';

const INSTALL = 'npm install --save-dev jest@latest';

describe('a run of jest', function () {
  this.timeout(60_000);

  passesResultsOnUntilCancelled(JEST);
  namesTheTestThatNeverEnds(JEST, 8_000);
  namesTheTestThatExits(JEST);
  outlivesTheProcessOfAFile(JEST, /^a\.test\.js: .*SIGKILL/, {
    'jest.config.js': 'module.exports = { maxWorkers: 2 };\n',
  });
  tellsWhyTheConfigurationThrows(JEST, 'jest.config.js');
  saysThatTheConfigurationTakesNoFile(JEST, {
    'jest.config.js': "module.exports = { testMatch: ['**/spec/**'] };\n",
  });
  namesWhatInstallsTheRunner(JEST, [
    { cause: 'is not installed', files: {}, said: /not installed/, install: INSTALL },
    {
      cause: 'is too old',
      files: { 'node_modules/jest/package.json': '{"version":"28.1.3"}' },
      said: /28\.1\.3.*29\.4 is the oldest/,
      install: INSTALL,
    },
  ]);
});
