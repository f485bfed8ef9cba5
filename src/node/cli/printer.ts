import type { AuthoringEvent, AuthoringOutcome } from '../../core/authoring/authoringEvents';
import type { Problem } from '../../core/errors';
import type { ModelCatalogue } from '../../core/model/catalogue/modelCatalogue';
import type { CostReport } from '../../core/outline/costLines';
import type { Row } from '../../core/outline/row';
import type { Phase } from '../../core/phase';
import type { Generation } from '../../core/tdflow/history';
import type { ImplementReport } from '../../core/tdflow/implement/implementEvents';
import type { PhaseEvent, PhaseOutcome } from '../../core/tdflow/phaseEvents';
import type { PreparedPrompt } from '../../core/tdflow/preparePrompt';
import type { Session } from '../../core/tdflow/session';

/** How a command speaks: to a person, or to a program (`--json`). */
export interface Printer {
  phaseStarted(component: string, phase: Phase): void;
  /** `component` is given where several are told of at the same time. */
  event(event: PhaseEvent, component?: string): void;
  outcome(outcome: PhaseOutcome, component?: string): void;
  /** What happens while documents are written, and how that ended. */
  authoring(event: AuthoringEvent): void;
  authored(outcome: AuthoringOutcome): void;
  problem(problem: Problem): void;
  /** Something worth knowing that is no problem. */
  note(text: string): void;
  /** What the command itself says, as a result. */
  text(text: string): void;
  /** A prompt for a person to carry. */
  prompt(text: string): void;
  /** What is in a prompt and why, and what is not. */
  promptContents(prepared: PreparedPrompt): void;
  outline(rows: readonly Row[]): void;
  /** The newest first. */
  generations(generations: readonly Generation[]): void;
  sessions(sessions: readonly Session[]): void;
  /** `chosen` is the model that answers when nothing else is said. */
  models(catalogue: ModelCatalogue, chosen: string | undefined): void;
  costs(report: CostReport): void;
  /** How a run over all components came out. */
  implemented(report: ImplementReport): void;
}
