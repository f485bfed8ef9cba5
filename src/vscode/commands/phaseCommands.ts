import type { Disposable } from 'vscode';
import type { Log } from '../../core/lib/log';
import type { Row } from '../../core/outline/row';
import type { Phase } from '../../core/phase';
import type { CommandId } from '../manifest';
import { COMMAND } from '../manifest';
import type { PhaseStarter } from '../phaseStarter';
import { registerCommand } from './registerCommand';

const PALETTE: readonly (readonly [CommandId, Phase])[] = [
  [COMMAND.generateRed, 'red'],
  [COMMAND.generateGreen, 'green'],
  [COMMAND.refactor, 'refactor'],
  [COMMAND.verify, 'verify'],
];

/** The commands that run a phase: from the palette, and from a row of the tree. */
export function phaseCommands(starter: PhaseStarter, log: Log): Disposable[] {
  const fromRow = (row: Row | undefined, run: (row: Row, phase: Phase) => Promise<void>) =>
    row?.phase === undefined ? undefined : run(row, row.phase);
  return [
    ...PALETTE.map(([id, phase]) =>
      registerCommand(id, log, () =>
        starter.run({ phase, component: undefined, from: phase === 'red' ? 'editor' : 'session' }),
      ),
    ),
    registerCommand(COMMAND.runPhase, log, (target?: Row) =>
      fromRow(target, (row, phase) => starter.run({ phase, component: row.component, from: 'session' })),
    ),
    registerCommand(COMMAND.resumeReview, log, (target?: Row) =>
      fromRow(target, (row, phase) => starter.resume({ phase, component: row.component, from: 'session' })),
    ),
    registerCommand(COMMAND.provePhase, log, (target?: Row) =>
      fromRow(target, (row, phase) => starter.prove({ phase, component: row.component, from: 'session' })),
    ),
  ];
}
