import type { Disposable } from 'vscode';
import type { Log } from '../../core/lib/log';
import { offerLeftDocuments } from '../authoring/leftDocuments';
import type { ProposeContract } from '../authoring/proposeContract';
import { CONTRACT_NAMES } from '../authoring/proposeContract';
import type { Flow } from '../flow';
import { COMMAND } from '../manifest';
import { registerCommand } from './registerCommand';

/** The contract that is derived from the codebase profile. */
export function contractCommands(contract: ProposeContract, flow: Flow, log: Log): Disposable[] {
  return [
    registerCommand(COMMAND.proposeContract, log, () => contract.run()),
    offerLeftDocuments(flow, CONTRACT_NAMES, {
      goOn: (left) => contract.resume(left),
      askAnew: () => contract.run(),
    }),
  ];
}
