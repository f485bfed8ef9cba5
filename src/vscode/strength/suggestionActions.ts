import type { CodeActionProvider, Range, TextDocument } from 'vscode';
import { CodeAction, CodeActionKind } from 'vscode';
import { suggestedCriteria } from '../../core/proof/mutation/suggestedCriteria';
import type { Suggestion } from '../../core/tdflow/strength/suggestions';
import { COMMAND } from '../manifest';
import type { OpenSpecifications } from '../specifications/openSpecifications';
import { requirementAt } from '../specifications/requirementAt';
import type { SuggestionWish } from './addSuggestion';
import { rangeOf } from './strengthProblems';
import type { Strengths } from './strengths';

const MOST = 5;

/** Light bulb on a requirement that the last check of strength suggests criteria for, and on the code that it found them in. */
export class SuggestionActions implements CodeActionProvider {
  constructor(
    private readonly open: OpenSpecifications,
    private readonly strengths: Strengths,
  ) {}

  provideCodeActions(document: TextDocument, range: Range): CodeAction[] {
    return this.open.isOfSession(document) ? this.inSpecification(document, range) : this.inCode(document, range);
  }

  private inSpecification(document: TextDocument, { start }: Range): CodeAction[] {
    const read = this.open.of(document);
    if (read?.ok !== true) return [];
    const { specification } = read.value;
    const requirement = requirementAt(specification, start.line);
    const component = specification.components.find(({ position }) => position.line === start.line + 1);
    const all = this.strengths.suggestionsIn(document).filter(({ said }) => said === undefined);
    const here = all.filter(
      (each) => each.component === component?.name || (requirement !== undefined && each.of.includes(requirement.id)),
    );
    const sure = requirement === undefined ? [] : here.filter(({ isKnown, of }) => isKnown || of.length === 1);
    // What few requirements share is most surely this one's.
    const direct = sure.toSorted((one, other) => one.of.length - other.of.length).slice(0, MOST);
    const others = new Set(here.filter((each) => !direct.includes(each)).map((each) => each.component));
    return [
      ...direct.map((each) => addingAction(each, requirement?.id)),
      ...[...others].map((name) => showingAction(name, all.filter((each) => each.component === name).length)),
    ];
  }

  private inCode(document: TextDocument, range: Range): CodeAction[] {
    const uri = document.uri.toString();
    return this.strengths.found.flatMap((strength) => {
      const changed = this.strengths.changedOf(strength.component);
      const here = suggestedCriteria(strength).filter(({ faults }) =>
        faults.some(
          (fault) =>
            !changed.includes(fault.file) &&
            this.strengths.uriOf(fault.file)?.toString() === uri &&
            rangeOf(fault).intersection(range) !== undefined,
        ),
      );
      return here.map(({ id, state }) =>
        actionOf(`Add the missing criterion to the specification: ${state}`, COMMAND.addSuggestion, {
          component: strength.component,
          suggestion: id,
        }),
      );
    });
  }
}

function addingAction({ component, criterion }: Suggestion, of: string | undefined): CodeAction {
  const wish = { component, suggestion: criterion.id, ...(of === undefined ? {} : { of }) };
  return actionOf(`Add criterion: ${criterion.state}`, COMMAND.addSuggestion, wish);
}

function showingAction(component: string, count: number): CodeAction {
  const what = count === 1 ? 'the criterion that is' : `${count} criteria that are`;
  return actionOf(`Show ${what} suggested for ${component}`, COMMAND.showStrength, { component });
}

function actionOf(title: string, command: string, wish: SuggestionWish | { readonly component: string }): CodeAction {
  const action = new CodeAction(title, CodeActionKind.QuickFix);
  action.command = { title, command, arguments: [wish] };
  return action;
}
