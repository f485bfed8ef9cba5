const enders = new Set<() => void>();
let listening = false;

/**
 * Calls `end` (which must not wait for anything) when this process exits or is asked to, unless the returned function is
 * called before: a server in a process group of its own and a temporary folder would else outlive an interrupted run.
 */
export function endWithProcess(end: () => void): () => void {
  if (!listening) {
    listening = true;
    process.on('exit', () => {
      // Backwards: what was started last may still use what was made before.
      for (const each of [...enders].reverse()) each();
    });
    // The exit codes shells give: 128 and the number of the signal.
    for (const [signal, code] of [
      ['SIGINT', 130],
      ['SIGTERM', 143],
      ['SIGHUP', 129],
    ] as const) {
      process.once(signal, () => process.exit(code));
    }
  }
  enders.add(end);
  return () => void enders.delete(end);
}
