import type { Disposable } from 'vscode';
import { Range, window } from 'vscode';
import type { Log } from '../../core/lib/log';
import { violationRepair } from '../../core/tdflow/violationRepair';
import type { Environment } from '../../node/environment';
import { registerCommand } from '../commands/registerCommand';
import { showProblem } from '../errors';
import type { Flow } from '../flow';
import { COMMAND } from '../manifest';
import type { PhaseStarter } from '../phaseStarter';
import type { Conformances } from './conformances';
import { contractPlace } from './contractPlace';
import { exemptViolation } from './exemptViolation';
import type { OpenViolation } from './openViolation';
import { whyNotFixed } from './violationActions';

interface Parts {
  readonly conformances: Conformances;
  readonly starter: PhaseStarter;
  readonly flow: Flow;
  readonly environment: Environment;
}

/** What the light bulb at a violation runs. */
export function violationCommands(parts: Parts, log: Log): Disposable[] {
  const { flow, starter } = parts;
  return [
    registerCommand(COMMAND.fixViolation, log, async (open?: OpenViolation) => {
      if (open === undefined) return;
      const why = whyNotFixed(open, flow);
      const repair = flow.session && violationRepair(flow.session, open.violation);
      if (why !== undefined || repair === undefined)
        return showProblem({ kind: 'input-invalid', detail: why ?? 'The session has ended.' }, log);
      await starter.run({ ...repair, from: 'session' });
    }),
    registerCommand(COMMAND.exemptViolation, log, async (open?: OpenViolation) => {
      if (open !== undefined) await exemptViolation(open, parts, log);
    }),
    registerCommand(COMMAND.openContract, log, async (open?: OpenViolation) => {
      if (open === undefined) return;
      const { uri, position } = contractPlace(open.of, open.project);
      const selection = new Range(position.line - 1, 0, position.line - 1, 0);
      await window.showTextDocument(uri, { selection, preview: true });
    }),
  ];
}
