import type { Log } from '../core/lib/log';
import { estimateWords } from '../core/outline/costWords';
import { cacheMissWords, usageWords, waitWords } from '../core/outline/modelWords';
import type { PhaseEvent } from '../core/tdflow/phaseEvents';

/** Writes to the log what somebody may want to read of an event when the phase is over. */
export function logPhaseEvent(event: PhaseEvent, title: string, log: Log): void {
  switch (event.kind) {
    case 'attempt-failed':
      log.warn(`${title}: attempt ${event.number} of ${event.of} failed: ${event.summary}`);
      if (event.stop !== undefined && event.of > 1) log.info(event.stop);
      log.info(event.feedback);
      return;
    case 'prompt':
      if (event.estimate !== undefined) {
        log.info(`${title}: at most ${event.prompt.tokens} tokens, ${estimateWords(event.estimate)}`);
      }
      if (event.instructionsFrom !== undefined) log.info(`instructions from ${event.instructionsFrom}`);
      for (const { what, why } of event.omitted) log.info(`left out of the prompt: ${what} (${why})`);
      return;
    case 'model-retrying':
    case 'model-waiting':
    case 'model-continuing':
      log.warn(`${title}: ${waitWords(event, Math.ceil((event.delayMs ?? 0) / 1_000))}`);
      return;
    case 'model-ended': {
      const miss = cacheMissWords(event.cacheMiss);
      if (event.usage !== undefined) log.info(`${title}: ${usageWords(event.usage)}`);
      if (miss !== undefined) log.info(miss);
      return;
    }
    case 'proposed':
      for (const note of event.changes.notes) log.info(`understood from the answer: ${note}`);
      if (event.changes.explanation !== '') log.info(`explanation in the answer:\n${event.changes.explanation}`);
      return;
    case 'rollback-failed':
      log.warn(`taking back failed: ${event.problem.kind}`);
      return;
    case 'applied':
    case 'rolled-back':
      log.info(JSON.stringify(event));
      return;
  }
}
