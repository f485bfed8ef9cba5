// Loaded into each test process of `node --test` before the test file: tells the reporter what the process cannot tell itself
// (which error kept the file from loading, whether something in it called process.exit, what tests used of the subject's
// stand-in), and does there what was asked for: stand-in, seed, time limit of each test.
'use strict';
const { appendFileSync, readFileSync } = require('node:fs');
// Taken before a test can mock them.
const { clearTimeout, setImmediate: soon, setTimeout } = require('node:timers');

const settings = process.env.AGENTFORGE_NODE;
// The runner itself loads this too; only the processes that it starts have a test context.
if (settings !== undefined && process.env.NODE_TEST_CONTEXT !== undefined) {
  // Programs and workers that tests start are not test processes.
  delete process.env.AGENTFORGE_NODE;
  watch(JSON.parse(settings));
}

function watch({ children, seed, standIn, testTimeLimitMs }) {
  const file = process.argv[1];
  const tell = (said) => appendFileSync(children, `${JSON.stringify({ file, ...said })}\n`);
  const { afterEach, beforeEach } = require('node:test');
  if (seed !== undefined) Math.random = require('./node_random.cjs').seededRandom(seed);
  const usage = standIn === undefined ? undefined : watchUsage(standIn, tell);
  const limit = testTimeLimitMs === undefined ? undefined : createLimit(testTimeLimitMs);

  beforeEach((test) => {
    usage?.begin(test);
    limit?.begin(test);
    // The runner hears what has happened so far before each test begins. Without this pause everything that a process had still
    // to say is lost when a test ends it or never ends, and nobody knows which test it was.
    return new Promise((resolve) => soon(resolve));
  });
  if (usage !== undefined || limit !== undefined) {
    afterEach((test) => {
      usage?.end(test);
      limit?.end(test);
    });
  }
  let drained = false;
  process.on('uncaughtExceptionMonitor', (error) => tell({ uncaught: describe(error) }));
  process.on('beforeExit', () => {
    drained = true;
  });
  process.on('exit', (code) => {
    if (!drained) tell({ exit: code });
  });
}

/**
 * Says of each test what it used of the stand-in, and before that what was used while no test was running: what tests share.
 * Tests of the same full name are told apart by their number.
 */
function watchUsage(standIn, tell) {
  const shared = new Set();
  const times = new Map();
  const running = [];
  const touch = (symbol) => {
    const current = running.at(-1);
    const known = current?.symbols ?? shared;
    if (known.has(symbol)) return;
    known.add(symbol);
    if (current !== undefined) tell({ touched: current.place, symbols: [symbol] });
  };
  require('./node_stand_in.cjs').install(JSON.parse(readFileSync(standIn, 'utf8')), touch);
  return {
    begin(test) {
      const name = test.fullName ?? test.name;
      const time = times.get(name) ?? 0;
      times.set(name, time + 1);
      running.push({ test, place: { name, time }, symbols: new Set(shared) });
      tell({ touched: { name, time }, symbols: [...shared] });
    },
    end(test) {
      const index = running.findLastIndex((each) => each.test === test);
      if (index >= 0) running.length = index;
    },
  };
}

/** `--test-timeout` limits whole files before Node 24, so what waits for a test is told here that it has waited enough. */
function createLimit(limitMs) {
  const running = new Map();
  return {
    begin(test) {
      const state = { late: false };
      const end = () => {
        state.late = true;
        test.signal.dispatchEvent(new Event('abort'));
      };
      running.set(test, { state, timer: setTimeout(end, limitMs) });
    },
    end(test) {
      const { state, timer } = running.get(test) ?? {};
      running.delete(test);
      clearTimeout(timer);
      if (state?.late !== true) return;
      const error = new Error(`did not end within ${limitMs / 1000} s`);
      error.name = 'TestTimeLimit';
      error.stack = `${error.name}: ${error.message}`;
      throw error;
    },
  };
}

function describe(error) {
  if (!(error instanceof Error)) return { message: String(error) };
  const { name, message, stack, code, requireStack } = error;
  return { name, message, stack, code, requireStack };
}
