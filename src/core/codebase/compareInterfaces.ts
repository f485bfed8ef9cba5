import { isSameText } from './normalText';
import type { PublicName } from './publicName';

/** `unclear`: still in reach under its name, but what it is now stands in another file. */
export interface InterfaceChange {
  readonly kind: 'removed' | 'added' | 'changed' | 'unclear';
  readonly name: string;
  /** One sentence. */
  readonly detail: string;
}

/** How what a file offers differs from before; both lists are those of one path. */
export function compareInterfaces(
  before: readonly PublicName[],
  after: readonly PublicName[],
): readonly InterfaceChange[] {
  const [old, now] = [byName(before), byName(after)];
  const changes: InterfaceChange[] = [];
  for (const [name, was] of old) {
    const is = now.get(name);
    const owner = ownerOf(name, old);
    // Its class says it all.
    if (owner !== undefined && isElsewhere(now.get(owner))) continue;
    if (is !== undefined) changes.push(...difference(was, is));
    else if (was.kind !== 'imported') changes.push(missing(was, owner === undefined ? undefined : now.get(owner)));
  }
  for (const [name, is] of now) {
    const owner = ownerOf(name, now);
    if (old.has(name) || is.kind === 'imported' || (owner !== undefined && isNew(owner, old))) continue;
    changes.push({ kind: 'added', name, detail: `${shown(is)} is new.` });
  }
  return changes;
}

function byName(names: readonly PublicName[]): ReadonlyMap<string, PublicName> {
  const found = new Map<string, PublicName>();
  for (const each of names) if (!found.has(each.name) || each.kind !== 'imported') found.set(each.name, each);
  return found;
}

/** The class that a member belongs to; the dots in the parameters of a name are none of its own. */
function ownerOf(name: string, names: ReadonlyMap<string, PublicName>): string | undefined {
  const owner = /^([^(]*)\.[^.(]*/.exec(name)?.[1];
  return owner !== undefined && names.has(owner) ? owner : undefined;
}

function isNew(owner: string, old: ReadonlyMap<string, PublicName>): boolean {
  const was = old.get(owner);
  return was === undefined || was.kind === 'handed-on' || was.kind === 'imported';
}

function isElsewhere(owner: PublicName | undefined): boolean {
  return owner === undefined || owner.kind === 'handed-on' || owner.kind === 'imported';
}

function missing(was: PublicName, owner: PublicName | undefined): InterfaceChange {
  const bases = owner?.inherits ?? [];
  if (bases.length === 0) return { kind: 'removed', name: was.name, detail: `${shown(was)} is gone.` };
  const detail = `${was.name} is no longer in its class itself, and may come from ${bases.join(' or ')}.`;
  return { kind: 'unclear', name: was.name, detail };
}

function difference(was: PublicName, is: PublicName): readonly InterfaceChange[] {
  const { name } = was;
  if (was.kind === 'imported' || was.kind === 'handed-on') return [];
  if (is.kind === 'imported' || is.kind === 'handed-on') {
    const from = is.signature === '' ? 'another file' : is.signature;
    return [{ kind: 'unclear', name, detail: `${name} now comes from ${from}; what it takes there was not compared.` }];
  }
  if (was.kind !== is.kind) {
    return [{ kind: 'changed', name, detail: `${name} was ${WORDS[was.kind]} and is now ${WORDS[is.kind]}.` }];
  }
  const areReturnsSame = was.returns === undefined || is.returns === undefined || isSameText(was.returns, is.returns);
  const isSame = isSameText(was.signature, is.signature) && areReturnsSame;
  return isSame ? [] : [{ kind: 'changed', name, detail: `${shown(was)} is now ${shown(is)}.` }];
}

const WORDS: Readonly<Record<Exclude<PublicName['kind'], 'imported' | 'handed-on'>, string>> = {
  function: 'a function',
  class: 'a class',
  attribute: 'an attribute',
  constant: 'a constant',
  type: 'a type',
};

function shown({ name, kind, signature, returns }: PublicName): string {
  if (kind !== 'function') return signature === '' || signature.length > 80 ? name : `${name} ${signature}`;
  return `${name}${signature}${returns === undefined || returns === '' ? '' : ` -> ${returns}`}`;
}
