import { currentSession } from '../../core/tdflow/findSession';
import { waive } from '../../core/tdflow/waivers';
import type { WaiverTarget } from '../../core/verdict/waiver';
import { findRoot, openProject } from '../project';
import type { CliHost } from './cliHost';
import { EXIT, exitCodeOf } from './exitCode';
import type { Printer } from './printer';

/** What is waived, by exactly one of the first three, and why. */
export interface WaiveOptions {
  readonly test?: string;
  readonly symbol?: string;
  readonly requirement?: string;
  readonly reason: string;
}

/** `tdflow waive`: a person's word that stands against a RED verdict. It takes effect when RED is proved again. */
export async function waiveCommand(
  host: CliHost,
  component: string,
  options: WaiveOptions,
  printer: Printer,
): Promise<number> {
  const { ports } = openProject(findRoot(host.cwd), host.assetsDir, host.env);
  const { session, problems } = await currentSession(ports);
  for (const problem of problems) printer.problem(problem);
  if (session === undefined) {
    printer.problem({ kind: 'session-missing' });
    return EXIT.badInput;
  }
  const [target, another] = targetsOf(options);
  if (target === undefined || another !== undefined) {
    const detail = 'Give one of --test, --symbol and --requirement: what is waived.';
    printer.problem({ kind: 'input-invalid', detail });
    return EXIT.badInput;
  }
  const waived = await waive(session, { component, target, reason: options.reason }, ports);
  if (!waived.ok) {
    printer.problem(waived.problem);
    return exitCodeOf(waived.problem);
  }
  printer.text(`Waived ${waived.value.target.name} of ${component}: ${waived.value.reason}`);
  printer.note(`It counts when RED is judged again: agentforge tdflow red --component ${component} --prove`);
  return EXIT.done;
}

function targetsOf({ test, symbol, requirement }: WaiveOptions): readonly WaiverTarget[] {
  const named = { test, symbol, requirement };
  return (['test', 'symbol', 'requirement'] as const).flatMap((kind) => {
    const name = named[kind];
    return name === undefined ? [] : [{ kind, name }];
  });
}
