import type { Disposable } from 'vscode';
import { window, workspace } from 'vscode';
import type { Log } from '../../core/lib/log';
import type { Row } from '../../core/outline/row';
import { waivableIn, waive } from '../../core/tdflow/waivers';
import type { WaiverTarget } from '../../core/verdict/waiver';
import { showProblem } from '../errors';
import type { Flow } from '../flow';
import { COMMAND } from '../manifest';
import type { PhaseStarter } from '../phaseStarter';
import { plain } from '../plain';
import { registerCommand } from './registerCommand';

/** A person's word against the oracle's, with a reason; RED is judged again right after it. */
export function waiveCommands(starter: PhaseStarter, flow: Flow, log: Log): Disposable[] {
  return [
    registerCommand(COMMAND.waive, log, async (row?: Row) => {
      if (!workspace.isTrusted) return showProblem({ kind: 'untrusted-workspace' }, log);
      const component = row?.component;
      const { session, project } = flow;
      if (component === undefined || session === undefined || project === undefined) return;
      const verdict = flow.verdictOf(component, 'red');
      const target = verdict === undefined ? undefined : await pickTarget(waivableIn(verdict));
      const reason = target === undefined ? undefined : await askReason(target);
      if (target === undefined || reason === undefined) return;
      const waived = await waive(session, { component, target, reason }, project.ports);
      if (!waived.ok) return showProblem(waived.problem, log);
      await starter.prove({ phase: 'red', component, from: 'session' });
    }),
  ];
}

const KIND: Readonly<Record<WaiverTarget['kind'], string>> = {
  test: 'a test',
  symbol: 'a method that its tests do not pin down',
  requirement: 'a requirement that its tests do not pin down',
};

async function pickTarget(targets: readonly WaiverTarget[]): Promise<WaiverTarget | undefined> {
  const items = targets.map((target) => ({ label: target.name, description: KIND[target.kind], target }));
  const options = { title: 'AgentForge: waive', placeHolder: 'What do you accept although RED does not?' };
  return (await window.showQuickPick(items, options))?.target;
}

function askReason({ name }: WaiverTarget): Thenable<string | undefined> {
  return window.showInputBox({
    title: plain(`Waive ${name}`),
    prompt: 'Why is this right as it is? The reason stands in the verdict.',
    ignoreFocusOut: true,
    validateInput: (text) => (text.trim() === '' ? 'A waiver needs a reason.' : undefined),
  });
}
