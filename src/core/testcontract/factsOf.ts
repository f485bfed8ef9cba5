import type { TestContract, TestPromise } from './testContract';

/** A test as a runner names it: `tests/test_cart.py::TestCart::test_total[1]`, or by its own name alone. */
interface NamedTest {
  readonly id: string;
  readonly file: string;
  readonly name: string;
  readonly line?: number | undefined;
}

interface FileFacts {
  readonly tests: readonly TestPromise[];
  /** By the names that a test stands in, joined. */
  readonly byName: ReadonlyMap<string, readonly TestPromise[]>;
}

const indexes = new WeakMap<TestContract, ReadonlyMap<string, FileFacts>>();

/**
 * What a test of a run promises: by its file and the names that it stands in, without its parameters; of several by its line, of
 * those on one line by their number.
 */
export function factsOf(contract: TestContract, test: NamedTest): TestPromise | undefined {
  const facts = indexOf(contract).get(test.file);
  if (facts === undefined) return undefined;
  const { id, file, name, line } = test;
  const own = id.startsWith(`${file}::`) ? id.slice(file.length + 2) : name;
  // Of tests of one name the second ends with (2).
  const number = Number(/ \((\d+)\)$/.exec(own)?.[1] ?? 1);
  for (const spelling of spellings(own)) {
    const found = chooseOne(facts.byName.get(spelling), line, number);
    if (found !== undefined) return found;
  }
  const likely = facts.tests.filter((promise) => spellings(own).some((spelling) => patternOf(promise)?.test(spelling)));
  return chooseOne(likely, line, number) ?? chooseOne(aroundLine(facts.tests, name, line), line, number);
}

/** The names of a test from the most to the least exact: with and without what runners add to them. */
function spellings(own: string): readonly string[] {
  const plain = own.replace(/ \(\d+\)$/, '');
  return [...new Set([own, plain, plain.replace(/\[.*\]$/s, ''), plain.replaceAll('/', '::')])];
}

function chooseOne(
  promises: readonly TestPromise[] | undefined,
  line: number | undefined,
  number: number,
): TestPromise | undefined {
  if (promises === undefined || promises.length < 2) return promises?.[0];
  const there = promises.filter((promise) => line !== undefined && promise.line <= line && line <= promise.endLine);
  const nearest = there.reduceRight<TestPromise | undefined>(
    (best, each) => (best === undefined || each.line > best.line ? each : best),
    undefined,
  );
  return nearest ?? promises[number - 1] ?? promises[0];
}

/** Tests whose names are made while they run, by where they stand. */
function aroundLine(tests: readonly TestPromise[], name: string, line: number | undefined): readonly TestPromise[] {
  const byName = tests.filter(({ path }) => path.at(-1) === name);
  if (byName.length > 0 || line === undefined) return byName;
  return tests.filter((promise) => promise.line <= line && line <= promise.endLine && patternOf(promise) !== undefined);
}

function indexOf(contract: TestContract): ReadonlyMap<string, FileFacts> {
  const known = indexes.get(contract);
  if (known !== undefined) return known;
  const files = new Map<string, { tests: TestPromise[]; byName: Map<string, TestPromise[]> }>();
  for (const test of contract.tests) {
    const facts = files.get(test.file) ?? { tests: [], byName: new Map<string, TestPromise[]>() };
    files.set(test.file, facts);
    facts.tests.push(test);
    for (const name of new Set([test.path.join('::'), test.path.join('::').replaceAll(' ', '_')])) {
      facts.byName.set(name, [...(facts.byName.get(name) ?? []), test]);
    }
  }
  indexes.set(contract, files);
  return files;
}

/** Where values are put into a title: `${name}`, `%i`, `$row.name`. */
const INSERTION = /\$\{(?:[^{}]|\{[^{}]*\})*\}|%[sdifjoO#p$]|\$[#\w]+(?:\.\w+)*/g;

/** The names that a test with a made title may have; undefined for a title that is written out. */
function patternOf({ path }: TestPromise): RegExp | undefined {
  const name = path.join('::');
  if (name.search(INSERTION) === -1) return undefined;
  const pieces = name
    .split(INSERTION)
    .map((piece) => piece.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&').replace(/[ _]/g, '[ _]'));
  return new RegExp(`^${pieces.join('.*')}$`, 's');
}
