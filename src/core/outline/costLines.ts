import { dollars } from '../lib/dollars';
import type { Cap, Caps } from '../model/spending/caps';
import type { Spent } from '../model/spending/ledger';
import { PHASE_LABEL } from '../phase';
import type { SessionCosts } from '../tdflow/costs';
import { costsWords } from './costWords';

/** What was spent, from the records of a session and from the user's own ledger. */
export interface CostReport {
  /** Undefined when there is no session. */
  readonly costs: SessionCosts | undefined;
  /** By this user on this machine; the answers of the session that came to nothing are in it too. */
  readonly spent: { readonly day: Spent; readonly session: Spent };
  readonly caps: Caps;
}

export interface CostLine {
  /** How far in it stands, from 0. */
  readonly depth: number;
  readonly label: string;
  readonly value: string;
}

/** A report, line by line. */
export function costLines({ costs, spent, caps }: CostReport): readonly CostLine[] {
  const day = { depth: 0, label: 'Today, in all projects', value: against(spent.day, caps.day) };
  if (costs === undefined) return [day];
  const lost = spent.session.amount - costs.amount;
  return [
    day,
    { depth: 0, label: 'This session, what you spent', value: against(spent.session, caps.session) },
    ...(lost > 0.000_05 ? [{ depth: 1, label: 'for answers that came to nothing', value: dollars(lost) }] : []),
    { depth: 0, label: 'This session, what its attempts cost, whoever paid', value: costsWords(costs) || dollars(0) },
    ...costs.components.flatMap(({ name, phases, ...sum }): CostLine[] => [
      { depth: 1, label: name, value: costsWords(sum) || dollars(0) },
      ...phases
        .filter(({ attempts }) => attempts.length > 0)
        .map(({ phase, attempts, ...each }) => ({
          depth: 2,
          label: PHASE_LABEL[phase],
          value: `${costsWords(each) || dollars(0)} in ${attempts.length} ${attempts.length === 1 ? 'attempt' : 'attempts'}`,
        })),
    ]),
    ...(costs.perRequirement === undefined
      ? []
      : [
          {
            depth: 0,
            label: 'Each proven requirement',
            value: `${dollars(costs.perRequirement)} (${costs.requirements.join(', ')})`,
          },
        ]),
  ];
}

/** "$0.42 + at most $0.35 today, $0.12 this session", for a place with little room. */
export function costSummary({ costs, spent }: CostReport): string {
  const { amount, reserved, unpriced } = spent.day;
  const beside = [...(reserved > 0 ? [`at most ${dollars(reserved)}`] : []), ...(unpriced > 0 ? ['?'] : [])];
  const day = `${[dollars(amount), ...beside].join(' + ')} today`;
  const session = costs === undefined ? '' : costsWords(costs);
  return session === '' ? day : `${day}, ${session} this session`;
}

/** "$1.50 of $20.00, at most $0.35 more set aside, and 2 at a price that is not known". */
function against({ amount, reserved, unpriced }: Spent, cap: Cap | undefined): string {
  const of = cap === undefined ? '' : ` of ${dollars(cap.limit)}`;
  const aside = reserved > 0 ? `, at most ${dollars(reserved)} more set aside` : '';
  const beside = unpriced === 0 ? '' : `, and ${unpriced} at a price that is not known`;
  return `${dollars(amount)}${of}${aside}${beside}`;
}
