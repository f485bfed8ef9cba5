import type { Clock } from '../lib/clock';
import type { Turn } from '../lib/turns';
import type { Verdict } from '../verdict/verdict';
import type { Consent, FailedAttempt, NextStep } from './consent';
import type { RepairLimits, Tried } from './repairLimits';
import { whyStop } from './repairLimits';

/** How one attempt failed. */
export interface Failure extends Tried {
  readonly summary: string;
  readonly verdict: Verdict | undefined;
  readonly feedback: string;
  /** Whether the answer itself could not be used: that the model mends by itself once, with the report. */
  readonly isFormal?: boolean;
}

/** Counts the attempts of one phase and asks what follows a failed one, within the limits. */
export class RepairLoop {
  private readonly tried: Tried[] = [];
  private readonly startedAt: number;
  private hasMended = false;

  constructor(
    private readonly limits: RepairLimits,
    private readonly consent: Consent,
    private readonly clock: Clock,
    private readonly turn?: Pick<Turn, 'waitedMs'>,
  ) {
    this.startedAt = this.now();
  }

  /** The attempt that is under way, from 1. */
  get number(): number {
    return this.tried.length + 1;
  }

  get of(): number {
    return this.limits.attempts;
  }

  /** Whether an answer that cannot be used would be asked again without anybody being asked. */
  mendsByItself(failure: Tried): boolean {
    return !this.hasMended && this.whyStop([...this.tried, failure]) === undefined;
  }

  /** Asks what follows, unless the model may mend its answer by itself; `told` is what was asked with. */
  async after(
    failure: Failure,
    signal: AbortSignal,
  ): Promise<{ readonly told: FailedAttempt; readonly next: NextStep }> {
    const { summary, verdict, feedback } = failure;
    const { number, of } = this;
    const tried: Tried = { failure: failure.failure, answer: failure.answer, cost: failure.cost };
    const mends = failure.isFormal === true && this.mendsByItself(tried);
    this.hasMended ||= mends;
    this.tried.push(tried);
    const stop = this.whyStop(this.tried);
    const told: FailedAttempt = { number, of, summary, verdict, feedback, stop };
    const next: NextStep = mends ? { kind: 'again', feedback } : await this.consent.afterFailure(told, signal);
    const isBeyond = next.kind === 'again' && stop !== undefined;
    return { told, next: isBeyond || signal.aborted ? { kind: 'take-back' } : next };
  }

  private whyStop(tried: readonly Tried[]): string | undefined {
    return whyStop(tried, this.limits, this.now() - this.startedAt);
  }

  /** A clock that stands still while others have their turn. */
  private now(): number {
    return this.clock.now().getTime() - (this.turn?.waitedMs ?? 0);
  }
}
