import type { Ports } from '../tdflow/ports';

/** What asking for documents needs of the outside. */
export type PiecePorts = Pick<
  Ports,
  'reader' | 'links' | 'trees' | 'attempts' | 'findSecrets' | 'ownKeys' | 'countTokens' | 'clock' | 'hash'
>;
