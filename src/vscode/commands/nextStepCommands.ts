import type { Disposable } from 'vscode';
import type { Log } from '../../core/lib/log';
import type { Flow } from '../flow';
import { COMMAND } from '../manifest';
import { registerCommand } from './registerCommand';

/** What can follow an attempt that failed. */
export function nextStepCommands(flow: Flow, log: Log): Disposable[] {
  return [
    registerCommand(COMMAND.tryAgain, log, () => flow.running?.nextStep.tryAgain()),
    registerCommand(COMMAND.editFeedback, log, () => flow.running?.nextStep.editFeedback()),
    registerCommand(COMMAND.keepFiles, log, () => flow.running?.nextStep.keep()),
    registerCommand(COMMAND.takeBack, log, () => flow.running?.nextStep.takeBack()),
  ];
}
