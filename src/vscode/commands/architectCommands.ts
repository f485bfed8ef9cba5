import type { Disposable } from 'vscode';
import type { Log } from '../../core/lib/log';
import type { Architect } from '../authoring/architect';
import { SPARC_NAMES } from '../authoring/architect';
import { GuidanceProblems } from '../authoring/guidanceProblems';
import { offerLeftDocuments } from '../authoring/leftDocuments';
import type { Flow } from '../flow';
import { COMMAND } from '../manifest';
import { registerCommand } from './registerCommand';

/** The documents of the SPARC method, and what is wrong with their guidance. */
export function architectCommands(architect: Architect, flow: Flow, log: Log): Disposable[] {
  return [
    new GuidanceProblems(),
    registerCommand(COMMAND.architect, log, () => architect.run()),
    offerLeftDocuments(flow, SPARC_NAMES, {
      goOn: (left) => architect.resume(left),
      askAnew: () => architect.run(),
    }),
  ];
}
