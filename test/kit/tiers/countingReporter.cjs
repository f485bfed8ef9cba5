// Mocha's own reporter, which also writes how many tests passed and failed to the file named by AGENTFORGE_COUNTS.
// Where AGENTFORGE_BRIEF is 1, what failed is told in a line each: it is tried again, and what fails then is told whole.
const { writeFileSync } = require('node:fs');
const Mocha = require('mocha');

module.exports = class CountingReporter extends Mocha.reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    runner.once('end', () => {
      const { passes, failures } = runner.stats;
      const counts = { passed: passes, failed: failures, failures: this.failures.map(told) };
      writeFileSync(process.env.AGENTFORGE_COUNTS, JSON.stringify(counts));
    });
  }

  epilogue() {
    if (process.env.AGENTFORGE_BRIEF !== '1') return super.epilogue();
    for (const test of this.failures) console.log(`  not at the first try: ${told(test)}`);
  }
};

function told(test) {
  return `${test.fullTitle()}: ${String(test.err?.message ?? test.err).split('\n', 1)[0]}`;
}
