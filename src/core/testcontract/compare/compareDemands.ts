import type { ContractChangeKind } from '../contractChange';
import { isWeaker } from '../demand';
import type { Assertion, Tolerance } from '../testContract';
import { quote } from './quote';

/** What became of an assertion. */
export interface DemandChange {
  readonly kind: ContractChangeKind;
  readonly weakens: boolean;
  readonly detail: string;
}

const ASKS = { exact: 'equality', bounded: 'only that it lies within bounds', weak: 'next to nothing' } as const;
/** Of these a larger value is no wider bound, but another kind of demand. */
const KINDS_OF_DEMAND = new Set(['exceptions', 'equality']);
const LENGTH = /\blen\(|\.(length|size|count)\b|\btoHaveLength\b|\blengthOf\b|\bhasSize\b|\bLen\(/;
const NUMBER = /^-?\d/;

/** Compares an assertion with what came in its place; undefined when both demand the same in the same words. */
export function compareDemands(before: Assertion, after: Assertion): DemandChange | undefined {
  const became = `${quote(before.text)} became ${quote(after.text)}`;
  const isSame = withoutWaiting(before.text) === withoutWaiting(after.text);
  const loosened = looserTolerance(before, after);
  if (loosened !== undefined && !isWeaker(after.strength, before.strength)) {
    const kind =
      KINDS_OF_DEMAND.has(loosened.name) || loosened.name === 'match' ? 'assertion-weakened' : 'tolerance-loosened';
    return { kind, weakens: true, detail: `${isSame ? quote(after.text) : became}: ${wordsFor(loosened)}` };
  }
  if (isWeaker(after.strength, before.strength)) {
    const asks = `it asked for ${ASKS[before.strength]} and asks for ${ASKS[after.strength]} now`;
    return { kind: 'assertion-weakened', weakens: true, detail: `${isSame ? quote(after.text) : became}: ${asks}` };
  }
  if (isSame && isWaitedFor(before.text) && !isWaitedFor(after.text)) {
    return {
      kind: 'assertion-weakened',
      weakens: true,
      detail: `${became}: nobody waits for it now, so it cannot fail`,
    };
  }
  const guarded = newGuards(before, after);
  if (guarded.length > 0) {
    const under = guarded.map(quote).join(', ');
    const detail = `${isSame ? quote(after.text) : became}, and whether it is reached now depends on ${under}`;
    return { kind: 'assertion-weakened', weakens: true, detail };
  }
  if (isSame) {
    const isGuarded = (before.guards ?? []).join('\0') !== (after.guards ?? []).join('\0');
    const detail = `${quote(after.text)} no longer depends on ${(before.guards ?? []).map(quote).join(', ')}`;
    return isGuarded ? { kind: 'assertion-changed', weakens: false, detail } : undefined;
  }
  if (LENGTH.test(after.text) && !LENGTH.test(before.text)) {
    return { kind: 'assertion-weakened', weakens: true, detail: `${became}: now it only looks at the length` };
  }
  return { kind: 'assertion-changed', weakens: false, detail: became };
}

const WAITING = /^(await|return) /;
const PROMISES = /\.(resolves|rejects|eventually)\b|\b(rejects|doesNotReject|throwsAsync|then)\(/;

function withoutWaiting(text: string): string {
  return text.replace(WAITING, '');
}

/** Whether the test fails when the promise that the assertion gives does. */
function isWaitedFor(text: string): boolean {
  return text.startsWith('await ') || (text.startsWith('return ') && PROMISES.test(text));
}

/** A tolerance with what it was. */
interface Loosened {
  readonly name: string;
  readonly before: Tolerance;
  readonly after: Tolerance | undefined;
}

function looserTolerance(before: Assertion, after: Assertion): Loosened | undefined {
  for (const old of before.tolerances ?? []) {
    const now = after.tolerances?.find(({ name }) => name === old.name);
    if (old.name === 'match') {
      if (now === undefined || isPartOf(now.text, old.text)) return { name: old.name, before: old, after: now };
    } else if (now !== undefined && now.value > old.value) return { name: old.name, before: old, after: now };
  }
  const loose = after.tolerances?.find(({ name, value }) => name === 'equality' && value > 0);
  const hadEquality = before.tolerances?.some(({ name }) => name === 'equality') === true;
  if (loose === undefined || hadEquality || before.strength !== 'exact' || loose.value < 2) return undefined;
  return { name: 'equality', before: { name: 'equality', value: 0, text: 'strict equality' }, after: loose };
}

/** Whether a pattern or a text matches more than another because it is a piece of it. */
function isPartOf(piece: string, whole: string): boolean {
  return piece !== whole && (/^\^?(\.[*+]?)?\$?$/.test(piece) || whole.includes(piece));
}

function wordsFor({ name, before, after }: Loosened): string {
  if (name === 'match') {
    return after === undefined
      ? `it no longer looks for ${quote(before.text)}`
      : `it looked for ${quote(before.text)} and looks for ${quote(after.text)} now`;
  }
  const [was, is] = [before.text, after?.text ?? 'nothing'];
  if (name === 'exceptions') return `it asked for ${was} and takes ${is} now`;
  if (name === 'equality') return `it asked for ${was} and takes ${is} now`;
  const label = NUMBER.test(was) && /^\w+$/.test(name) ? ` (${name})` : '';
  return `the tolerance${label} was ${was} and is ${is} now`;
}

/** Conditions that an assertion did not depend on before. */
function newGuards(before: Assertion, after: Assertion): readonly string[] {
  const known = new Set(before.guards ?? []);
  return (after.guards ?? []).filter((guard) => !known.has(guard));
}
