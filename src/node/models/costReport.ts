import type { Config } from '../../core/config/config';
import { capsFrom } from '../../core/model/spending/caps';
import { isSameDay, spentIn } from '../../core/model/spending/ledger';
import type { CostReport } from '../../core/outline/costLines';
import { sessionCosts } from '../../core/tdflow/costs';
import type { Session } from '../../core/tdflow/session';
import type { SessionView } from '../../core/tdflow/viewSession';
import type { UserModels } from './userModels';

/** What was spent: in the session as it is recorded, and by this user. */
export async function costReport(
  models: UserModels,
  about: {
    readonly now: Date;
    readonly budget: Config['budget'];
    readonly shown: { readonly session: Session; readonly verdictOf: SessionView['verdictOf'] } | undefined;
  },
): Promise<CostReport> {
  const { now, budget, shown } = about;
  const files = await models.ledger.read();
  const session = shown?.session.id;
  return {
    costs: shown === undefined ? undefined : sessionCosts(shown.session, shown.verdictOf),
    spent: {
      day: spentIn(files, ({ at }) => isSameDay(at, now)),
      session: spentIn(files, (line) => line.session === session),
    },
    caps: capsFrom(budget.user, budget.repository),
  };
}
