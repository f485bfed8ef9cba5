import type { Problem } from '../../errors';
import type { Phase } from '../../phase';
import type { Costs } from '../costs';
import type { PhaseEvent, PhaseOutcome } from '../phaseEvents';

/** What happens while the components of a specification are implemented, also several at the same time. */
export type ImplementEvent =
  /** Names in the order in which they are taken; `circles` are those that need each other, where the order is that of the file. */
  | { readonly kind: 'planned'; readonly order: readonly string[]; readonly circles: readonly (readonly string[])[] }
  /** `number` from 1. */
  | { readonly kind: 'component'; readonly name: string; readonly number: number; readonly of: number }
  | { readonly kind: 'phase'; readonly component: string; readonly phase: Phase }
  | { readonly kind: 'during'; readonly component: string; readonly event: PhaseEvent }
  | { readonly kind: 'phase-ended'; readonly component: string; readonly outcome: PhaseOutcome }
  | { readonly kind: 'component-ended'; readonly component: ImplementedComponent };

/** How far one component came. */
export interface ImplementedComponent {
  readonly name: string;
  /** `stopped`: the run ended with it; `waiting`: not tried, because one that it needs failed; `not begun`: the run ended before. */
  readonly result: 'done' | 'already done' | 'failed' | 'stopped' | 'waiting' | 'not begun';
  /** What holds of each phase now; `kept` was reached before this run. */
  readonly phases: Readonly<Partial<Record<Phase, 'reached' | 'kept' | 'not reached'>>>;
  /** Prompts that were sent in this run. */
  readonly attempts: number;
  /** Of this run. */
  readonly costs: Costs;
  /** What it waits for. */
  readonly waitsFor: readonly string[];
  /** How the phase ended at which it failed. */
  readonly failure: { readonly phase: Phase; readonly outcome: PhaseOutcome } | undefined;
}

export interface ImplementReport {
  /** In the order in which they were taken. */
  readonly components: readonly ImplementedComponent[];
  /** Why the run ended before its end; kind `cancelled` when somebody ended it. */
  readonly stopped: Problem | undefined;
}
