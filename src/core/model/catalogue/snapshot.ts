import { EFFORTS } from '../../config/effort';
import type { ModelInfo } from '../modelInfo';

/** The day on which the models were as they stand here; source: the Models API and its documentation. */
export const SNAPSHOT_AS_OF = '2026-11-19';

const RECENT = { contextTokens: 1_000_000, outputTokens: 128_000, lifecycle: 'active', retiresAt: undefined } as const;
const LEGACY = { ...RECENT, thinking: ['adaptive'], effort: EFFORTS } as const;
const BEFORE = { contextTokens: 200_000, outputTokens: 64_000, thinking: ['enabled', 'disabled'], effort: [] } as const;
const RETIRED = { ...BEFORE, lifecycle: 'retired', retiresAt: '2026-06-15' } as const;

/** Shipped for those who are offline or have no key; the service's own list counts where there is one. */
export const SNAPSHOT: readonly ModelInfo[] = [
  {
    ...RECENT,
    ...{ id: 'claude-sonnet-5-5', name: 'Claude Sonnet 5.5' },
    ...{ thinking: ['between_tools', 'adaptive'], effort: EFFORTS },
  },
  {
    ...RECENT,
    ...{ id: 'claude-opus-5-5', name: 'Claude Opus 5.5' },
    ...{ thinking: ['adaptive'], effort: EFFORTS },
  },
  {
    ...RECENT,
    ...{ id: 'claude-haiku-5-5', name: 'Claude Haiku 5.5' },
    ...{ thinking: ['adaptive', 'disabled'], effort: EFFORTS },
  },
  {
    ...RECENT,
    ...{ id: 'claude-fable-5-1', name: 'Claude Fable 5.1' },
    ...{ thinking: ['adaptive'], effort: EFFORTS },
  },
  { ...LEGACY, id: 'claude-opus-5', name: 'Claude Opus 5' },
  { ...LEGACY, id: 'claude-sonnet-5', name: 'Claude Sonnet 5' },
  { ...BEFORE, id: 'claude-haiku-4-5', name: 'Claude Haiku 4.5', lifecycle: 'active', retiresAt: undefined },
  { ...BEFORE, id: 'claude-sonnet-4-5', name: 'Claude Sonnet 4.5', lifecycle: 'deprecated', retiresAt: '2026-11-30' },
  { ...RETIRED, id: 'claude-sonnet-4-20250514', name: 'Claude Sonnet 4' },
  { ...RETIRED, id: 'claude-opus-4-20250514', name: 'Claude Opus 4' },
];
