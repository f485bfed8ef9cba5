// What is told of an error that a test run by node:test or mocha has thrown.
'use strict';
const { inspect } = require('node:util');

const SHOWN = { depth: 10, maxArrayLength: 1_000, maxStringLength: 10_000, breakLength: 100, sorted: true };
const LONGEST = 20_000;

/** Anything can be thrown, also what cannot be looked at. */
function describeError(thrown) {
  try {
    if (typeof thrown !== 'object' || thrown === null) return { message: cut(String(thrown)) };
    const { name, stack, code, requireStack } = thrown;
    const message = cut(String(thrown.message));
    const values = isComparison(thrown) ? { expected: show(thrown.expected), actual: show(thrown.actual) } : {};
    return { name, message, stack: cut(String(stack ?? message)), code, requireStack, ...values };
  } catch {
    return { message: 'an error that cannot be described' };
  }
}

/** Node's own assertions say how they compared; of others mocha's rule holds: something of the same type was expected. */
function isComparison({ code, operator, expected, actual, showDiff }) {
  if (code === 'ERR_ASSERTION') return /equal$|^==$/i.test(operator) && !/^not/.test(operator);
  return showDiff !== false && expected !== undefined && typeof expected === typeof actual;
}

function show(value) {
  return cut(inspect(value, SHOWN));
}

function cut(text) {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}\n[...]`;
}

module.exports = { describeError };
