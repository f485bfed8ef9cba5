import { window, workspace } from 'vscode';
import type { Log } from '../../core/lib/log';
import type { AddedExemption } from '../../node/conformance/addExemption';
import { addExemption } from '../../node/conformance/addExemption';
import type { Environment } from '../../node/environment';
import { systemClock } from '../../node/systemClock';
import { showProblem } from '../errors';
import { plain } from '../plain';
import { askExemption } from './askExemption';
import type { Conformances } from './conformances';
import type { OpenViolation } from './openViolation';
import { uriIn } from './uriIn';

const OPEN = 'Open exemption';
const UNDO = 'Undo';

/** Asks who lets a violation through, why and until when, and writes it down. */
export async function exemptViolation(
  open: OpenViolation,
  { conformances, environment }: { readonly conformances: Conformances; readonly environment: Environment },
  log: Log,
): Promise<void> {
  if (!workspace.isTrusted) return showProblem({ kind: 'untrusted-workspace' }, log);
  const { project } = open;
  const today = systemClock.now().toISOString().slice(0, 10);
  const wish = await askExemption(open, today, environment);
  if (wish === undefined) return;
  const added = await addExemption(project.files, wish, today);
  if (!added.ok) return showProblem(added.problem, log);
  conformances.forget(project);
  const until = wish.expires === undefined ? 'without an end' : `until ${wish.expires}`;
  const undo = async () => {
    const undone = await added.value.undo();
    conformances.forget(project);
    if (!undone.ok) await showProblem(undone.problem, log);
  };
  // What is said stays until it is read, and the next command need not wait for that.
  void tell(`${wish.violation.check} is exempted ${until}, in ${added.value.path}.`, open, { ...added.value, undo });
}

async function tell(
  text: string,
  { project }: OpenViolation,
  { path, undo }: Pick<AddedExemption, 'path'> & { undo(): Promise<void> },
): Promise<void> {
  const chosen = await window.showInformationMessage(plain(text), OPEN, UNDO);
  if (chosen === OPEN) await window.showTextDocument(uriIn(project.root, path), { preview: true });
  if (chosen === UNDO) await undo();
}
