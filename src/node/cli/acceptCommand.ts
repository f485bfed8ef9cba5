import { acceptDrift } from '../../core/tdflow/acceptDrift';
import { driftWords } from '../../core/tdflow/demands';
import { currentSession } from '../../core/tdflow/findSession';
import { findRoot, openProject, readSpecification } from '../project';
import type { CliHost } from './cliHost';
import { EXIT, exitCodeOf } from './exitCode';
import type { Printer } from './printer';

/** `tdflow accept`: a person looked at what changed in the specification of a component, and its tests are right as they are. */
export async function acceptCommand(
  host: CliHost,
  wish: { readonly component: string; readonly requirement: string | undefined },
  printer: Printer,
): Promise<number> {
  const project = openProject(findRoot(host.cwd), host.assetsDir, host.env);
  const { session, problems } = await currentSession(project.ports);
  for (const problem of problems) printer.problem(problem);
  if (session === undefined) {
    printer.problem({ kind: 'session-missing' });
    return EXIT.badInput;
  }
  const loaded = await readSpecification(project, session.specFile);
  if (!loaded.ok) {
    for (const problem of loaded.problem) printer.problem(problem);
    return EXIT.badInput;
  }
  const looked = await acceptDrift(session, loaded.value.specification, wish, project.ports);
  if (!looked.ok) {
    printer.problem(looked.problem);
    return exitCodeOf(looked.problem);
  }
  printer.text(`Noted that you looked at ${driftWords(looked.value.accepted)} of ${wish.component}.`);
  return EXIT.done;
}
