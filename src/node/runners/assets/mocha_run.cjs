// Loaded by mocha as `--require` and as `--reporter`, 8 and newer: tells what happens as JSON lines, which `mochaEventReader.ts`
// reads, and prints for people as mocha does itself. It makes mocha do what was asked for: only these files and tests, each
// file for itself also when another does not load, their order, a time limit, a stand-in for the subject.
'use strict';
const { spawnSync } = require('node:child_process');
const { existsSync, openSync, readFileSync, writeSync } = require('node:fs');
const path = require('node:path');
const { fileURLToPath, pathToFileURL } = require('node:url');
const { describeError } = require('./node_error.cjs');

const settings = JSON.parse(process.env.AGENTFORGE_MOCHA);
// Programs and workers that tests start are no test runs of ours.
delete process.env.AGENTFORGE_MOCHA;

const report = openSync(settings.channel, 'a');
const random = settings.seed === undefined ? undefined : require('./node_random.cjs').seededRandom(settings.seed);

/** Test objects, and the copies that mocha makes of them for another try, with what is known of them. */
const known = new WeakMap();
/** In the order in which they were declared. */
const tests = [];
/** What was used of the stand-in while no test was running, by file. */
const shared = new Map();
let currentTest;
let currentFile = settings.files[0];

const Mocha = Object.values(require.cache).find(
  (each) => each?.filename?.startsWith(settings.mocha) && /[\\/]lib[\\/]mocha\.c?js$/.test(each.filename),
).exports;

if (settings.seed !== undefined) Math.random = require('./node_random.cjs').seededRandom(settings.seed);
if (settings.standIn !== undefined) {
  require('./node_stand_in.cjs').install(JSON.parse(readFileSync(settings.standIn, 'utf8')), (symbol) =>
    (currentTest?.touched ?? sharedIn(currentFile)).add(symbol),
  );
  const Module = require('node:module');
  if (Module.registerHooks === undefined) importModules(Module);
}

/** Mocha would rather `require` ES modules, which in these versions of Node passes by all hooks; refused, it imports them. */
function importModules(Module) {
  const load = Module._load;
  Module._load = function (...args) {
    const [request] = args;
    if (!settings.files.includes(request) || !isModule(request)) return Reflect.apply(load, this, args);
    throw Object.assign(new Error(`${request} is an ES module`), { code: 'ERR_REQUIRE_ESM' });
  };
}

function isModule(file) {
  if (path.extname(file) !== '.js') return false;
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    const manifest = path.join(folder, 'package.json');
    if (existsSync(manifest)) {
      const { type } = JSON.parse(readFileSync(manifest, 'utf8'));
      return type === 'module' || (type === undefined && /^\s*(?:import|export)\b/m.test(readFileSync(file, 'utf8')));
    }
    if (folder === path.dirname(folder)) return false;
  }
}

function tell(said) {
  writeSync(report, `${settings.token}${JSON.stringify(said)}\n`);
}

function sharedIn(file) {
  if (!shared.has(file)) shared.set(file, new Set());
  return shared.get(file);
}

const { loadFilesAsync } = Mocha.prototype;
Mocha.prototype.loadFilesAsync = async function (...args) {
  // None of these says which tests there are; each of them would hide some.
  Object.assign(this.options, { allowUncaught: false, dryRun: false, failZero: false, fullTrace: true });
  this.bail(false);
  const setUp = (this.options.file ?? []).map((file) => path.resolve(file));
  const wanted = shuffled(this.files.filter((file) => settings.files.includes(path.resolve(file))));
  this.files = this.files.filter((file) => setUp.includes(path.resolve(file)));
  if (this.files.length > 0) await Reflect.apply(loadFilesAsync, this, args);
  for (const file of wanted) await loadFile(this, file, args);
  this.files = wanted;
  arrange(this.suite);
};

async function loadFile(mocha, file, args) {
  currentFile = path.resolve(file);
  tell({ type: 'file', file: currentFile });
  mocha.files = [file];
  // A file that does not load leaves nothing behind.
  const lists = [mocha.suite.tests, mocha.suite.suites, ...hooksOf(mocha.suite)];
  const lengths = lists.map((list) => list.length);
  try {
    await Reflect.apply(loadFilesAsync, mocha, args);
    learn(mocha.suite);
  } catch (error) {
    for (const [index, list] of lists.entries()) list.splice(lengths[index]);
    tell({ type: 'unloaded', file: currentFile, error: withPlace(describeError(error)) });
  }
}

