import type { Phase, WritingPhase } from '../phase';
import type { SavedVerdict } from './stores';

/** The phase that repairs what another one found: after VERIFY, or before anything was reached, that is the code's. */
export function phaseToFix(phase: Phase | 'init' | 'done'): WritingPhase {
  return phase === 'red' || phase === 'refactor' ? phase : 'green';
}

/** What a saved verdict gives the model that is to repair it. */
export function failureText({ verdict, failures }: SavedVerdict): string {
  return failures.startsWith(verdict.summary) ? failures : `${verdict.summary}\n\n${failures}`.trim();
}
