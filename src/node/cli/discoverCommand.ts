import { visible } from '../../core/lib/visible';
import type { Discovery } from '../../core/outline/discoveryLines';
import { discoveryLines } from '../../core/outline/discoveryLines';
import { analyseInThread } from '../codebase/analyseInThread';
import { codebaseWorker, findRoot } from '../project';
import type { CliHost } from './cliHost';
import { EXIT, exitCodeOf } from './exitCode';
import type { Printer } from './printer';

interface DiscoverOptions {
  readonly json?: boolean;
}

/** `discover`: analyses the project and writes its profile. */
export async function discoverCommand(host: CliHost, { json }: DiscoverOptions, printer: Printer): Promise<number> {
  const asked = { root: findRoot(host.cwd), program: codebaseWorker(host.assetsDir), environment: host.env };
  const result = await analyseInThread({ kind: 'discover' }, asked, host.signal);
  if (!result.ok) {
    printer.problem(result.problem);
    return exitCodeOf(result.problem);
  }
  if (json === true) host.stdout.write(`${JSON.stringify(eventOf(result.value))}\n`);
  else for (const line of discoveryLines(result.value)) printer.text(visible(line));
  return EXIT.done;
}

function eventOf({ path, files, read, seconds, isChanged, kept, summary }: Discovery) {
  return { event: 'discovered', path, files, read, seconds, changed: isChanged, kept, ...summary };
}
