// Loaded by vitest before each test file, in the process or thread that runs it: writes down at once which test begins and ends,
// since vitest's own messages come late and are lost when the process dies; keeps what tests use of the stand-ins; seeds the
// random numbers.
'use strict';
const { appendFileSync, readFileSync } = require('node:fs');
const { seededRandom } = require('./node_random.cjs');

/** The hooks are those of vitest, which run for every test of the file; `settings` is the path of what `launchScript.ts` wrote. */
function watch({ beforeEach, afterEach }, settings) {
  const { log, seed, standIn } = JSON.parse(readFileSync(settings, 'utf8'));
  const tell = (said) => appendFileSync(log, `${JSON.stringify(said)}\n`);
  if (seed !== undefined) Math.random = seededRandom(seed);
  const usage = standIn === undefined ? undefined : watchUsage(standIn);
  beforeEach(({ task }) => {
    usage?.begin(task);
    tell({ type: 'start', file: task.file.filepath, key: task.id });
  });
  afterEach(({ task }) => {
    const { errors = [] } = task.result ?? {};
    const state = errors.length > 0 ? 'failed' : 'passed';
    tell({
      type: 'result',
      file: task.file.filepath,
      key: task.id,
      state,
      failing: task.fails === true,
      error: plain(errors[0]),
    });
    usage?.end(task);
  });
}

const KEY = Symbol.for('agentforge.vitest');

/**
 * Says of each test what it used of the stand-ins, and before that what was used while no test was running: what tests share.
 * Nothing is said of tests that run at the same time. A process that runs several files loads the stand-ins once.
 */
function watchUsage(standIn) {
  const shared = new Set();
  const running = new Map();
  const touch = (symbol) => {
    if (running.size === 0) shared.add(symbol);
    for (const [task, symbols] of running) {
      symbols.add(symbol);
      task.meta.agentforge = running.size === 1 && task.meta.agentforge ? { touched: [...symbols] } : undefined;
    }
  };
  if (globalThis[KEY] === undefined) {
    globalThis[KEY] = {};
    require('./node_stand_in.cjs').install(standIn, (symbol) => globalThis[KEY].touch(symbol));
  }
  globalThis[KEY].touch = touch;
  return {
    begin(task) {
      running.set(task, new Set(shared));
      task.meta.agentforge = { touched: [...shared] };
      if (running.size > 1) for (const each of running.keys()) each.meta.agentforge = undefined;
    },
    end(task) {
      running.delete(task);
    },
  };
}

function plain(error) {
  return error && { name: error.name, message: error.message, stack: error.stack };
}

module.exports = { watch };
