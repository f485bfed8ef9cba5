// How values and texts of a test are shown in its report.
'use strict';
const { inspect } = require('node:util');

const SHOWN = { depth: 10, maxArrayLength: 1_000, maxStringLength: 10_000, breakLength: 100, sorted: true };
const LONGEST = 20_000;

function show(value) {
  return cut(inspect(value, SHOWN));
}

function cut(text) {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}\n[...]`;
}

module.exports = { cut, show };
