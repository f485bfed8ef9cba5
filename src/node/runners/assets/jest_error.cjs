// What is told of an error that a test run by jest has thrown.
'use strict';
const { cut, show } = require('./node_values.cjs');

/** Anything can be thrown; jest itself throws texts and pairs of an error and the place where the test was declared. */
function describeError(thrown) {
  const error = Array.isArray(thrown) ? (thrown[0] ?? thrown[1]) : thrown;
  if (typeof error !== 'object' || error === null) return { message: cut(String(error)) };
  const { name, stack, code, requireStack, loc } = error;
  const message = cut(String(error.message));
  return {
    name: isAssertion(error) ? 'AssertionError' : name === undefined ? undefined : String(name),
    message,
    stack: cut(String(stack ?? message)),
    code: typeof code === 'string' ? code : undefined,
    requireStack,
    line: loc?.line,
    ...valuesOf(error),
  };
}

/** `expect` throws errors that call themselves `Error`. */
function isAssertion(error) {
  return (
    error.matcherResult !== undefined ||
    error.constructor?.name === 'JestAssertionError' ||
    /^expect\.(?:assertions|hasAssertions)\(/.test(error.message)
  );
}

function valuesOf({ matcherResult, code, operator, expected, actual }) {
  if (code === 'ERR_ASSERTION' && /equal$|^==$/i.test(operator) && !/^not/.test(operator)) {
    return { expected: show(expected), actual: show(actual) };
  }
  if (typeof matcherResult !== 'object' || matcherResult === null || !('expected' in matcherResult)) return {};
  const isNew = matcherResult.expected === undefined && /Snapshot$/.test(matcherResult.name);
  return isNew ? {} : { expected: show(matcherResult.expected), actual: show(matcherResult.actual) };
}

module.exports = { describeError };
