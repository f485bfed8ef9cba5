import type { Disposable } from 'vscode';
import type { Log } from '../../core/lib/log';
import type { Row } from '../../core/outline/row';
import type { Phase } from '../../core/phase';
import type { Implementer } from '../implementer';
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
export function phaseCommands(starter: PhaseStarter, implementer: Implementer, log: Log): Disposable[] {
  const fromRow = (row: Row | undefined, run: (row: Row, phase: Phase) => Promise<void>) =>
    row?.phase === undefined ? undefined : run(row, row.phase);
  return [
    ...PALETTE.map(([id, phase]) =>
      registerCommand(id, log, (wish?: { readonly component?: unknown }) => {
        // A specification in the editor names its component; whatever a keyboard binding gives instead is nothing.
        const component = typeof wish?.component === 'string' ? wish.component : undefined;
        const from = phase === 'red' || component !== undefined ? 'editor' : 'session';
        return starter.run({ phase, component, from });
      }),
    ),
    registerCommand(COMMAND.implementAll, log, () => implementer.run()),
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
