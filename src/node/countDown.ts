/** Calls back every so many milliseconds; the returned function ends it. */
export type Every = (ms: number, tick: () => void) => () => void;

const every: Every = (ms, tick) => {
  const timer = setInterval(tick, ms);
  return () => clearInterval(timer);
};

const SECOND = 1_000;

/** Tells the whole seconds that are left of a wait, now and with each that passes, until none is; the returned function ends it sooner. */
export function countDown(ms: number, tell: (seconds: number) => void, start: Every = every): () => void {
  let left = Math.ceil(ms / SECOND);
  tell(left);
  if (left === 0) return () => {};
  const stop = start(SECOND, () => {
    left--;
    tell(left);
    if (left === 0) stop();
  });
  return stop;
}
