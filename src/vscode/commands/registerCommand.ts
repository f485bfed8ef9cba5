import type { Disposable } from 'vscode';
import { commands, window } from 'vscode';
import type { Log } from '../../core/lib/log';
import type { CommandId } from '../manifest';
import { COMMAND } from '../manifest';
import { plain } from '../plain';

/** Registers a command whose failure is never silent: what it throws is a bug, is logged with its place and shown. */
export function registerCommand(
  id: CommandId,
  log: Log,
  run: (...args: never[]) => Promise<unknown> | unknown,
): Disposable {
  return commands.registerCommand(id, async (...args: unknown[]) => {
    try {
      return await run(...(args as never[]));
    } catch (error) {
      log.warn(`${id} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      const text = `AgentForge failed unexpectedly: ${error instanceof Error ? error.message : String(error)}`;
      const chosen = await window.showErrorMessage(plain(text), 'Show log');
      if (chosen !== undefined) await commands.executeCommand(COMMAND.showLog);
      return undefined;
    }
  });
}
