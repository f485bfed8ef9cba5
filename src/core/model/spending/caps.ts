import type { Budget, CapScope } from '../../config/config';
import { CAP_SCOPES } from '../../config/config';

/** In US dollars. */
export interface Cap {
  readonly limit: number;
  /** Whether somebody set it; else it is the default one. */
  readonly isAsked: boolean;
}

export type Caps = Readonly<Partial<Record<CapScope, Cap>>>;

/** For users who set nothing. */
export const DEFAULT_CAPS: Readonly<Record<CapScope, number>> = { generation: 2, session: 10, day: 20 };

/** A repository may lower what the user allows, and no more than that. */
export function capsFrom(user: Budget['user'], repository: Budget['repository']): Caps {
  const caps = CAP_SCOPES.flatMap((scope): [CapScope, Cap][] => {
    const [wish, lower] = [user[scope], repository[scope]];
    const own = wish === 'none' ? Number.POSITIVE_INFINITY : (wish ?? DEFAULT_CAPS[scope]);
    const limit = Math.min(own, lower ?? own);
    return limit === Number.POSITIVE_INFINITY ? [] : [[scope, { limit, isAsked: wish !== undefined || limit < own }]];
  });
  return Object.fromEntries(caps);
}
