import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import { StringDecoder } from 'node:string_decoder';
import { PushedLines } from './pushedLines';

export interface FollowedLines {
  /** Reads what is left and stops. Rejects with what `onLine` threw. */
  finish(): Promise<void>;
}

/** Changes of a file in a temporary folder are not reported alike by all systems, so the file is looked at this often. */
const LOOK_EVERY_MS = 40;
const CHUNK = 65_536;

/** Gives each complete line of a file that another process is writing, soon after it was written; the file must exist. */
export async function followLines(path: string, onLine: (line: string) => void): Promise<FollowedLines> {
  const file = await open(path, 'r');
  const decoder = new StringDecoder('utf8');
  const buffer = Buffer.alloc(CHUNK);
  const lines = new PushedLines(onLine);

  async function readNew(): Promise<void> {
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, CHUNK, null);
      if (bytesRead === 0) return;
      lines.add(decoder.write(buffer.subarray(0, bytesRead)));
    }
  }

  const watch = repeat(readNew);
  return { finish: () => finishWith(file, watch, readNew) };
}

async function finishWith(file: FileHandle, watch: Repetition, readNew: () => Promise<void>): Promise<void> {
  try {
    await watch.stop();
    await readNew();
  } finally {
    await file.close();
  }
}

interface Repetition {
  stop(): Promise<void>;
}

/** Calls again `LOOK_EVERY_MS` after the last call has ended, until stopped; what a call threw is thrown by `stop`. */
function repeat(work: () => Promise<void>): Repetition {
  let stopped = false;
  let wake: () => void = () => {};
  const loop = (async () => {
    while (!stopped) {
      await work();
      if (stopped) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, LOOK_EVERY_MS);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
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
