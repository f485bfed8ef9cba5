import type { Disposable } from 'vscode';
import { Uri, window } from 'vscode';
import type { Log } from '../../core/lib/log';
import type { Row } from '../../core/outline/row';
import type { Flow } from '../flow';
import { COMMAND } from '../manifest';
import { ProposalDocuments } from '../proposalDocuments';
import { registerCommand } from './registerCommand';

/** Decisions about proposed files: all of them, or the one of a row or of the diff in front. */
export function reviewCommands(flow: Flow, log: Log): Disposable[] {
  const decideOne = (decision: 'accepted' | 'rejected') => async (target?: Row | Uri) => {
    const name = nameOf(target);
    if (name === 'all') flow.running?.review.decideAll(decision);
    else if (name !== undefined) await flow.running?.review.decideFile(name, decision);
  };
  return [
    registerCommand(COMMAND.acceptAll, log, () => flow.running?.review.decideAll('accepted')),
    registerCommand(COMMAND.rejectAll, log, () => flow.running?.review.decideAll('rejected')),
    registerCommand(COMMAND.acceptFile, log, decideOne('accepted')),
    registerCommand(COMMAND.rejectFile, log, decideOne('rejected')),
    registerCommand(COMMAND.cancel, log, () => flow.running?.cancel()),
  ];
}

function nameOf(target: Row | Uri | undefined): string | undefined {
  const uri = target instanceof Uri ? target : target === undefined ? window.activeTextEditor?.document.uri : undefined;
  if (uri !== undefined) return ProposalDocuments.fileOf(uri)?.name;
  if (target === undefined || target instanceof Uri) return undefined;
  return target.target?.kind === 'proposal' ? target.target.name : 'all';
}
