import type { Disposable } from 'vscode';
import type { Log } from '../../core/lib/log';
import { architect } from '../authoring/architect';
import type { DocumentStarter } from '../authoring/documentStarter';
import { GuidanceProblems } from '../authoring/guidanceProblems';
import { COMMAND } from '../manifest';
import { registerCommand } from './registerCommand';

/** The documents of the SPARC method, and what is wrong with their guidance. */
export function architectCommands(starter: DocumentStarter, log: Log): Disposable[] {
  return [new GuidanceProblems(), registerCommand(COMMAND.architect, log, () => architect(starter, log))];
}
