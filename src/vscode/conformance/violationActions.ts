import type { CodeActionContext, CodeActionProvider, Diagnostic, Range, TextDocument } from 'vscode';
import { CodeAction, CodeActionKind } from 'vscode';
import { violationRepair } from '../../core/tdflow/violationRepair';
import type { Flow } from '../flow';
import type { CommandId } from '../manifest';
import { COMMAND } from '../manifest';
import type { OpenViolation } from './openViolation';
import type { ProblemBoard } from './problemBoard';

/** What may be done about a violation, where it is shown. */
export class ViolationActions implements CodeActionProvider {
  constructor(
    private readonly board: ProblemBoard,
    private readonly flow: Flow,
  ) {}

  provideCodeActions({ uri }: TextDocument, _range: Range, { diagnostics }: CodeActionContext): CodeAction[] {
    return diagnostics.flatMap((diagnostic) => {
      const open = diagnostic.source === 'AgentForge' ? this.board.violationOf(uri, diagnostic) : undefined;
      return open === undefined ? [] : this.actionsOn(open, diagnostic);
    });
  }

  private actionsOn(open: OpenViolation, diagnostic: Diagnostic): readonly CodeAction[] {
    const { id } = open.of.check;
    const action = (title: string, command: CommandId) => {
      const made = new CodeAction(title, CodeActionKind.QuickFix);
      made.command = { title, command, arguments: [open] };
      made.diagnostics = [diagnostic];
      return made;
    };
    const isFixed = whyNotFixed(open, this.flow) === undefined;
    return [
      // The editor hides what is disabled, and its reason with it.
      action(isFixed ? `Fix ${id} with AgentForge` : `Why AgentForge cannot fix ${id} here`, COMMAND.fixViolation),
      action(`Exempt ${id} with a reason`, COMMAND.exemptViolation),
      action(`Open the contract of ${id}`, COMMAND.openContract),
    ];
  }
}

/** Why there is no phase that would repair a violation; undefined when there is one. */
export function whyNotFixed({ violation, project }: OpenViolation, flow: Flow): string | undefined {
  if (flow.session === undefined || flow.project !== project)
    return 'AgentForge fixes files of the components of its session, and there is no session here.';
  if (violationRepair(flow.session, violation) !== undefined) return undefined;
  const what = violation.path ?? 'The project as a whole';
  return `${what} belongs to no component of the session, so no tests would judge a fix. Mend it by hand, or exempt it.`;
}
