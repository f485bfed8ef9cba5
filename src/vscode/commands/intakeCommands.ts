import type { Disposable } from 'vscode';
import type { Log } from '../../core/lib/log';
import type { DocumentStarter } from '../authoring/documentStarter';
import { NewSpecification } from '../authoring/newSpecification';
import { COMMAND } from '../manifest';
import { registerCommand } from './registerCommand';

/** The way from a request to a specification. */
export function intakeCommands(starter: DocumentStarter, log: Log): Disposable[] {
  const specification = new NewSpecification(starter, log);
  return [registerCommand(COMMAND.newSpecification, log, () => specification.run())];
}
