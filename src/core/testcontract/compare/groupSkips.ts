import type { ContractChange } from '../contractChange';
import { quoteSome } from './quote';

/** A skip that meets several tests of a file at once is one change; so is what several classes inherit from one place. */
export function groupSkips(changes: readonly ContractChange[]): readonly ContractChange[] {
  const groups = new Map<string, ContractChange[]>();
  for (const change of changes) {
    const { kind, file, line, detail } = change;
    const key = kind === 'skip-added' ? [kind, file, detail].join('\0') : [kind, file, line, detail].join('\0');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [change]);
    else group.push(change);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined || group.length === 1) return group;
    if (first.kind !== 'skip-added') return [first];
    const names = group.flatMap(({ test }) => test ?? []);
    const detail = `${first.detail.replace(/^it is/, `${group.length} tests are`)}; these are ${quoteSome(names)}`;
    return [{ ...first, test: undefined, detail }];
  });
}
