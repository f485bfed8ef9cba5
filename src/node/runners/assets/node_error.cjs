// What is told of an error that a test run by node:test or mocha has thrown.
'use strict';
const { cut, show } = require('./node_values.cjs');

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

module.exports = { describeError };
