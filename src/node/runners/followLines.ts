import { closeSync, openSync, readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { setImmediate } from 'node:timers/promises';
import { PushedLines } from './pushedLines';

export interface FollowedLines {
  /** Reads what is left and stops. Rejects with what `onLine` threw. */
  finish(): Promise<void>;
}

/**
 * Changes of a file in a temporary folder are not reported alike by all systems, so the file is looked at this often: as seldom as
 * a person does not notice, since each look takes time from the tests.
 */
const LOOK_EVERY_MS = 100;
const CHUNK = 65_536;

/**
 * Gives each complete line of a file that another process is writing, soon after it was written; the file must exist. What was
 * written a moment ago is read at once: to have another thread read it would take a hundred times longer, at each look.
 */
export function followLines(path: string, onLine: (line: string) => void): FollowedLines {
  const file = openSync(path, 'r');
  const decoder = new StringDecoder('utf8');
  const buffer = Buffer.alloc(CHUNK);
  const lines = new PushedLines(onLine);

  async function readNew(): Promise<void> {
    for (;;) {
      const bytesRead = readSync(file, buffer, 0, CHUNK, null);
      if (bytesRead === 0) return;
      lines.add(decoder.write(buffer.subarray(0, bytesRead)));
      // There is much of it, and others want their turn too.
      if (bytesRead === CHUNK) await setImmediate();
    }
  }

  const watch = repeat(readNew);
  return { finish: () => finishWith(file, watch, readNew) };
}

async function finishWith(file: number, watch: Repetition, readNew: () => Promise<void>): Promise<void> {
  try {
    await watch.stop();
    await readNew();
  } finally {
    closeSync(file);
  }
}

interface Repetition {
  stop(): Promise<void>;
}

/** Calls `LOOK_EVERY_MS` from now and after each end of a call, until stopped; what a call threw is thrown by `stop`. */
function repeat(work: () => Promise<void>): Repetition {
  let stopped = false;
  let wake: () => void = () => {};
  const loop = (async () => {
    for (;;) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, LOOK_EVERY_MS);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      if (stopped) return;
      await work();
      if (stopped) return;
    }
  })();
  // It is looked at when stopped; until then a failure must not count as unhandled.
  loop.catch(() => {});
  return {
    stop() {
      stopped = true;
      wake();
      return loop;
    },
  };
}
