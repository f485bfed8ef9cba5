import assert from 'node:assert/strict';

/** One place where a rule does not hold. */
export type Breach = {
  /** Relative to the repository. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** What is wrong and how to mend it. */
  readonly message: string;
};

/** Fails with every breach on a line of its own, as `file:line: message`, which editors make a link. */
export function assertNone(breaches: readonly Breach[]): void {
  if (breaches.length === 0) return;
  const lines = breaches.map(({ file, line, message }) => `${file}:${line}: ${message}`);
  assert.fail(`${breaches.length} to mend\n${lines.join('\n')}`);
}
