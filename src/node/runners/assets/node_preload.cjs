// Loaded into each test process of `node --test` before the test file: tells the reporter what the process cannot tell
// itself, which error kept the file from loading and whether something in it called process.exit.
'use strict';
const { appendFileSync } = require('node:fs');
// Taken before a test can mock it.
const { setImmediate: soon } = require('node:timers');

const channel = process.env.AGENTFORGE_NODE_CHILDREN;
// The runner itself loads this too; only the processes that it starts have a test context.
if (channel !== undefined && process.env.NODE_TEST_CONTEXT !== undefined) {
  // Programs and workers that tests start are not test processes.
  delete process.env.AGENTFORGE_NODE_CHILDREN;
  const file = process.argv[1];
  const tell = (said) => appendFileSync(channel, `${JSON.stringify({ file, ...said })}\n`);
  // The runner hears what has happened so far before each test begins. Without this pause everything that a process had still
  // to say is lost when a test ends it or never ends, and nobody knows which test it was.
  require('node:test').beforeEach(() => new Promise((resolve) => soon(resolve)));
  let drained = false;
  process.on('uncaughtExceptionMonitor', (error) => tell({ uncaught: describe(error) }));
  process.on('beforeExit', () => {
    drained = true;
  });
  process.on('exit', (code) => {
    if (!drained) tell({ exit: code });
  });
}

function describe(error) {
  if (!(error instanceof Error)) return { message: String(error) };
  const { name, message, stack, code, requireStack } = error;
  return { name, message, stack, code, requireStack };
}
