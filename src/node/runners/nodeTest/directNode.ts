import { appendFileSync } from 'node:fs';
import type { StartProcess } from '../../processes';

/** What `nodeTestAdapter.ts` gives to its preload. */
const SETTINGS = 'AGENTFORGE_NODE';

/**
 * Starts a file of tests of node as `node --test` does it, without the runner before it, which takes as long as a small file: what that
 * one would report of the file is added. Anything else, and several files, are started as before.
 */
export function directly(start: StartProcess): StartProcess {
  return (request, onOutput) => {
    const settings = request.env[SETTINGS];
    const place = request.args.indexOf('--');
    const files = request.args.slice(place + 1);
    const [file] = files;
    if (settings === undefined || place === -1 || file === undefined || files.length > 1)
      return start(request, onOutput);
    const { channel, token } = JSON.parse(settings) as { readonly channel: string; readonly token: string };
    const tell = (said: object): void => appendFileSync(channel, `${token}${JSON.stringify(said)}\n`);
    const args = request.args.slice(0, place).filter((word, at, all) => !isOfRunner(word, all[at - 1]));
    tell({ type: 'file', of: file });
    const env = { ...request.env, NODE_TEST_CONTEXT: 'child-v8' };
    // What it prints are events for the runner that is left out.
    const running = start({ ...request, args: [...args, file], env }, () => {});
    let isKilled = false;
    const ended = running.ended.then((end) => {
      // Then the runner would be gone, too, and have reported nothing.
      if (isKilled) return end;
      const exitCode = end.kind === 'exited' ? end.code : undefined;
      const signal = end.kind === 'killed' ? end.signal : undefined;
      tell({ type: 'file end', of: file, exitCode, signal });
      tell({ type: 'end' });
      return end;
    });
    const kill = (): void => {
      isKilled = true;
      running.kill();
    };
    return { ...running, ended, kill };
  };
}

function isOfRunner(word: string, before: string | undefined): boolean {
  return word === '--test' || word === '--test-reporter' || before === '--test-reporter';
}
