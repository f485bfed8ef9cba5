import type { Usage } from '../model/provider';
import type { PhaseEvent } from '../tdflow/phaseEvents';

type Told<K extends PhaseEvent['kind']> = Extract<PhaseEvent, { readonly kind: K }>;
export type Wait = Told<'model-retrying'> | Told<'model-waiting'> | Told<'model-continuing'>;

/** What is waited for before a model is asked, with the whole seconds that are left. */
export function waitWords(wait: Wait, seconds: number): string {
  switch (wait.kind) {
    case 'model-retrying':
      return `asking again${wait.delayMs === 0 ? '' : ` in ${seconds} s`}, request ${wait.attempt} of at most ${wait.of}: ${reasonOf(wait)}`;
    case 'model-waiting':
      return wait.delayMs === undefined ? `waiting: ${wait.reason}` : `waiting ${seconds} s: ${wait.reason}`;
    case 'model-continuing': {
      const when = wait.delayMs === 0 ? '' : ` in ${seconds} s`;
      return `the answer broke off: ${wait.reason}; asking for the rest${when} (${wait.number} of ${wait.of}): ${keptWords(wait.kept)}`;
    }
  }
}

/** What a service says of its limits and troubles is for the log; what they mean is for people. */
function reasonOf({ cause, reason }: Told<'model-retrying'>): string {
  if (cause === 'limit') return 'the service limits the key';
  return cause === 'overloaded' ? 'the service is overloaded' : reason;
}

/** "12,400 tokens in, 9,800 of them from the cache, 300 out". */
export function usageWords(usage: Usage): string {
  const { inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens } = usage;
  const cache = [
    ...(cacheReadTokens > 0 ? [`${counted(cacheReadTokens)} of them from the cache`] : []),
    ...(cacheWriteTokens > 0
      ? [`${counted(cacheWriteTokens)} written to ${cacheReadTokens > 0 ? 'it' : 'the cache'}`]
      : []),
  ];
  return (
    [`${counted(inputTokens)} tokens in`, ...cache, `${counted(outputTokens)} out`].join(', ') +
    (usage.isEstimate === true ? ', estimated' : '')
  );
}

/** Undefined when the cache helped, or had nothing to do. */
export function cacheMissWords(miss: Told<'model-ended'>['cacheMiss']): string | undefined {
  switch (miss) {
    case 'missed':
      return 'the cache was missed, although the same beginning was sent a few minutes ago';
    case 'too-short':
      return 'nothing was cached: the beginning that phases share may be shorter than this model caches';
    case undefined:
      return undefined;
  }
}

function keptWords(kept: readonly string[]): string {
  return kept.length === 0 ? 'no file kept' : `${kept.length} ${kept.length === 1 ? 'file' : 'files'} kept`;
}

function counted(tokens: number): string {
  return tokens.toLocaleString('en');
}
