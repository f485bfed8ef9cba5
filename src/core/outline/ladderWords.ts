import type { LadderStep } from '../model/ladder';

const WORDS: Readonly<Record<LadderStep, string>> = {
  full: '',
  'rate-limited':
    'Rate-limited: the service limits this key. Answers still come, but slowly, and each write waits for your confirmation.',
  manual: 'No model can be asked: copy the prompt of a phase, give it to any model, and paste its answer.',
  offline: 'Offline: the service cannot be reached. The prompt is kept; try again, or carry it to a model by hand.',
};

/** What can be done now, in a sentence or two; '' when everything can. */
export function ladderWords(step: LadderStep): string {
  return WORDS[step];
}
