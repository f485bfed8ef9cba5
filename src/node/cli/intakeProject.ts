import type { LoadedRecords } from '../../core/authoring/intake/loadRecords';
import { loadRecords } from '../../core/authoring/intake/loadRecords';
import type { Problem } from '../../core/errors';
import type { Result } from '../../core/lib/result';
import { fail, ok } from '../../core/lib/result';
import { sessionId } from '../../core/tdflow/session';
import type { Project, Settings } from '../project';
import { findRoot, openProject, readSettings } from '../project';
import type { CliHost } from './cliHost';
import type { Printer } from './printer';
import { recoverInterrupted } from './recoverInterrupted';

/** A project with the request that is at work in it. */
export interface IntakeProject {
  readonly project: Project;
  readonly settings: Settings;
  readonly loaded: LoadedRecords;
  /** Of this run: what it writes and costs goes by it. */
  readonly session: { readonly id: string };
}

/** Opens the project around the current folder; a look alone (`isLook`) undoes nothing that was interrupted. */
export async function openIntake(
  host: CliHost,
  printer: Printer,
  { isLook }: { readonly isLook: boolean },
): Promise<Result<IntakeProject, readonly Problem[]>> {
  const project = openProject(findRoot(host.cwd), host.assetsDir, host.env);
  if (!isLook) await recoverInterrupted(project, printer);
  const settings = await readSettings(project, host.env);
  if (!settings.ok) return settings;
  if (!isLook) for (const warning of settings.value.warnings) printer.note(warning);
  const loaded = await loadRecords(project.ports);
  if (!loaded.ok) return fail(loaded.problem);
  const { clock } = project.ports;
  return ok({
    project,
    settings: settings.value,
    loaded: loaded.value,
    session: { id: sessionId(clock.now(), clock.random()) },
  });
}
