import type { Specification } from '../specification';

/** The next number that no requirement or criterion of the same kind has; undefined for an id that ends in no number. */
export function nextId(id: string, { requirements }: Pick<Specification, 'requirements'>): string | undefined {
  const [, kind, number = ''] = /^(.*\D)(\d+)$/.exec(id) ?? [];
  if (kind === undefined) return undefined;
  const ids = requirements.flatMap((each) => [each.id, ...each.criteria.map((criterion) => criterion.id)]);
  const taken = ids.filter((each) => each.startsWith(kind)).map((each) => Number(each.slice(kind.length)));
  const next = Math.max(0, ...taken.filter(Number.isInteger)) + 1;
  return `${kind}${String(next).padStart(number.length, '0')}`;
}
