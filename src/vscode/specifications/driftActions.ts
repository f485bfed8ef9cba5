import type { CodeActionProvider, Range, TextDocument } from 'vscode';
import { CodeAction, CodeActionKind } from 'vscode';
import { openDrift } from '../../core/tdflow/acceptDrift';
import { driftWords } from '../../core/tdflow/demands';
import { componentOf } from '../../core/tdflow/session';
import type { Flow } from '../flow';
import { COMMAND } from '../manifest';
import type { OpenSpecifications } from './openSpecifications';
import type { Proofs } from './proofs';

/** Light bulb where the text changed since its tests ran: a person looked, and they are right as they are. */
export class DriftActions implements CodeActionProvider {
  constructor(
    private readonly open: OpenSpecifications,
    private readonly proofs: Proofs,
    private readonly flow: Flow,
  ) {}

  provideCodeActions(document: TextDocument, { start, end }: Range): CodeAction[] {
    const isIn = (line: number) => line - 1 >= start.line && line - 1 <= end.line;
    const changed = this.proofs.of(document).filter(({ state, driftOf, requirement: { position } }) => {
      return state === 'stale' && driftOf !== undefined && isIn(position.line);
    });
    return [
      ...changed.map(({ requirement: { id }, driftOf }) =>
        actionOf(`Accept the change of ${id}: its tests are right as they are`, {
          component: driftOf,
          requirement: id,
        }),
      ),
      ...this.ofComponents(document, isIn),
    ];
  }

  private ofComponents(document: TextDocument, isIn: (line: number) => boolean): CodeAction[] {
    const { session, project } = this.flow;
    const read = this.open.isOfSession(document) ? this.open.of(document) : undefined;
    if (session === undefined || project === undefined || read?.ok !== true) return [];
    const { specification } = read.value;
    return specification.components.flatMap(({ name, position }) => {
      const component = isIn(position.line) ? componentOf(session, name) : undefined;
      const drifts = component === undefined ? [] : openDrift(component, specification, project.ports);
      if (drifts.length === 0) return [];
      const title = `Accept what changed of ${name} (${driftWords(drifts)}): its tests are right as they are`;
      return [actionOf(title, { component: name, requirement: undefined })];
    });
  }
}

function actionOf(title: string, wish: object): CodeAction {
  const action = new CodeAction(title, CodeActionKind.QuickFix);
  action.command = { title, command: COMMAND.acceptDrift, arguments: [wish] };
  return action;
}
