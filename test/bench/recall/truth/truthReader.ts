import type { RecallCase } from '../recallCase';
import type { Workspace } from '../workspace';

/** What implementations import from their project, and what they say of themselves; in the order in which they are asked for. */
export type TruthReader = (
  workspace: Workspace,
  implementations: readonly string[],
) => Promise<readonly Pick<RecallCase, 'truth' | 'description'>[]>;
