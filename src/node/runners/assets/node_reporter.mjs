// Reports what node's test runner does, event by event, as JSON lines on file descriptor 3.
import { writeSync } from 'node:fs';

const TOLD = new Set(['test:start', 'test:pass', 'test:fail']);

// biome-ignore lint/style/noDefaultExport: node's test runner asks for the default export
export default async function* report(events) {
  for await (const { type, data } of events) {
    if (type === 'test:stdout' || type === 'test:stderr') yield data.message;
    if (!TOLD.has(type)) continue;
    const { name, nesting, file, line, skip, todo, details } = data;
    const told = { type, name, nesting, file, line, skip, todo, kind: details?.type, ms: details?.duration_ms };
    writeSync(3, `${JSON.stringify({ ...told, error: details?.error && describe(details.error) })}\n`);
  }
  writeSync(3, `${JSON.stringify({ type: 'end' })}\n`);
}

function describe(error) {
  const cause = error.cause instanceof Object ? error.cause : error;
  return {
    failureType: error.failureType,
    name: cause.name,
    code: cause.code,
    message: String(cause.message ?? error.message),
    stack: String(cause.stack ?? ''),
    expected: shown(cause, 'expected'),
    actual: shown(cause, 'actual'),
  };
}

function shown(error, key) {
  if (!(key in error)) return undefined;
  const value = error[key];
  if (typeof value === 'string') return value;
  try {
    return JSON.stringify(value, undefined, 2) ?? String(value);
  } catch {
    return String(value);
  }
}
