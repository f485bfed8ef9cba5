import assert from 'node:assert/strict';
import type { Files } from '../../../../../kit/realRun';
import { runScripts } from './runScripts';
import type { ScriptRunner } from './scriptRunners';

/** Declares the test of a configuration file, named here, that throws. */
export function tellsWhyTheConfigurationThrows(runner: ScriptRunner, configurationFile: string): void {
  it('in which the configuration throws has died with the words of it', async () => {
    const { report } = await runScripts(runner, {
      [configurationFile]: "throw new Error('no configuration today');\n",
      'a.test.js': `${runner.head}\ntest('a', () => {});\n`,
    });
    assert.ok(report.end.kind === 'died');
    assert.match(report.end.detail, /no configuration today/);
    assert.deepEqual(report.tests, []);
  });
}

/** Declares the test of a configuration that takes other files for tests. */
export function saysThatTheConfigurationTakesNoFile(runner: ScriptRunner, configuration: Files): void {
  it('says that the configuration does not take the file for tests', async () => {
    const { report } = await runScripts(runner, {
      ...configuration,
      'a.test.js': `${runner.head}\ntest('a', () => {});\n`,
    });
    assert.ok(report.end.kind === 'none-ran');
    assert.match(report.end.detail, /configuration takes none of them for tests$/);
  });
}
