import { errorBody } from './apiError';
import type { Step } from './messageEvents';
import { stopEvents } from './messageEvents';
import type { StreamFault } from './script';

type Faulty = { readonly steps: readonly Step[]; readonly ending: 'whole' | 'reset' | 'stall' };

/** The events up to the fault, the fault, and what follows it. */
export function withFault(
  steps: readonly Step[],
  { after, kind }: { readonly after: number; readonly kind: StreamFault },
  requestId: string,
): Faulty {
  const before = steps.slice(0, after);
  const rest = steps.slice(after);
  const whole = (...more: readonly Step[]): Faulty => ({ steps: [...before, ...more], ending: 'whole' });
  if (typeof kind === 'object') {
    return 'error' in kind
      ? whole({ send: errorBody(500, kind.error, requestId) })
      : whole(...stopEvents(before, kind.stopReason));
  }
  switch (kind) {
    case 'cut':
      return whole();
    case 'reset':
    case 'stall':
      return { steps: before, ending: kind };
    case 'half-json':
      return whole({ raw: 'event: content_block_delta\ndata: {"type":"content_block_delta","ind' });
    case 'garbage':
      return whole({ raw: 'event: content_block_delta\ndata: }{ no json\n\n' }, ...rest);
    case 'unknown':
      return whole(
        { raw: 'event: novelty\ndata: {"type":"novelty","delta":{"type":"text_delta","text":"no"}}\n\n' },
        ...rest,
      );
    case 'duplicate':
      return whole(...before.slice(-1), ...rest);
    case 'gate':
      return whole('gate', ...rest);
  }
}
