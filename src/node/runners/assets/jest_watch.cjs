// Watches the events of jest-circus in the process of a test file, and tells of each test what jest's own messages leave out:
// its number in the file, the hook that failed, the error as it was thrown, what the test used of the stand-ins.
'use strict';
const { describeError } = require('./jest_error.cjs');

const RETRIES = Symbol.for('RETRY_TIMES');

/** `global`: of the world of the tests of a file; `standsIn`: whether there is a stand-in that could be used. */
function createWatch({ file, global, standsIn }) {
  /** Tests in the order of their declaration. */
  const numbers = new Map();
  const list = [];
  const notes = new Map();
  /** Errors of hooks that run after the tests, with the suite that they stand in. */
  const lateHooks = new Map();
  /** What tests share: used while no test was running. */
  const shared = new Set();
  /** Whether tests run at the same time: then nobody knows which of them used what. */
  let atOnce = false;
  let current;
  let last;
  let order = [];
  let unhandled = [];

  const noteOf = (test) => {
    if (!notes.has(test)) notes.set(test, { thrown: [], hook: undefined, symbols: new Set(shared) });
    return notes.get(test);
  };
  const fail = (test, error, hook) => {
    const note = noteOf(test);
    if (note.thrown.length === 0) note.hook = hook;
    note.thrown.push(error);
  };
  const see = (event, state) => {
    const { name, test } = event;
    if (test !== undefined) last = test;
    switch (name) {
      case 'run_start':
        for (const { test: each, suites } of testsIn(state.rootDescribeBlock, [])) {
          atOnce ||= each.concurrent === true;
          numbers.set(each, list.length);
          list.push({ suites, name: each.name, line: lineOf(each, file) });
        }
        break;
      case 'test_start': {
        notes.delete(test);
        current = noteOf(test);
        const [failed] = test.errors;
        if (failed !== undefined) fail(test, failed, 'beforeAll');
        break;
      }
      case 'test_fn_failure':
        fail(test, event.error, undefined);
        break;
      case 'hook_failure':
        if (test) fail(test, event.error, event.hook.type);
        else lateHooks.set(event.error, { hook: event.hook.type, suites: suitesOf(event.describeBlock) });
        break;
      case 'test_done':
      case 'test_skip':
      case 'test_todo':
        current = undefined;
        break;
      case 'run_finish':
        order = testsIn(state.rootDescribeBlock, []).map((each) => each.test);
        unhandled = [...state.unhandledErrors];
        break;
    }
  };

  const describe = (test) => {
    const note = notes.get(test);
    const [failed] = test.errors;
    const thrown = note?.thrown[0] ?? failed;
    const used = standsIn && !atOnce && note !== undefined;
    return {
      index: numbers.get(test),
      failing: test.failing === true,
      hook: failed === undefined ? undefined : note?.hook,
      error: thrown === undefined ? undefined : describeError(thrown),
      // It may be run again.
      provisional: failed !== undefined && Number(global[RETRIES] ?? 0) > 0,
      touched: used ? [...note.symbols] : undefined,
    };
  };
  const describeUnhandled = (error) => {
    const thrown = Array.isArray(error) ? error[0] : error;
    return { ...lateHooks.get(thrown), error: describeError(error) };
  };

  return {
    see,
    touch(symbol) {
      (current?.symbols ?? shared).add(symbol);
    },
    /** `said`: the arguments of a message on the test that was seen last. */
    extend(name, said) {
      if (name === 'test-case-start')
        return [said[0], { ...said[1], agentforge: { index: numbers.get(last), tests: list } }];
      if (name === 'test-case-result') return [said[0], { ...said[1], agentforge: { ...describe(last), tests: list } }];
      return said;
    },
    extendFile(result) {
      const same = result.testResults.length === order.length;
      const testResults = result.testResults.map((each, index) =>
        same ? { ...each, agentforge: describe(order[index]) } : each,
      );
      return { ...result, testResults, agentforge: { tests: list, errors: unhandled.map(describeUnhandled) } };
    },
  };
}

function testsIn(block, suites) {
  return block.children.flatMap((child) =>
    child.type === 'describeBlock' ? testsIn(child, [...suites, child.name]) : [{ test: child, suites }],
  );
}

/** Where the test was declared; when it has run too long jest no longer knows. */
function lineOf({ asyncError }, file) {
  const place = String(asyncError?.stack).split(`${file}:`)[1];
  return place === undefined ? undefined : Number.parseInt(place, 10);
}

/** Names of a suite and those around it; the outermost has none. */
function suitesOf(block) {
  return block?.parent === undefined || block.parent === null ? [] : [...suitesOf(block.parent), block.name];
}

module.exports = { createWatch };
