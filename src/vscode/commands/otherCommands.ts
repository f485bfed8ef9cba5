import type { Disposable, LogOutputChannel } from 'vscode';
import { window } from 'vscode';
import type { Flow } from '../flow';
import type { InteractionLogs } from '../interactionLogs';
import type { Keys } from '../keys';
import { COMMAND } from '../manifest';
import type { RunRecorder } from '../runRecorder';
import { registerCommand } from './registerCommand';

interface Others {
  readonly keys: Keys;
  readonly logs: InteractionLogs;
  readonly recorder: RunRecorder;
  readonly flow: Flow;
}

/** The key and the logs. */
export function otherCommands({ keys, logs, recorder, flow }: Others, channel: LogOutputChannel): Disposable[] {
  return [
    registerCommand(COMMAND.setApiKey, channel, () => keys.ask()),
    registerCommand(COMMAND.removeApiKey, channel, () => keys.remove(flow.project)),
    registerCommand(COMMAND.openInteractionLog, channel, () =>
      flow.project === undefined
        ? window.showInformationMessage('Open a folder first: each one has an interaction log of its own.')
        : logs.open(flow.project),
    ),
    registerCommand(COMMAND.recordNextRun, channel, () => recorder.toggle()),
    registerCommand(COMMAND.showLog, channel, () => channel.show()),
  ];
}
