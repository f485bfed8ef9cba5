// Mocha's own reporter, which also writes how many tests passed and failed to the file named by AGENTFORGE_COUNTS.
// Where AGENTFORGE_BRIEF is 1, what failed is told in short: it is tried again, and what fails then is told whole.
const { writeFileSync } = require('node:fs');
const { stripVTControlCharacters } = require('node:util');
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

const MOST_LINES = 16;

/** Title and message of what failed, without the colours that libraries put into it. */
function told(test) {
  const message = stripVTControlCharacters(String(test.err?.message ?? test.err));
  const lines = message.split('\n').filter((line) => line.trim() !== '');
  return `${test.fullTitle()}: ${lines.slice(0, MOST_LINES).join('\n  ')}`;
}
