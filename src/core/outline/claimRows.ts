import type { Claim } from '../verdict/verdict';
import type { PhasePlace, Row, RowTarget } from './row';

/** What the model claims to contradict each other: the claim, and below it the test and the criterion, each leading to its place. */
export function claimRows(phaseRow: PhasePlace, claims: readonly Claim[]): readonly Row[] {
  return claims.map(({ test, criterion, why, testPlace, criterionPlace }, index) => {
    const id = `${phaseRow.id}/claim/${index}`;
    const row = (name: string, label: string, place: Place | undefined): Row => ({
      id: `${id}/${name}`,
      kind: 'note',
      label,
      description: name,
      detail: label,
      state: 'none',
      actions: [],
      target: targetOf(place),
      component: phaseRow.component,
      phase: phaseRow.phase,
      children: [],
    });
    return {
      ...row('contradiction', why.split('\n', 1)[0] ?? '', undefined),
      detail: why,
      state: 'stale',
      children: [row('test', test, testPlace), row('criterion', criterion, criterionPlace)],
    };
  });
}

type Place = { readonly path: string; readonly line: number | undefined };

function targetOf(place: Place | undefined): RowTarget | undefined {
  if (place === undefined) return undefined;
  const { path, line } = place;
  return { kind: 'file', path, ...(line === undefined ? {} : { line }) };
}
