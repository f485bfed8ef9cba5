import { CONTRACTS_WORK, contractsWork, DERIVED_CONTRACT } from '../../core/authoring/contractsWork';
import { ownAnswer } from '../../core/authoring/ownAnswer';
import type { Problem } from '../../core/errors';
import { sessionId } from '../../core/tdflow/session';
import { checkPath } from '../../core/workspace/checkedPath';
import { deriveFromProfile } from '../conformance/deriveFromProfile';
import { findRoot, openProject, patternThread, readSettings } from '../project';
import { createSyntaxTrees } from '../treeSitter';
import type { CliHost } from './cliHost';
import type { ExitCode } from './exitCode';
import { EXIT, exitCodeOf, exitCodeOfAuthored } from './exitCode';
import { openAuthoring } from './openAuthoring';
import type { Printer } from './printer';
import { recoverInterrupted } from './recoverInterrupted';
import { takeBackInTerminal } from './takeBackInTerminal';

export interface DeriveOptions {
  readonly dryRun?: boolean;
  /** Takes back what was written last. */
  readonly undo?: boolean;
}

/** `contracts derive`: proposes a contract of what the code does already, and writes what is accepted of it. */
export async function contractsDeriveCommand(
  host: CliHost,
  { dryRun, undo }: DeriveOptions,
  printer: Printer,
): Promise<number> {
  const root = findRoot(host.cwd);
  const project = openProject(root, host.assetsDir, host.env);
  if (dryRun !== true) await recoverInterrupted(project, printer);
  if (undo === true) {
    const back = await takeBackInTerminal([CONTRACTS_WORK], project, printer);
    return back.ok ? back.value : refuse(back.problem, printer);
  }
  if (dryRun !== true && host.stdin.isTTY !== true) {
    const detail = `There is no terminal to ask in. Look at the contract with --dry-run, and save what you want of it as ${DERIVED_CONTRACT}.`;
    return refuse({ kind: 'input-invalid', detail }, printer);
  }
  const asked = {
    ...{ root, environment: host.env, trees: createSyntaxTrees() },
    program: patternThread(host.assetsDir),
  };
  const derived = await deriveFromProfile(asked, host.signal);
  if (!derived.ok) return refuse(derived.problem, printer);
  for (const { id, why } of derived.value.leftOut) printer.note(`Left out: ${id}, for ${why}.`);
  const { text } = derived.value;
  if (dryRun === true) {
    printer.prompt(text);
    return EXIT.done;
  }
  const path = await checkPath(DERIVED_CONTRACT, project.ports.links);
  if (!path.ok) return refuse({ kind: 'input-invalid', detail: path.problem }, printer);
  const settings = await readSettings(project, host.env);
  if (!settings.ok) return refuse(settings.problem[0] ?? { kind: 'cancelled' }, printer);
  const { clock } = project.ports;
  const asking = { session: { id: sessionId(clock.now(), clock.random()) }, config: settings.value.config };
  const wish = { name: 'manual', answer: '', asking, keyStdin: 'not given', consent: 'by asking' } as const;
  const write = await openAuthoring(host, project, wish, printer);
  if (!write.ok) return refuse(write.problem, printer);
  return exitCodeOfAuthored(await write.value(contractsWork(path.value), ownAnswer(path.value, text, 'derived')));
}

function refuse(problem: Problem, printer: Printer): ExitCode {
  printer.problem(problem);
  return exitCodeOf(problem);
}
