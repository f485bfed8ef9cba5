// A reporter for `node --test` that passes the events on as JSON lines; `nodeEventReader.ts` reads them.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { inspect } from 'node:util';

const PASSED_ON = new Set(['test:enqueue', 'test:dequeue', 'test:start', 'test:pass', 'test:fail', 'test:complete']);
const SHOWN = { depth: 10, maxArrayLength: 1_000, maxStringLength: 10_000, breakLength: 100, sorted: true };
const LONGEST = 20_000;

// Begins each line, so that lines of other origin are known. The tests do not get to see it.
const { AGENTFORGE_NODE_TOKEN: token } = process.env;
delete process.env.AGENTFORGE_NODE_TOKEN;
const { children, standIn } = JSON.parse(process.env.AGENTFORGE_NODE);

// biome-ignore lint/style/noDefaultExport: it is what `node --test-reporter` asks for.
export default async function* report(source) {
  for await (const { type, data } of source) {
    if (type === 'test:stderr') remember(data);
    if (!PASSED_ON.has(type)) continue;
    const used = data.details !== undefined && (standIn !== undefined || isFileOf(data)) ? readChildren() : [];
    yield [...used, describe(type, data)].map((each) => `${token}${JSON.stringify(each)}\n`).join('');
  }
  yield `${token}{"type":"end"}\n`;
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
