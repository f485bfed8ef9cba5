// Mocha's own reporter, which also writes how many tests passed and failed to the file named by AGENTFORGE_COUNTS.
const { writeFileSync } = require('node:fs');
const Mocha = require('mocha');

module.exports = class CountingReporter extends Mocha.reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    runner.once('end', () => {
      const { passes, failures } = runner.stats;
      writeFileSync(process.env.AGENTFORGE_COUNTS, JSON.stringify({ passed: passes, failed: failures }));
    });
  }
};
