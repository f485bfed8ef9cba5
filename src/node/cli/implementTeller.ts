import { mapTexts } from '../../core/lib/mapTexts';
import type { Consent } from '../../core/tdflow/consent';
import type { ImplementEvent, ImplementReport } from '../../core/tdflow/implement/implementEvents';
import type { Printer } from './printer';

/** Prints a run over all components as it goes, without the user's keys; while a person is asked, what others do is told afterwards. */
export class ImplementTeller {
  private readonly held: ImplementEvent[] = [];
  private isAsking = false;

  constructor(
    private readonly printer: Printer,
    private readonly options: {
      readonly hide: (text: string) => string;
      /** Whether several components are in work at the same time, so that each line says of which it is. */
      readonly isParallel: boolean;
    },
  ) {}

  /** The same consent, which nobody interrupts. */
  undisturbed(consent: Consent): Consent {
    const alone = async <T>(asking: Promise<T>): Promise<T> => {
      this.isAsking = true;
      try {
        return await asking;
      } finally {
        this.isAsking = false;
      }
    };
    return {
      ...consent,
      review: (review, signal, inspect) => alone(consent.review(review, signal, inspect)),
      afterFailure: (failed, signal) => alone(consent.afterFailure(failed, signal)),
    };
  }

  /** Follows the run to its end. */
  async tell(running: AsyncGenerator<ImplementEvent, ImplementReport>): Promise<ImplementReport> {
    for (;;) {
      const step = await running.next();
      if (step.done !== true) this.held.push(step.value);
      if (step.done === true || !this.isAsking) for (const event of this.held.splice(0)) this.print(event);
      if (step.done === true) return mapTexts(step.value, this.options.hide);
    }
  }

  private print(event: ImplementEvent): void {
    const { printer } = this;
    const { hide, isParallel } = this.options;
    switch (event.kind) {
      case 'planned':
        for (const circle of event.circles) printer.note(circleWords(circle));
        return;
      case 'phase':
        printer.phaseStarted(event.component, event.phase);
        return;
      case 'during': {
        // A stream's texts are only counted; mapping them anew for every line of it would be slow.
        const told = event.event.kind === 'changes' ? event.event : mapTexts(event.event, hide);
        printer.event(told, isParallel ? event.component : undefined);
        return;
      }
      case 'phase-ended':
        // What was done before stays, which the words for a single phase do not say.
        if (event.outcome.kind !== 'cancelled') {
          printer.outcome(mapTexts(event.outcome, hide), isParallel ? event.component : undefined);
        }
        return;
      case 'component-ended': {
        const { name, result, waitsFor } = event.component;
        if (result === 'already done') printer.note(`${name} is done already, so it is skipped.`);
        if (result === 'waiting') printer.note(`${name} is not tried: it needs ${waitsFor.join(', ')}.`);
        return;
      }
      case 'component':
        return;
    }
  }
}

export function circleWords(circle: readonly string[]): string {
  return `${circle.join(', ')} need each other, so the order of the file decides which comes first.`;
}
