import type { Disposable, LogOutputChannel } from 'vscode';
import { window } from 'vscode';
import type { Log } from '../../core/lib/log';
import { COMMAND } from '../manifest';
import type { ModelDoor } from '../modelDoor';
import { registerCommand } from './registerCommand';

/** The key and the log. */
export function otherCommands(door: ModelDoor, channel: LogOutputChannel, log: Log): Disposable[] {
  return [
    registerCommand(COMMAND.setApiKey, log, async () => {
      if (await door.askForKey())
        void window.showInformationMessage('The API key is kept in the editor’s secret storage.');
    }),
    registerCommand(COMMAND.showLog, log, () => channel.show()),
  ];
}
