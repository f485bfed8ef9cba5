import type { CodeLensProvider, TextDocument } from 'vscode';
import { CodeLens, Range } from 'vscode';
import { componentLens } from '../../core/outline/componentLens';
import type { Phase } from '../../core/phase';
import { requirementsOf } from '../../core/spec/requirementsOf';
import type { RequirementState } from '../../core/tdflow/requirementStates';
import { provenWords } from '../../core/tdflow/requirementStates';
import type { Flow } from '../flow';
import type { CommandId } from '../manifest';
import { COMMAND, VIEW } from '../manifest';
import type { OpenSpecifications } from './openSpecifications';
import type { Proofs } from './proofs';

const NEXT: Readonly<Record<Phase, { readonly title: string; readonly command: CommandId }>> = {
  red: { title: '$(play) Generate RED tests', command: COMMAND.generateRed },
  green: { title: '$(play) Generate GREEN code', command: COMMAND.generateGreen },
  refactor: { title: '$(play) Refactor', command: COMMAND.refactor },
  verify: { title: '$(play) Verify', command: COMMAND.verify },
};

/** Above each component of a specification: what comes next, and where it stands; above each requirement whether it is proven. */
export class SpecificationLenses implements CodeLensProvider {
  constructor(
    private readonly open: OpenSpecifications,
    private readonly proofs: Proofs,
    private readonly flow: Flow,
  ) {}

  get onDidChangeCodeLenses() {
    return this.proofs.onDidChange;
  }

  provideCodeLenses(document: TextDocument): CodeLens[] {
    const read = this.open.of(document);
    if (read?.ok !== true) return [];
    const session = this.open.isOfSession(document) ? this.flow.session : undefined;
    const { specification } = read.value;
    const states = this.proofs.of(document);
    const ofComponents = specification.components.flatMap((component) => {
      const { name, position, derived } = component;
      const { state, next } = componentLens(name, session);
      const range = new Range(position.line - 1, 0, position.line - 1, 0);
      const whose = derived ? ` for ${name}` : '';
      const lenses: CodeLens[] = [];
      if (next !== undefined) {
        const { title, command } = NEXT[next];
        lenses.push(new CodeLens(range, { title: `${title}${whose}`, command, arguments: [{ component: name }] }));
      }
      if (state !== undefined) lenses.push(new CodeLens(range, { title: state, command: `${VIEW.tdflow}.focus` }));
      const own = new Set(requirementsOf(specification, component));
      const demanded = states.filter(({ requirement }) => own.has(requirement));
      if (state !== undefined && demanded.length > 0) {
        lenses.push(new CodeLens(range, { title: provenWords(demanded), command: `${VIEW.tdflow}.focus` }));
      }
      return lenses;
    });
    return [...ofComponents, ...states.flatMap(lensesOf)];
  }
}

/** Above a requirement: how far it is proven, which leads to its tests, and what to do about a changed text. */
function lensesOf({ requirement: { id, position }, state, why, tests, driftOf }: RequirementState): CodeLens[] {
  const range = new Range(position.line - 1, 0, position.line - 1, 0);
  const title = `${id} ${state}: ${why}`;
  const shown = new CodeLens(range, {
    title,
    ...(tests.length === 0 ? { command: '' } : { command: COMMAND.goToTest, arguments: [id] }),
  });
  if (state !== 'stale' || driftOf === undefined) return [shown];
  const wish = { component: driftOf, requirement: id };
  return [
    shown,
    new CodeLens(range, { title: '$(check) Accept drift', command: COMMAND.acceptDrift, arguments: [wish] }),
  ];
}
