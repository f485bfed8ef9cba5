import { lastRuns } from '../core/tdflow/lastRuns';
import type { RequirementState } from '../core/tdflow/requirementStates';
import { requirementStates } from '../core/tdflow/requirementStates';
import type { Session } from '../core/tdflow/session';
import type { SessionView } from '../core/tdflow/viewSession';
import { viewSession } from '../core/tdflow/viewSession';
import type { Project } from './project';
import { readSpecification } from './project';

/**
 * How far each requirement of a session's specification is proven, by the files on disk; none where the specification cannot be read,
 * which its own commands tell.
 */
export async function requirementsOfSession(
  session: Session,
  project: Project,
  view?: SessionView,
): Promise<readonly RequirementState[]> {
  const { ports } = project;
  const loaded = await readSpecification(project, session.specFile);
  if (!loaded.ok) return [];
  const runs = await lastRuns(session, view ?? (await viewSession(session, ports)), ports);
  return requirementStates(loaded.value.specification, runs, ports);
}
