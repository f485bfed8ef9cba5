import type { Disposable } from 'vscode';
import { Uri, window } from 'vscode';
import type { Log } from '../../core/lib/log';
import type { Row } from '../../core/outline/row';
import type { Flow } from '../flow';
import { COMMAND } from '../manifest';
import type { NamedHunk } from '../review/hunkPlaces';
import { hunkAt, step } from '../review/hunkPlaces';
import { proposalNameOf } from '../review/proposalUri';
import { registerCommand } from './registerCommand';

/** Decisions about what is proposed: all of it, a file, a hunk; and the ways from one to the next. */
export function reviewCommands(flow: Flow, log: Log): Disposable[] {
  const decideFile = (decision: 'accepted' | 'rejected') => (target: Row | Uri | undefined) => {
    const name = fileOf(target);
    return name === undefined ? undefined : flow.running?.review.decideFile(name, decision);
  };
  const decideHunk = (decision: 'accepted' | 'rejected') => (target: Row | Uri | undefined) => {
    const hunk = hunkOf(target, flow);
    if (hunk !== undefined) flow.running?.review.decideHunk(hunk, decision);
  };
  const go = (direction: 'next' | 'previous') => async () => {
    const { running } = flow;
    const review = running?.review.current;
    const place = review === undefined ? undefined : step(review, placeInFront(), direction);
    if (place !== undefined) await running?.openProposal(place.name, place.line);
  };
  return [
    registerCommand(COMMAND.acceptAll, log, () => flow.running?.review.decideAll('accepted')),
    registerCommand(COMMAND.rejectAll, log, () => flow.running?.review.decideAll('rejected')),
    registerCommand(COMMAND.acceptFile, log, decideFile('accepted')),
    registerCommand(COMMAND.rejectFile, log, decideFile('rejected')),
    registerCommand(COMMAND.rejectWithReason, log, (target?: Row | Uri) => {
      const name = fileOf(target);
      return name === undefined ? undefined : flow.running?.review.rejectWithReason(name);
    }),
    registerCommand(COMMAND.acceptHunk, log, decideHunk('accepted')),
    registerCommand(COMMAND.rejectHunk, log, decideHunk('rejected')),
    registerCommand(COMMAND.nextHunk, log, go('next')),
    registerCommand(COMMAND.previousHunk, log, go('previous')),
    registerCommand(COMMAND.openAllChanges, log, () => flow.running?.openAllProposals()),
    registerCommand(COMMAND.regenerate, log, () => flow.running?.review.regenerate()),
    registerCommand(COMMAND.cancel, log, () => flow.running?.cancel()),
  ];
}

/** A row of the tree, the title of a diff, or, from keyboard and palette, the diff in front. */
function fileOf(target: Row | Uri | undefined): string | undefined {
  if (target !== undefined && !(target instanceof Uri)) {
    return target.target?.kind === 'proposal' ? target.target.name : undefined;
  }
  const uri = target ?? window.activeTextEditor?.document.uri;
  return uri === undefined ? undefined : proposalNameOf(uri)?.name;
}

/** The hunk of a row, or the one that the cursor is in. */
function hunkOf(target: Row | Uri | undefined, flow: Flow): NamedHunk | undefined {
  if (target !== undefined && !(target instanceof Uri)) {
    const { target: place } = target;
    return place?.kind === 'proposal' && place.hunk !== undefined ? { name: place.name, key: place.hunk } : undefined;
  }
  const [review, place] = [flow.running?.review.current, placeInFront()];
  return review === undefined || place === undefined ? undefined : hunkAt(review, place);
}

/** Where the cursor stands in the diff in front; lines from 1. */
function placeInFront(): { readonly name: string; readonly line: number } | undefined {
  const editor = window.activeTextEditor;
  const name = editor === undefined ? undefined : proposalNameOf(editor.document.uri)?.name;
  return editor === undefined || name === undefined ? undefined : { name, line: editor.selection.active.line + 1 };
}
