import { commands, workspace } from 'vscode';
import type { Phase } from '../core/phase';
import type { Session } from '../core/tdflow/session';
import { componentOf } from '../core/tdflow/session';
import type { ContextKey } from './manifest';
import { CONTEXT } from './manifest';

interface RunState {
  readonly isProposing: boolean;
  readonly isReviewing: boolean;
  readonly canRegenerate: boolean;
  readonly isChoosing: boolean;
}

export interface FlowState {
  readonly session: Session | undefined;
  readonly running: RunState | undefined;
  /** Documents of the project that were written. */
  readonly documents: readonly unknown[];
  /** Whether a generation of the session is in place. */
  readonly hasApplied: boolean;
}

/** What menus and the palette ask for; the editor is told only what changed. */
export class ContextKeys {
  private readonly told = new Map<string, boolean>();

  tell(state: FlowState): void {
    for (const [key, value] of Object.entries(contextOf(state))) {
      if (this.told.get(key) === value) continue;
      this.told.set(key, value);
      void commands.executeCommand('setContext', key, value);
    }
  }
}

/** What depends on the editor at the cursor is told where that is known. */
type FlowKey = Exclude<ContextKey, (typeof CONTEXT)['inSpecification' | 'inTestedFile']>;

function contextOf({ session, running, documents, hasApplied }: FlowState): Readonly<Record<FlowKey, boolean>> {
  const component =
    session?.currentComponent === undefined ? undefined : componentOf(session, session.currentComponent);
  const reached = (phase: Phase) => running === undefined && component?.phases[phase]?.state === 'reached';
  return {
    [CONTEXT.hasSession]: session !== undefined,
    [CONTEXT.hasHistory]: session !== undefined || documents.length > 0,
    [CONTEXT.canGreen]: reached('red'),
    [CONTEXT.canRefactor]: reached('green'),
    [CONTEXT.canVerify]: reached('green'),
    [CONTEXT.canRollBack]: running === undefined && hasApplied && workspace.isTrusted,
    [CONTEXT.isRunning]: running !== undefined,
    [CONTEXT.isProposing]: running?.isProposing === true,
    [CONTEXT.isReviewing]: running?.isReviewing === true,
    [CONTEXT.canRegenerate]: running?.canRegenerate === true,
    [CONTEXT.isChoosing]: running?.isChoosing === true,
  };
}
