import { isAbsolute } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Frame } from '../../../core/testrun/report';
import { insideRoot } from '../insideRoot';

/** `at new Cart (file:///a/cart.js:1:2)`, `at async add [as sum] (/a/cart.js:1:2)`, `at /a/cart.js:1:2` */
const FRAME = /^\s+at (?!eval \()(?:(.*?) \()?(?:async )?((?:file:|node:|\/|[A-Za-z]:[\\/]).*?):(\d+)(?::\d+)?\)?$/;
/** What carries a test, and is nothing that it calls. */
const CARRIERS = /^node:(?:internal\/(?:test_runner|process|timers|modules)\b|async_hooks|diagnostics_channel)/;

export interface FrameOptions {
  /** The workspace folder; absolute, links resolved. */
  readonly root: string;
  /** Whether a file, absolute or `node:...`, is of the runner or ours. */
  readonly isRunner: (file: string) => boolean;
}

/** The frames of a V8 stack, innermost first; undefined when there are none. `message` is that of its error. */
export function scriptFrames(stack: string, message: string, options: FrameOptions): readonly Frame[] | undefined {
  // A message may hold lines that look like frames.
  const start = message === '' ? -1 : stack.indexOf(message);
  const lines = stack.slice(start < 0 ? 0 : start + message.length).split('\n');
  const frames = lines.flatMap((line) => frameOf(line, options) ?? []);
  return frames.length === 0 ? undefined : frames;
}

function frameOf(text: string, { root, isRunner }: FrameOptions): Frame | undefined {
  const [, called = '', place, line] = FRAME.exec(text) ?? [];
  if (place === undefined) return undefined;
  const path = pathOf(place);
  if (CARRIERS.test(path) || isRunner(path)) return undefined;
  const file = isAbsolute(path) ? (insideRoot(path, root) ?? path) : path;
  return { file, line: Number(line), function: functionOf(called), library: isLibrary(file) };
}

function pathOf(place: string): string {
  if (!place.startsWith('file:')) return place;
  try {
    return fileURLToPath(place.replace(/[?#].*$/, ''));
  } catch {
    return place;
  }
}

/** `add` of `async Cart.add [as sum]`; what has no name of its own has none here. */
function functionOf(called: string): string {
  const name = called.replace(/^(?:async )?(?:new )?/, '').replace(/ \[as .*\]$/, '');
  return /<anonymous>$/.test(name) ? '' : name;
}

function isLibrary(file: string): boolean {
  return file.startsWith('node:') || /(?:^|[\\/])node_modules[\\/]/.test(file);
}
