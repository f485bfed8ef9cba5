import type { Clock } from '../lib/clock';
import type { Verdict } from '../verdict/verdict';
import type { Consent, FailedAttempt, NextStep } from './consent';
import type { RepairLimits, Tried } from './repairLimits';
import { whyStop } from './repairLimits';

/** How one attempt failed. */
export interface Failure extends Tried {
  readonly summary: string;
  readonly verdict: Verdict | undefined;
  readonly feedback: string;
}

/** Counts the attempts of one phase and asks what follows a failed one, within the limits. */
export class RepairLoop {
  private readonly tried: Tried[] = [];
  private readonly startedAt: number;

  constructor(
    private readonly limits: RepairLimits,
    private readonly consent: Consent,
    private readonly clock: Clock,
  ) {
    this.startedAt = clock.now().getTime();
  }

  /** The attempt that is under way, from 1. */
  get number(): number {
    return this.tried.length + 1;
  }

  get of(): number {
    return this.limits.attempts;
  }

  /** Asks what follows; `told` is what was asked with. */
  async after(
    failure: Failure,
    signal: AbortSignal,
  ): Promise<{ readonly told: FailedAttempt; readonly next: NextStep }> {
    const { summary, verdict, feedback } = failure;
    const { number, of } = this;
    this.tried.push({ failure: failure.failure, answer: failure.answer, cost: failure.cost });
    const stop = this.whyStop();
    const told: FailedAttempt = { number, of, summary, verdict, feedback, stop };
    const next = await this.consent.afterFailure(told, signal);
    const isBeyond = next.kind === 'again' && stop !== undefined;
    return { told, next: isBeyond || signal.aborted ? { kind: 'take-back' } : next };
  }

  private whyStop(): string | undefined {
    return whyStop(this.tried, this.limits, this.clock.now().getTime() - this.startedAt);
  }
}
