import type { TestResult } from './report';

/** More of one failure's trace tells a model nothing new. */
const LONGEST_TRACE = 4_000;

/** A result that is not as wanted: its outcome, id and place, then what the runner says of it. */
export function describeFailure({ outcome, id, file, line, failure }: TestResult): string {
  const head = `${outcome.toUpperCase()} ${id} (${line === undefined ? file : `${file}:${line}`})`;
  const said = failure === undefined ? '' : failure.details || `${failure.exception}: ${failure.message}`;
  return said === '' ? head : `${head}\n${said.slice(0, LONGEST_TRACE)}`;
}
