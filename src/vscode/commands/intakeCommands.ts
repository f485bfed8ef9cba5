import type { Disposable } from 'vscode';
import type { Log } from '../../core/lib/log';
import { offerLeftDocuments } from '../authoring/leftDocuments';
import type { NewSpecification } from '../authoring/newSpecification';
import { REVIEWED_STEPS } from '../authoring/newSpecification';
import type { Flow } from '../flow';
import { COMMAND } from '../manifest';
import { registerCommand } from './registerCommand';

/** The way from a request to a specification. */
export function intakeCommands(specification: NewSpecification, flow: Flow, log: Log): Disposable[] {
  return [
    registerCommand(COMMAND.newSpecification, log, () => specification.run()),
    offerLeftDocuments(flow, REVIEWED_STEPS, {
      goOn: (left) => specification.resume(left),
      askAnew: (left) => specification.askAnew(left),
    }),
  ];
}
