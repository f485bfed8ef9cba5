import { commands, Uri, window } from 'vscode';
import type { AuthoringOutcome } from '../../core/authoring/authoringEvents';
import { takeBackDocuments } from '../../core/authoring/takeBackDocuments';
import type { Problem } from '../../core/errors';
import type { Log } from '../../core/lib/log';
import type { LeftDocuments } from '../../core/tdflow/stores';
import type { Project } from '../../node/project';
import { explainInFull, showProblem } from '../errors';
import type { Flow } from '../flow';
import { plain } from '../plain';
import { CANCELLED } from '../tellOutcome';
import { ASK_ANEW, GO_ON, giveUp, leftOf } from './leftDocuments';

/** What telling of written documents takes. */
export interface AboutDocuments {
  readonly project: Project;
  /** By which they are taken back. */
  readonly names: readonly string[];
  again(): Promise<void>;
  /** Goes on with a review of them that is left open. */
  resume(left: LeftDocuments): Promise<void>;
  /** What comes after them, on a button. */
  next?(files: readonly string[]): { readonly label: string; run(): Promise<void> } | undefined;
}

interface Faces {
  readonly flow: Flow;
  readonly log: Log;
}

/** Says how the writing of documents ended, with the buttons that lead on. */
export async function tellDocuments(outcome: AuthoringOutcome, about: AboutDocuments, faces: Faces): Promise<void> {
  switch (outcome.kind) {
    case 'cancelled':
      return tellCancelled(about, faces);
    case 'rejected':
      void window.showInformationMessage('Nothing was accepted, so nothing was changed.');
      return;
    case 'failed':
      return tellProblem(outcome.problem, about, faces);
    case 'unchanged':
      void window.showInformationMessage('The answers leave every document as it is.');
      return;
    case 'written':
      return tellWritten(outcome, about, faces);
  }
}

/** What was answered and decided is not asked for, and paid, once more. */
async function tellProblem(
  problem: Problem,
  { project, names, again, resume }: AboutDocuments,
  { log }: Faces,
): Promise<void> {
  const left = await leftOf(names, project);
  if (left === undefined) return showProblem(problem, log, again);
  if (problem.kind !== 'phase-out-of-order') return showProblem(problem, log, () => resume(left));
  const text = explainInFull(problem);
  log.warn(text);
  if ((await window.showErrorMessage(plain(text), ASK_ANEW)) === undefined) return;
  await giveUp(left, project);
  return again();
}

async function tellCancelled({ project, names, resume }: AboutDocuments, { log }: Faces): Promise<void> {
  log.info('cancelled; everything is as it was');
  const left = await leftOf(names, project);
  if (left === undefined) return;
  if ((await window.showInformationMessage(CANCELLED, GO_ON)) !== undefined) await resume(left);
}

async function tellWritten(
  { files, failed }: Extract<AuthoringOutcome, { kind: 'written' }>,
  { project, names, again, next }: AboutDocuments,
  { flow, log }: Faces,
): Promise<void> {
  const [first = ''] = files;
  const open = `Open ${first.slice(first.lastIndexOf('/') + 1)}`;
  const written = `${files.length === 1 ? first : `${files.length} documents`} written.`;
  const [lost] = failed;
  const text =
    lost === undefined
      ? written
      : `${written} Not ${lost.piece}, and it can be tried again: ${explainInFull(lost.problem)}`;
  const onward = lost === undefined ? next?.(files) : { label: 'Try again', run: again };
  const buttons = [...(onward === undefined ? [] : [onward.label]), open, 'Take back'];
  const show = lost === undefined ? window.showInformationMessage : window.showWarningMessage;
  const chosen = await show(plain(text), ...buttons);
  if (chosen === open) await commands.executeCommand('vscode.open', Uri.joinPath(Uri.file(project.root), first));
  if (chosen === onward?.label) await onward?.run();
  if (chosen !== 'Take back') return;
  const back = await takeBackDocuments(names, project.ports);
  await flow.refresh();
  if (!back.ok) return showProblem(back.problem, log);
  const { restored, merged } = back.value;
  void window.showInformationMessage(plain(`Taken back: ${[...restored, ...merged].join(', ')}`));
}
