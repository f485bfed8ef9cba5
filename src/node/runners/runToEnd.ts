import type { ProcessEnd, ProcessRequest } from '../processes';
import { startProcess } from '../processes';

/** Runs a program to its end; the signal ends it with everything it started. `output` is all that it printed. */
export async function runToEnd(
  request: ProcessRequest,
  signal: AbortSignal,
): Promise<{ readonly end: ProcessEnd; readonly output: string }> {
  let output = '';
  const running = startProcess(request, (text) => {
    output += text;
  });
  signal.addEventListener('abort', running.kill, { once: true });
  if (signal.aborted) running.kill();
  const end = await running.ended;
  signal.removeEventListener('abort', running.kill);
  return { end, output };
}
