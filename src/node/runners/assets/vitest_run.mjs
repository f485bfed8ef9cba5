// Starts the project's own vitest, with its own configuration and our reporter beside the usual one; `vitestAdapter.ts` says with
// what, and writes the program that loads both.
import { appendFileSync, readFileSync } from 'node:fs';
import { VitestReporter } from './vitest_reporter.mjs';

// The tests do not get to see it.
const { settings, report } = JSON.parse(process.env.AGENTFORGE_RUN);
delete process.env.AGENTFORGE_RUN;

/** `startVitest`: of `vitest/node`. */
export async function run(startVitest) {
  const { files, options, setupFile, standIn } = JSON.parse(readFileSync(settings, 'utf8'));
  try {
    const reporter = new VitestReporter({ report, setupFile, standIn });
    await startVitest('test', files, { ...options, reporters: ['default', reporter] });
    process.exit();
  } catch (error) {
    process.stderr.write(`${error?.stack ?? error}\n`);
    const broken = { type: 'broken', detail: String(error?.message ?? error) };
    appendFileSync(report.channel, `${report.token}${JSON.stringify(broken)}\n`);
    process.exit(1);
  }
}
