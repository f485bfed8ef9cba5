import { LEFT_OUT } from '../canonicalText';
import type { ContractChange } from '../contractChange';
import type { Assertion, TestContract, TestPromise } from '../testContract';
import { compareAssertions } from './compareAssertions';
import { compareMarks } from './compareMarks';
import { difference } from './difference';
import { quote, quoteDifference, quoteSome } from './quote';

/** What became of the tests themselves. */
export function compareTests(before: TestContract, after: TestContract): readonly ContractChange[] {
  const { gone, come, kept } = difference(before.tests, after.tests, keyOf);
  const renamed = pairRenamed(gone, come);
  const [left, added] = [new Set(gone), new Set(come)];
  const changes: ContractChange[] = [];
  for (const [old, now] of renamed) {
    left.delete(old);
    added.delete(now);
    const where = old.file === now.file ? '' : `, and stands in ${now.file} instead of ${old.file}`;
    const detail = `${quote(nameOf(old))} is called ${quote(nameOf(now))} now${where}`;
    changes.push(changeOf(now, { kind: 'test-changed', weakens: false, detail }));
    if (old.file !== now.file) changes.push({ ...changeOf(old, { kind: 'test-changed', weakens: false, detail }) });
  }
  for (const old of left) {
    changes.push(
      changeOf(old, { kind: 'test-removed', weakens: true, detail: `the test ${quote(nameOf(old))} is gone` }),
    );
  }
  for (const now of added) {
    changes.push(
      changeOf(now, { kind: 'test-added', weakens: false, detail: `the test ${quote(nameOf(now))} is new` }),
    );
  }
  const texts = new Set(before.support.map(({ file, name, text }) => [file, name, text].join('\0')));
  const same = after.support.filter(({ file, name, text }) => texts.has([file, name, text].join('\0')));
  const unchanged = new Set(same.map(({ name }) => name));
  for (const [old, now] of kept) changes.push(...compareTest(old, now, unchanged));
  return changes;
}

/** Tests that are gone, each with one that came and does the same under another name. */
function pairRenamed(
  gone: readonly TestPromise[],
  come: readonly TestPromise[],
): readonly (readonly [TestPromise, TestPromise])[] {
  const pairs: [TestPromise, TestPromise][] = [];
  const waiting = new Map<string, TestPromise[]>();
  for (const test of come) waiting.set(deedOf(test), [...(waiting.get(deedOf(test)) ?? []), test]);
  for (const old of gone) {
    const same = waiting.get(deedOf(old)) ?? [];
    const at = Math.max(
      0,
      same.findIndex(({ file }) => file === old.file),
    );
    const [now] = same.splice(at, 1);
    if (now !== undefined) pairs.push([old, now]);
  }
  return pairs;
}

/** Replacing something for a test that did not need it before. */
const PATCHING =
  /\b(monkeypatch\.\w|mocker\.|patch(\.\w+)?\(|(jest|vi)\.(mock|spyOn|doMock)\(|sinon\.(stub|replace)\(\w|mock\.(method|module)\(|setattr\()|sys\.modules\[/;

function compareTest(old: TestPromise, now: TestPromise, unchanged: ReadonlySet<string>): readonly ContractChange[] {
  const assertions = compareAssertions(ownOf(old), ownOf(now));
  const changes = [
    ...assertions.map((change) => ({
      ...changeOf(change.kind === 'assertion-removed' ? old : now, change),
      line: change.line,
    })),
    ...lostHelpers(old, now),
    ...compareMarks(old, now).map((change) => changeOf(now, change)),
  ];
  const [before, after] = [withoutMarks(old.body), withoutMarks(now.body)];
  if (before !== after) {
    const kept = new Set(before.split('\n'));
    const patches = after.split('\n').filter((line) => !kept.has(line) && PATCHING.test(line));
    const what = patches.length > 0 ? `it replaces ${quoteSome(patches)}` : quoteDifference(before, after);
    const detail = `what it does changed: ${what}`;
    changes.push(changeOf(now, { kind: 'test-changed', weakens: patches.length > 0, detail }));
  } else if (old.body !== now.body && assertions.length === 0) {
    changes.push(
      changeOf(now, { kind: 'test-changed', weakens: false, detail: 'its assertions stand in another place' }),
    );
  }
  return changes.length > 0 ? changes : otherUses(old, now, unchanged);
}

/** Fixtures and hooks that are there before and after, and reach the test only in one of the two. */
function otherUses(old: TestPromise, now: TestPromise, unchanged: ReadonlySet<string>): readonly ContractChange[] {
  const { gone, come } = difference(old.uses, now.uses, (name) => name);
  const isKept = (name: string) => unchanged.has(name);
  const [lost, won] = [gone.filter(isKept), come.filter(isKept)];
  if (lost.length + won.length === 0) return [];
  const said = [
    ...(lost.length > 0 ? [`${quoteSome(lost)} no longer takes part in it`] : []),
    ...(won.length > 0 ? [`${quoteSome(won)} takes part in it now`] : []),
  ].join(', and ');
  return [changeOf(now, { kind: 'test-changed', weakens: false, detail: said })];
}

/** Helpers with assertions that the test does not use any more. */
function lostHelpers(old: TestPromise, now: TestPromise): readonly ContractChange[] {
  const lost = new Map<string, Assertion>();
  for (const assertion of old.assertions) {
    const { from } = assertion;
    if (from !== undefined && old.uses.includes(from.name) && !now.uses.includes(from.name))
      lost.set(from.name, assertion);
  }
  return [...lost].map(([name, { text }]) =>
    changeOf(now, {
      kind: 'assertion-removed',
      weakens: true,
      detail: `it no longer uses ${quote(name)}, which asserts ${quote(text)}`,
    }),
  );
}

/** The assertions that stand in the test itself. */
function ownOf({ assertions }: TestPromise): readonly Assertion[] {
  return assertions.filter(({ from }) => from === undefined);
}

function withoutMarks(body: string): string {
  return body
    .replaceAll(LEFT_OUT, '')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .join('\n');
}

function changeOf(
  test: TestPromise,
  { kind, weakens, detail }: Pick<ContractChange, 'kind' | 'weakens' | 'detail'>,
): ContractChange {
  return { kind, file: test.definedIn ?? test.file, line: test.line, test: nameOf(test), detail, weakens };
}

function nameOf({ path }: TestPromise): string {
  return path.join(' > ');
}

function keyOf({ file, path }: TestPromise): string {
  return [file, ...path].join('\0');
}

/** What a test does and demands, whatever it is called. */
function deedOf(test: TestPromise): string {
  const { parameters, skips, markers, body } = test;
  return JSON.stringify([ownOf(test).map(({ text, guards }) => [text, guards]), parameters, skips, markers, body]);
}
