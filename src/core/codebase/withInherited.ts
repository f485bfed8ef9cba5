import type { PublicName } from './publicName';

/** Gives each class the members of the classes of the same file that it inherits from; only the other bases stay named. */
export function withInherited(names: readonly PublicName[]): readonly PublicName[] {
  const classes = new Map(names.filter(({ kind }) => kind === 'class').map((each) => [each.name, each]));
  // Not those of a class inside the class.
  const membersOf = (owner: string) =>
    names.filter(({ name, kind }) => kind !== 'class' && /^(.*?)\.[^.(]*(?:\(|$)/.exec(name)?.[1] === owner);

  function reach(owner: string, seen: ReadonlySet<string>): { members: Map<string, PublicName>; outside: string[] } {
    const members = new Map(membersOf(owner).map((member) => [member.name.slice(owner.length + 1), member]));
    const outside: string[] = [];
    for (const base of classes.get(owner)?.inherits ?? []) {
      if (seen.has(base)) continue;
      if (!classes.has(base)) {
        outside.push(base);
        continue;
      }
      const above = reach(base, new Set([...seen, owner]));
      outside.push(...above.outside);
      for (const [short, member] of above.members) if (!members.has(short)) members.set(short, member);
    }
    return { members, outside };
  }

  return names.flatMap((each) => {
    if (each.kind !== 'class') return each.name.includes('.') ? [] : [each];
    const { members, outside } = reach(each.name, new Set());
    return [
      { ...each, inherits: outside },
      ...[...members].map(([short, member]) => ({ ...member, name: `${each.name}.${short}` })),
    ];
  });
}
