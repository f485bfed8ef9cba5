import assert from 'node:assert/strict';
import type { Breach } from './breach';

/** Each breach, in any order, begins as expected (`file:line: message`), and there is no other. */
export function assertBites(breaches: readonly Breach[], expected: readonly string[]): void {
  const lines = breaches.map(({ file, line, message }) => `${file}:${line}: ${message}`).sort();
  const shown = lines.map((line) => expected.find((start) => line.startsWith(start)) ?? line);
  assert.deepEqual(shown, [...expected].sort());
}
