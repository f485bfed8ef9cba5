import type { Result } from '../../src/core/lib/result';

/** The value of a result that the test needs to go on. */
export function must<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(`a problem where a value was needed: ${JSON.stringify(result.problem)}`);
  return result.value;
}
