import { recover } from '../../core/tdflow/rollBackPhase';
import type { Project } from '../project';
import type { Printer } from './printer';

/** A run that was killed may have left a change half done; it is undone before anything else, and said. */
export async function recoverInterrupted(project: Project, printer: Printer): Promise<void> {
  for (const recovered of await recover(project.ports)) {
    if (recovered.ok) {
      printer.note(`An interrupted ${recovered.value.entry.phase} of ${recovered.value.entry.component} was undone.`);
    } else printer.problem(recovered.problem);
  }
}
