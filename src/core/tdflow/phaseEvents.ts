import type { ChangeSet } from '../changes/changeSet';
import type { Omission } from '../context/contextBundle';
import type { FailureCause, Problem } from '../errors';
import type { Usage } from '../model/provider';
import type { CostEstimate } from '../model/spending/estimateCost';
import type { Prompt } from '../prompt/prompt';
import type { LineProof } from '../proof/coverage/joinLines';
import type { Review } from '../review/review';
import type { TestEvent } from '../testrun/runner';
import type { Verdict } from '../verdict/verdict';
import type { FailedAttempt, NextStep } from './consent';
import type { Session } from './session';
import type { AnsweredAttempt } from './stores';

/** The steps of a phase, in their order; each is announced when it begins. */
export type Step =
  | 'baseline'
  | 'prompt'
  | 'model'
  | 'review'
  | 'apply'
  | 'tests'
  /** RED: the tests run with a stand-in for the module under test. */
  | 'stand-in'
  /** RED: they run with each trivial subject, and once more. */
  | 'probes'
  /** They run once more, in another order where the runner can. */
  | 'repeat'
  /** VERIFY: the tests run one by one, to see which lines each of them runs. */
  | 'lines'
  /** GREEN and REFACTOR: tests of other files, which import what changed. */
  | 'others'
  | 'verdict'
  | 'rollback';

/** What happens while a phase runs. */
export type PhaseEvent =
  /** Begins an attempt of several that are allowed; `number` from 1. */
  | { readonly kind: 'attempt'; readonly number: number; readonly of: number }
  | ({ readonly kind: 'attempt-failed'; readonly next: NextStep['kind'] } & FailedAttempt)
  | { readonly kind: 'step'; readonly step: Step }
  /** `estimate`: what the answer will cost; `unknown` when the model's price is; undefined when nothing is paid. */
  | {
      readonly kind: 'prompt';
      readonly prompt: Prompt;
      readonly omitted: readonly Omission[];
      /** The file of the template that says what is asked; undefined for the usual words. */
      readonly instructionsFrom?: string | undefined;
      readonly estimate: CostEstimate | 'unknown' | undefined;
    }
  | { readonly kind: 'model-started'; readonly label: string; readonly model: string }
  | {
      readonly kind: 'model-retrying';
      readonly attempt: number;
      readonly of: number;
      readonly delayMs: number;
      readonly reason: string;
      readonly cause?: FailureCause;
    }
  /** Nothing is sent yet, so that the service's limits are kept; `delayMs` is undefined when nobody can tell how long. */
  | { readonly kind: 'model-waiting'; readonly delayMs: number | undefined; readonly reason: string }
  /** The answer broke off; after the delay the rest is asked for, beside the files in `kept`. `number` from 1. */
  | {
      readonly kind: 'model-continuing';
      readonly number: number;
      readonly of: number;
      readonly delayMs: number;
      readonly kept: readonly string[];
      readonly reason: string;
    }
  /** `cost` in US dollars at most; undefined when it is not known. */
  | {
      readonly kind: 'model-ended';
      readonly usage: Usage | undefined;
      readonly cost: number | undefined;
      readonly cacheMiss?: 'too-short' | 'missed';
    }
  | { readonly kind: 'changes'; readonly changes: ChangeSet }
  /** The finished proposal, exactly as it would be written; the user is asked next. */
  | { readonly kind: 'proposed'; readonly changes: ChangeSet; readonly answer: AnsweredAttempt }
  | { readonly kind: 'reviewed'; readonly review: Review }
  | { readonly kind: 'applied'; readonly files: readonly string[]; readonly journalEntry: string }
  | { readonly kind: 'test'; readonly event: TestEvent }
  /** VERIFY: which lines the tests of each requirement ran. */
  | { readonly kind: 'lines'; readonly proof: LineProof }
  | { readonly kind: 'verdict'; readonly verdict: Verdict }
  | {
      readonly kind: 'rolled-back';
      readonly files: readonly string[];
      readonly why: 'cancelled' | 'not-reached' | 'failed' | 'asked';
    }
  | { readonly kind: 'rollback-failed'; readonly problem: Problem }
  | { readonly kind: 'session'; readonly session: Session };

const MODEL_STEPS = [
  'model-started',
  'model-retrying',
  'model-waiting',
  'model-continuing',
  'model-ended',
  'changes',
] as const satisfies readonly PhaseEvent['kind'][];

/** What happens while a model answers. */
export type ModelStepEvent = Extract<PhaseEvent, { readonly kind: (typeof MODEL_STEPS)[number] }>;

export function isModelStep(event: PhaseEvent): event is ModelStepEvent {
  return MODEL_STEPS.some((kind) => kind === event.kind);
}

/** How a phase ended. `rejected`: the user took none of the files; `report`: the file of a verdict for people, from the root. */
export type PhaseOutcome =
  | { readonly kind: 'reached'; readonly verdict: Verdict; readonly report?: string }
  | {
      readonly kind: 'not-reached';
      readonly verdict: Verdict;
      readonly journalEntry: string | undefined;
      readonly report?: string;
    }
  | { readonly kind: 'rejected' }
  /** The model says that a test and the specification contradict each other; the verdict has its claims. */
  | { readonly kind: 'contradiction'; readonly verdict: Verdict }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly problem: Problem };
