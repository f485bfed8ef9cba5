// Loaded into `node --test` and into each test process that it starts, before anything else. Both tell what happens as JSON lines,
// which `nodeEventReader.ts` reads: each test process of its tests, and the runner of the files. What they tell is what the
// runner's own stream of events says. A reporter of ours would hear it too, but only after a test has ended the process, and
// it would make a short run a tenth slower. In the test processes it also does what was asked for: stand-in, seed, time limit.
'use strict';
const { openSync, readFileSync, writeSync } = require('node:fs');
const path = require('node:path');
const { EventEmitter } = require('node:events');
// Taken before a test can mock them.
const { clearTimeout, setTimeout } = require('node:timers');

/** What is used of the stand-in while an error is described. */
let overheard;

const { AGENTFORGE_NODE: settings, NODE_TEST_CONTEXT: context } = process.env;
if (settings !== undefined) {
  const { token, channel, ...asked } = JSON.parse(settings);
  const report = openSync(channel, 'a');
  const tell = (said) => writeSync(report, `${token}${JSON.stringify(said)}\n`);
  if (context === undefined) tellOfFiles(tell);
  else {
    // Neither the tests get to see it nor the programs and workers that they start.
    delete process.env.AGENTFORGE_NODE;
    tellOfTests(tell, asked);
  }
}

/** Calls back with the stream of events of `node:test` when the first of them comes. */
function whenStreaming(use) {
  const { emit } = EventEmitter.prototype;
  let isFound = false;
  const watched = function (type, ...args) {
    // What is left out by a pattern has a stream that nobody listens to.
    if (!isFound && this.constructor?.name === 'TestsStream' && this.listenerCount('end') > 0) {
      isFound = true;
      if (EventEmitter.prototype.emit === watched) EventEmitter.prototype.emit = emit;
      use(this);
    }
    return Reflect.apply(emit, this, [type, ...args]);
  };
  EventEmitter.prototype.emit = watched;
}

function tellOfFiles(tell) {
  /** The first line of standard error by file: node says there, and nowhere else, where a syntax error stands. */
  const firstLines = new Map();
  whenStreaming((stream) => {
    stream.on('test:stderr', ({ file, message }) => {
      if (file !== undefined && !firstLines.has(file)) firstLines.set(file, message.split('\n', 1)[0]);
    });
    stream.on('test:dequeue', (data) => {
      if (isFile(data)) tell({ type: 'file', of: path.resolve(data.file) });
    });
    const ended = (data) => {
      if (!isFile(data)) return;
      const { exitCode, signal, message } = data.details?.error ?? {};
      const of = path.resolve(data.file);
      tell({ type: 'file end', of, exitCode, signal, message, place: firstLines.get(of) });
    };
    // A file whose tests are told of has no result of its own, only an end.
    stream.on('test:complete', ended).on('test:pass', ended).on('test:fail', ended);
    process.on('exit', () => tell({ type: 'end' }));
  });
}

/** Each file is a test of the runner's own, named after the file. */
function isFile({ nesting, name, file }) {
  return nesting === 0 && file !== undefined && path.resolve(name) === path.resolve(file);
}

function tellOfTests(tellAll, { seed, standIn, testTimeLimitMs }) {
  const of = path.resolve(process.argv[1]);
  const tell = (said) => tellAll({ ...said, of });
  whenStreaming((stream) => {
    for (const type of ['enqueue', 'dequeue', 'start', 'pass', 'fail']) {
      stream.on(`test:${type}`, (data) => tell(describe(type, data)));
    }
  });
  let drained = false;
  process.on('uncaughtExceptionMonitor', (error) => tell({ type: 'uncaught', error: describeError(error) }));
  process.on('beforeExit', () => {
    drained = true;
  });
  process.on('exit', (code) => {
    if (!drained) tell({ type: 'exit', code });
  });
  if (seed !== undefined) Math.random = require('./node_random.cjs').seededRandom(seed);
  if (standIn !== undefined) watchUsage(standIn, tell);
  if (testTimeLimitMs !== undefined) limitTests(testTimeLimitMs);
}

function describe(type, { nesting, name, file, line, details, skip, todo }) {
  const event = { type, nesting, name, file: file === undefined ? undefined : path.resolve(file), line };
  if (details === undefined) return event;
  const { failureType, message, cause } = details.error ?? {};
  return {
    ...event,
    isSuite: details.type === 'suite',
    durationMs: details.duration_ms,
    skip: skip === undefined || skip === false ? undefined : String(skip),
    todo: todo === undefined || todo === false ? undefined : String(todo),
    error: details.error === undefined ? undefined : { failureType, message: String(message), ...causeOf(cause) },
  };
}

/** To describe values is to use them, which nothing else may have done when an assertion has a message of its own. */
function causeOf(cause) {
  if (typeof cause !== 'object' || cause === null) return {};
  overheard = new Set();
  const described = describeError(cause);
  const used = [...overheard];
  overheard = undefined;
  return { cause: described, used };
}

/** Few processes need it. */
function describeError(error) {
  return require('./node_error.cjs').describeError(error);
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
    if (overheard !== undefined) {
      overheard.add(symbol);
      return;
    }
    const current = running.at(-1);
    const known = current?.symbols ?? shared;
    if (known.has(symbol)) return;
    known.add(symbol);
    if (current !== undefined) tell({ type: 'touched', ...current.place, symbols: [symbol] });
  };
  require('./node_stand_in.cjs').install(JSON.parse(readFileSync(standIn, 'utf8')), touch);
  const { afterEach, beforeEach } = require('node:test');
  beforeEach((test) => {
    const name = test.fullName ?? test.name;
    const time = times.get(name) ?? 0;
    times.set(name, time + 1);
    running.push({ test, place: { name, time }, symbols: new Set(shared) });
    tell({ type: 'touched', name, time, symbols: [...shared] });
  });
  afterEach((test) => {
    const index = running.findLastIndex((each) => each.test === test);
    if (index >= 0) running.length = index;
  });
}

/** `--test-timeout` limits whole files before Node 24, so what waits for a test is told here that it has waited enough. */
function limitTests(limitMs) {
  const running = new Map();
  const { afterEach, beforeEach } = require('node:test');
  beforeEach((test) => {
    const state = { late: false };
    const end = () => {
      state.late = true;
      test.signal.dispatchEvent(new Event('abort'));
    };
    running.set(test, { state, timer: setTimeout(end, limitMs) });
  });
  afterEach((test) => {
    const { state, timer } = running.get(test) ?? {};
    running.delete(test);
    clearTimeout(timer);
    if (state?.late !== true) return;
    const error = new Error(`did not end within ${limitMs / 1000} s`);
    error.name = 'TestTimeLimit';
    error.stack = `${error.name}: ${error.message}`;
    throw error;
  });
}
