/** What stops with another signal, or by itself. */
export interface LinkedAbort {
  readonly signal: AbortSignal;
  abort(): void;
  /** Due when the work is over: a signal keeps whoever listens to it. */
  unlink(): void;
}

export function linkAbort(outer: AbortSignal): LinkedAbort {
  const own = new AbortController();
  const abort = (): void => own.abort();
  if (outer.aborted) abort();
  outer.addEventListener('abort', abort, { once: true });
  return { signal: own.signal, abort, unlink: () => outer.removeEventListener('abort', abort) };
}