/** Node tells where an ES module has a syntax error only when nobody catches it. What is imported here was never run, either. */
function withPlace(error) {
  if (error.name !== 'SyntaxError' || !error.stack.includes('compileSourceTextModule')) return error;
  const code = `await import(${JSON.stringify(pathToFileURL(currentFile).href)})`;
  const options = { encoding: 'utf8', timeout: 10_000 };
  const { stderr } = spawnSync(process.execPath, [...process.execArgv, '--input-type=module', '-e', code], options);
  const stack = error.stack.replace(/^SyntaxError\[ @.*? \]/, 'SyntaxError');
  const place = /^(?:file:|\/|[A-Za-z]:[\\/]).*:\d+$/m.exec(stderr ?? '')?.[0];
  return { ...error, stack: place === undefined ? stack : `${place}\n${stack}` };
}

const { addTest } = Mocha.Suite.prototype;
Mocha.Suite.prototype.addTest = function (test) {
  known.set(test, { line: lineIn(test.file ?? currentFile), touched: new Set() });
  return Reflect.apply(addTest, this, [test]);
};

/** Where a file calls what declares a test. */
function lineIn(file) {
  for (const frame of String(new Error().stack).split('\n')) {
    const [, place, line] = /((?:file:|\/|[A-Za-z]:[\\/]).*?):(\d+):\d+\)?$/.exec(frame) ?? [];
    if (place === undefined) continue;
    const at = place.startsWith('file:') ? fileURLToPath(place.replace(/[?#].*$/, '')) : place;
    if (path.resolve(at) === file) return Number(line);
  }
  return undefined;
}

/** Takes in the tests that the file has declared. Those that come again under the same name have a number. */
function learn(suite) {
  const times = new Map();
  const found = [];
  for (const test of testsIn(suite).filter((each) => each.file === currentFile)) {
    const id = [relative(currentFile), ...namesOf(test)].join('::');
    const time = (times.get(id) ?? 0) + 1;
    times.set(id, time);
    found.push(Object.assign(known.get(test), { id: time === 1 ? id : `${id} (${time})`, test, isDone: false }));
  }
  const wanted = found.filter(({ id }) => settings.tests === undefined || settings.tests.includes(id));
  tests.push(...wanted);
  tell({ type: 'tests', tests: wanted.map(({ id, test, line }) => ({ id, name: test.title, file: test.file, line })) });
}

function testsIn(suite) {
  return [...suite.tests, ...suite.suites.flatMap(testsIn)];
}

function namesOf(runnable) {
  const names = runnable.root ? [] : [runnable.title];
  return runnable.parent === undefined ? names : [...namesOf(runnable.parent), ...names];
}

function relative(file) {
  return path.relative(settings.root, file).split(path.sep).join('/');
}

function hooksOf(suite) {
  return [suite._beforeAll, suite._beforeEach, suite._afterEach, suite._afterAll];
}

/** Leaves the chosen tests, in their order, each with its limit. */
function arrange(suite) {
  suite.tests = shuffled(suite.tests.filter((test) => tests.includes(known.get(test))));
  suite.suites = shuffled(suite.suites);
  for (const runnable of [...suite.tests, ...hooksOf(suite).flat()]) limit(runnable);
  for (const child of suite.suites) arrange(child);
}

function limit(runnable) {
  const usual = runnable.timeout();
  if (settings.testTimeLimitMs !== undefined && (usual === 0 || usual > settings.testTimeLimitMs)) {
    runnable.timeout(settings.testTimeLimitMs);
  }
}

function shuffled(items) {
  if (random === undefined) return [...items];
  const left = [...items];
  return items.map(() => left.splice(Math.floor(random() * left.length), 1)[0]);
}

module.exports = class Reporter {
  /** What a test came to, until the hooks after it have been heard. */
  #held;
  #stopped;

  constructor(runner, options) {
    runner
      .on('suite', (suite) => {
        currentFile = suite.file ?? currentFile;
      })
      .on('test', (test) => this.#begin(test))
      .on('pass', (test) => this.#hold(test, { outcome: test.currentRetry() > 0 ? 'flaky' : 'passed' }))
      .on('pending', (test) => this.#hold(test, { outcome: 'skipped' }))
      .on('fail', (runnable, error) => this.#fail(runnable, error))
      .on('test end', () => {
        currentTest = undefined;
      })
      .on('suite end', () => this.#release())
      .on('end', () => this.#end());
    new Mocha.reporters.Spec(runner, options);
  }

  #begin(test) {
    this.#release();
    currentTest = ownOf(test);
    currentFile = currentTest?.test.file ?? currentFile;
    if (currentTest !== undefined) tell({ type: 'start', id: currentTest.id });
  }

  #hold(test, result) {
    const own = ownOf(test);
    if (own === undefined) return;
    this.#release();
    this.#held = { own, result: { durationMs: test.duration, ...result } };
  }

  #release() {
    if (this.#held !== undefined) finish(this.#held.own, this.#held.result);
    this.#held = undefined;
  }

  #fail(runnable, error) {
    const said = describeError(error);
    // The printer is the next to hear of it.
    if (error?.stack !== undefined) error.stack = forPeople(error.stack);
    const failure = { error: said, durationMs: runnable.duration };
    if (runnable.type === 'hook') this.#failHook(runnable, { ...failure, outcome: 'setup-error' });
    else this.#failTest(runnable, failure);
  }

  #failTest(runnable, failure) {
    const own = ownOf(runnable);
    const isLate = own === undefined || own.isDone;
    if (this.#held?.own === own) this.#held = undefined;
    if (!isLate)
      return this.#hold(runnable, { ...failure, outcome: isTimeout(failure.error) ? 'timed-out' : 'failed' });
    // It came when its test had a result, or there was none; mocha stops there.
    const file = own?.test.file ?? currentFile;
    this.#stopped = 'mocha stopped at an error that nobody caught';
    tell({ type: 'result', id: relative(file), name: path.basename(file), file, outcome: 'failed', ...failure });
  }

  /** Mocha passes over the tests that a hook is for once it has failed. */
  #failHook(hook, failure) {
    const affected = tests.filter(({ isDone, test }) => !isDone && isIn(test, hook.parent));
    if (/^"after all" hook/.test(hook.title)) {
      this.#release();
      const file = hook.parent.file ?? hook.file ?? currentFile;
      const names = namesOf(hook.parent);
      const id = [relative(file), ...names].join('::');
      tell({ type: 'result', id, name: names.at(-1) ?? path.basename(file), file, ...failure });
      return;
    }
    this.#held = undefined;
    for (const own of affected) finish(own, failure);
  }

  #end() {
    this.#release();
    const reason = this.#stopped ?? "left out by `.only` or by the project's configuration of mocha";
    for (const own of tests) finish(own, { outcome: 'not-run', error: { message: reason } });
    tell({ type: 'end' });
  }
};

function finish(own, result) {
  if (own.isDone) return;
  own.isDone = true;
  const { id, test, line, touched } = own;
  const used = settings.standIn === undefined ? undefined : [...sharedIn(test.file), ...touched];
  tell({ type: 'result', id, name: test.title, file: test.file, line, touched: used, ...result });
}

function ownOf(test) {
  return known.get(test)?.id === undefined && test.retriedTest?.() !== undefined
    ? ownOf(test.retriedTest())
    : tests.find((each) => each === known.get(test));
}

function isIn(runnable, suite) {
  return runnable.parent !== undefined && (runnable.parent === suite || isIn(runnable.parent, suite));
}

function isTimeout({ code, message }) {
  return code === 'ERR_MOCHA_TIMEOUT' || /^Timeout of \d+ms exceeded/.test(message);
}

/** Without mocha's own frames and Node's. */
function forPeople(stack) {
  const isOwn = (line) => /^\s+at .*(?:[\\/]node_modules[\\/]mocha[\\/]|\bnode:internal\/)/.test(line);
  return stack
    .split('\n')
    .filter((line) => !isOwn(line))
    .join('\n');
}
