import type { DeclaredSymbol, SymbolKind } from '../spec/declaredSymbol';
import type { TrivialSubject } from '../testrun/substitute';
import { TRIVIAL_SUBJECTS } from '../testrun/substitute';
import type { RedEvidence } from './redEvidence';
import { fooledBy } from './runsCompared';
import type { Subject } from './subject';
import { declaredAs } from './subject';
import type { TestEvidence } from './testEvidence';
import type { VacuityBlock } from './verdict';
import type { WaiverTarget } from './waiver';
import { waiverOf } from './waiver';

/**
 * The methods and requirements of which some trivial subject satisfies all tests. One test alone may well be satisfied by
 * one: a cart that starts empty is empty. So the only test of a requirement counts against it only when the methods that it uses
 * are proven by no other test either; several tests of one requirement that are all satisfied count in any case.
 * @param tests those that fail for a right reason, and old ones that pass
 * @param isNew whether this RED asks for the test; what only old tests use is not its concern
 */
export function vacuityBlocks(
  tests: readonly TestEvidence[],
  isNew: (test: TestEvidence) => boolean,
  { subject, waivers }: Pick<RedEvidence, 'subject' | 'waivers'>,
): readonly VacuityBlock[] {
  const isSettled = (target: WaiverTarget) => waiverOf(waivers, target) !== undefined;
  const proving = tests.flatMap((evidence): readonly Proving[] => {
    const waived = isSettled({ kind: 'test', name: evidence.test.id });
    const methods = methodsOf(evidence, subject);
    return methods.length === 0 ? [] : [{ evidence, fooledBy: waived ? [] : fooledBy(evidence), methods }];
  });
  const methods = blocksOf(
    'symbol',
    groupBy(proving, ({ methods: used }) => used),
  );
  const blocked = new Set(methods.map(({ name }) => name));
  const requirements = blocksOf(
    'requirement',
    groupBy(proving, ({ evidence }) => evidence.requirements).filter(([, group]) => {
      const functions = new Set(group.map(({ evidence }) => evidence.test.id.replace(/\[.*$/s, '')));
      return functions.size > 1 || group.some(({ methods: used }) => used.some((name) => blocked.has(name)));
    }),
  );
  const fresh = new Set(tests.filter(isNew).map(({ test }) => test.id));
  return [...requirements, ...methods]
    .filter(({ kind, name }) => !isSettled({ kind, name }))
    .filter((block) => block.tests.some((id) => fresh.has(id)));
}

interface Proving {
  readonly evidence: TestEvidence;
  readonly fooledBy: readonly TrivialSubject[];
  readonly methods: readonly string[];
}

type Group = readonly [name: string, tests: readonly Proving[]];

function groupBy(tests: readonly Proving[], names: (test: Proving) => readonly string[]): readonly Group[] {
  const groups = new Map<string, Proving[]>();
  for (const test of tests) {
    for (const name of names(test)) groups.set(name, [...(groups.get(name) ?? []), test]);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
}

function blocksOf(kind: VacuityBlock['kind'], groups: readonly Group[]): readonly VacuityBlock[] {
  return groups.flatMap(([name, tests]) => {
    const subjects = TRIVIAL_SUBJECTS.filter((each) => tests.every((test) => test.fooledBy.includes(each)));
    return subjects.length === 0
      ? []
      : [{ kind, name, subjects, tests: tests.map(({ evidence }) => evidence.test.id) }];
  });
}

const METHOD_KINDS: ReadonlySet<SymbolKind> = new Set(['function', 'method']);

/**
 * What a test uses of the subject that can be right or wrong: functions and methods. What holds data, such as a field, has nothing to
 * compute. What stands behind the assertion that fails first is used by its text only.
 */
function methodsOf({ touched, facts }: TestEvidence, { interface: declared }: Subject): readonly string[] {
  const isDeclaring = declared.some((symbol) => symbol.kind === 'function' || symbol.members.length > 0);
  const used = (touched ?? []).filter((name) => {
    const symbol = declaredAs(declared, name);
    if (symbol !== undefined) return METHOD_KINDS.has(symbol.kind);
    return !isDeclaring && (name.includes('.') || /^[^\p{Lu}]/u.test(name));
  });
  const text = [facts?.body ?? '', ...(facts?.assertions ?? []).map((assertion) => assertion.text)].join('\n');
  return [...new Set([...used, ...mentionedMethods(declared, text)])];
}

function mentionedMethods(symbols: readonly DeclaredSymbol[], text: string): readonly string[] {
  const words = new Set(text.match(/[\p{L}_$][\p{L}\p{N}_$]*/gu));
  const members = new Set([...text.matchAll(/\.\s*([\p{L}_$][\p{L}\p{N}_$]*)/gu)].map(([, name]) => name));
  return symbols.flatMap((symbol) => [
    ...(METHOD_KINDS.has(symbol.kind) && words.has(symbol.name) ? [symbol.name] : []),
    ...symbol.members
      .filter(({ name, kind }) => METHOD_KINDS.has(kind) && members.has(name))
      .map(({ name }) => `${symbol.name}.${name}`),
  ]);
}
