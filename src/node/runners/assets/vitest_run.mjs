// Starts the project's own vitest, with its own configuration and our reporter beside the usual one; `vitestAdapter.ts` says with
// what.
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { VitestReporter } from './vitest_reporter.mjs';

// The tests do not get to see it.
const { settings, report } = JSON.parse(process.env.AGENTFORGE_RUN);
delete process.env.AGENTFORGE_RUN;
const { installed, scratch, files, options, log, seed, standIn } = JSON.parse(readFileSync(settings, 'utf8'));

try {
  const { startVitest } = await import(pathToFileURL(entryOf('./node')).href);
  const reporter = new VitestReporter({ report, setupFile: writeSetup(), standIn });
  await startVitest('test', files, { ...options, reporters: ['default', reporter] });
  process.exit();
} catch (error) {
  console.error(error?.stack ?? error);
  appendFileSync(
    report.channel,
    `${report.token}${JSON.stringify({ type: 'broken', detail: String(error?.message ?? error) })}\n`,
  );
  process.exit(1);
}

/** Loaded before each test file, where the tests run. */
function writeSetup() {
  const file = path.join(scratch, 'setup.mjs');
  const [module, worker] = [
    entryOf('.').split(path.sep).join('/'),
    fileURLToPath(new URL('vitest_worker.cjs', import.meta.url)),
  ];
  const lines = [
    `import { createRequire } from 'node:module';`,
    `import { afterEach, beforeEach } from ${JSON.stringify(module)};`,
    `const { watch } = createRequire(${JSON.stringify(worker)})(${JSON.stringify(worker)});`,
    `watch({ afterEach, beforeEach }, ${JSON.stringify({ log, seed, standIn })});`,
  ];
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
}

/** The file that the package declares for `import`. */
function entryOf(name) {
  const { exports } = JSON.parse(readFileSync(path.join(installed, 'package.json'), 'utf8'));
  let entry = exports[name];
  while (typeof entry === 'object') entry = entry.import ?? entry.default;
  return path.join(installed, entry);
}
