import { window, workspace } from 'vscode';
import type { Disposable } from '../../core/lib/disposables';
import { workTitle } from '../../core/outline/workTitle';
import type { LeftDocuments } from '../../core/tdflow/stores';
import type { Project } from '../../node/project';
import type { Flow } from '../flow';
import { plain } from '../plain';

export const GO_ON = 'Go on with the review';
export const ASK_ANEW = 'Ask anew';

/** The newest review of such documents that was left open. */
export async function leftOf(names: readonly string[], { ports }: Project): Promise<LeftDocuments | undefined> {
  return (await ports.reviews.listDocuments()).find(({ component }) => names.includes(component));
}

export async function giveUp({ sessionId, attempt }: LeftDocuments, { ports }: Project): Promise<void> {
  await ports.reviews.remove(sessionId, attempt);
}

/** Gives up all that were left open of such documents. */
export async function giveUpAll(name: string, project: Project): Promise<void> {
  for (const left of await project.ports.reviews.listDocuments()) {
    if (left.component === name) await giveUp(left, project);
  }
}

/** What can be done with a review that was left open. */
interface WaysWithLeft {
  goOn(left: LeftDocuments): Promise<void>;
  askAnew(left: LeftDocuments): Promise<void>;
}

/** Offers, once in a window and for each folder, to go on with reviews of such documents that an earlier window left open. */
export function offerLeftDocuments(flow: Flow, names: readonly string[], ways: WaysWithLeft): Disposable {
  const seen = new Set<string>();
  return flow.onDidChange(() => {
    const { project } = flow;
    if (project === undefined || seen.has(project.root) || !workspace.isTrusted) return;
    seen.add(project.root);
    void leftOf(names, project).then((left) => (left === undefined ? undefined : offer(left, project, ways)));
  });
}

async function offer(left: LeftDocuments, project: Project, { goOn, askAnew }: WaysWithLeft): Promise<void> {
  const names = left.review.changes.files.map(({ name }) => name).join(', ');
  const text = `A review was left open: ${workTitle(left)} (${names}). Nothing of it was written.`;
  const chosen = await window.showInformationMessage(plain(text), GO_ON, ASK_ANEW);
  if (chosen === GO_ON) return goOn(left);
  if (chosen !== ASK_ANEW) return;
  await giveUp(left, project);
  return askAnew(left);
}
