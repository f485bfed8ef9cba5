// A reporter for `node --test` that prints as the usual one does and writes the events as JSON lines, which
// `nodeEventReader.ts` reads. One reporter, and no stream for each line: a second one would be heard in a short run.
import { openSync, readFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { spec } from 'node:test/reporters';
import { inspect } from 'node:util';

const PASSED_ON = new Set(['test:enqueue', 'test:dequeue', 'test:start', 'test:pass', 'test:fail', 'test:complete']);
const SHOWN = { depth: 10, maxArrayLength: 1_000, maxStringLength: 10_000, breakLength: 100, sorted: true };
const LONGEST = 20_000;

// The token begins each line, so that lines of other origin are known. The tests do not get to see it.
const { channel, token } = JSON.parse(process.env.AGENTFORGE_NODE_REPORT);
delete process.env.AGENTFORGE_NODE_REPORT;
const { children, standIn } = JSON.parse(process.env.AGENTFORGE_NODE);
const report = openSync(channel, 'a');

// biome-ignore lint/style/noDefaultExport: it is what `node --test-reporter` asks for.
export default class Reporter {
  constructor() {
    const printer = new spec();
    const print = printer._transform;
    printer._transform = (event, encoding, done) => {
      pass(event);
      Reflect.apply(print, printer, [event, encoding, done]);
    };
    printer.once('finish', () => tell([{ type: 'end' }]));
    // biome-ignore lint/correctness/noConstructorReturn: the usual reporter is made by a function, which cannot be extended.
    return printer;
  }
}

function pass({ type, data }) {
  if (type === 'test:stderr') remember(data);
  if (!PASSED_ON.has(type)) return;
  const used = data.details !== undefined && (standIn !== undefined || isFileOf(data)) ? readChildren() : [];
  tell([...used, describe(type, data)]);
}

function tell(said) {
  writeSync(report, said.map((each) => `${token}${JSON.stringify(each)}\n`).join(''));
}

function describe(type, data) {
  const { nesting, name, line, column, details } = data;
  const file = data.file === undefined ? undefined : path.resolve(data.file);
  const isFile = isFileOf(data);
  const event = { type: type.slice('test:'.length), nesting, name, file, line, column, isFile };
  if (details === undefined) return event;
  return {
    ...event,
    isSuite: details.type === 'suite',
    durationMs: details.duration_ms,
    skip: data.skip === undefined || data.skip === false ? undefined : String(data.skip),
    todo: data.todo === undefined || data.todo === false ? undefined : String(data.todo),
    error: details.error === undefined ? undefined : describeError(details.error),
    process: isFile ? readProcess(file) : undefined,
  };
}

/** Each file is a test of the runner's own, named after the file. */
function isFileOf({ nesting, name, file }) {
  return nesting === 0 && file !== undefined && path.resolve(name) === path.resolve(file);
}

function describeError(error) {
  const { failureType, exitCode, signal, message, cause } = error;
  const outer = { failureType, exitCode, signal, message: cut(String(message)) };
  if (typeof cause !== 'object' || cause === null) return outer;
  const { name, stack, code, requireStack } = cause;
  const values = isComparison(cause) ? { expected: show(cause.expected), actual: show(cause.actual) } : {};
  const texts = { message: cut(String(cause.message)), stack: cut(String(stack ?? cause.message)) };
  return { ...outer, cause: { name, ...texts, code, requireStack, ...values } };
}

function isComparison({ code, operator }) {
  return code === 'ERR_ASSERTION' && /equal$|^==$/i.test(operator) && !/^not/.test(operator);
}

function show(value) {
  return cut(inspect(value, SHOWN));
}

function cut(text) {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}\n[...]`;
}

/** The first line of standard error by file: node says there, and nowhere else, where a syntax error stands. */
const firstLines = new Map();

function remember(data) {
  if (data.file === undefined) return;
  const file = path.resolve(data.file);
  if (!firstLines.has(file)) firstLines.set(file, data.message.split('\n', 1)[0]);
}

/** What each file's process said of itself: the first error that nobody caught, and an exit on purpose. */
const processes = new Map();
let partRead = 0;

/** Reads what `node_preload.cjs` has written since the last time; returns what tests used of the stand-in. */
function readChildren() {
  const bytes = readFileSync(children);
  const whole = bytes.lastIndexOf(10) + 1;
  const lines = bytes.subarray(partRead, whole).toString().split('\n').filter(Boolean);
  partRead = whole;
  return lines
    .map((line) => JSON.parse(line))
    .flatMap(({ file, touched, symbols, ...said }) => {
      if (touched !== undefined) return { type: 'touched', file: path.resolve(file), ...touched, symbols };
      processes.set(path.resolve(file), { ...said, ...processes.get(path.resolve(file)) });
      return [];
    });
}

function readProcess(file) {
  const { exit, uncaught } = processes.get(file) ?? {};
  return { exit, uncaught: uncaught?.name === 'SyntaxError' ? { ...uncaught, place: firstLines.get(file) } : uncaught };
}
