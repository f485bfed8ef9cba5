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
  /** Tests whose titles are made while they run, with what stands round the insertions. */
  readonly made: readonly { readonly test: TestPromise; readonly pieces: readonly string[] }[];
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
  const wanted = spellings(own).map(evenly);
  const likely = facts.made.filter(({ pieces }) => wanted.some((spelling) => fits(spelling, pieces)));
  const found = chooseOne(
    likely.map((each) => each.test),
    line,
    number,
  );
  return found ?? chooseOne(aroundLine(facts, name, line), line, number);
}

/** The names of a test from the most to the least exact: with and without what runners add to them. */
function spellings(own: string): readonly string[] {
  const plain = own.replace(/ \(\d+\)$/, '');
  return [
    ...new Set([
      own,
      plain,
      plain.endsWith(']') ? plain.slice(0, plain.indexOf('[')) : plain,
      plain.replaceAll('/', '::'),
    ]),
  ];
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

/** The tests of a name, or those with a made title at a place. */
function aroundLine({ tests, made }: FileFacts, name: string, line: number | undefined): readonly TestPromise[] {
  const byName = tests.filter(({ path }) => path.at(-1) === name);
  if (byName.length > 0 || line === undefined) return byName;
  return made.flatMap(({ test }) => (test.line <= line && line <= test.endLine ? [test] : []));
}

function indexOf(contract: TestContract): ReadonlyMap<string, FileFacts> {
  const known = indexes.get(contract);
  if (known !== undefined) return known;
  const files = new Map<string, TestPromise[]>();
  for (const test of contract.tests) {
    const tests = files.get(test.file);
    if (tests === undefined) files.set(test.file, [test]);
    else tests.push(test);
  }
  const index = new Map([...files].map(([file, tests]) => [file, factsOfFile(tests)]));
  indexes.set(contract, index);
  return index;
}

/** Where values are put into a title: `${name}`, `%i`, `$row.name`. */
const INSERTION = /\$\{(?:[^{}]|\{[^{}]*\})*\}|%[sdifjoO#p$]|\$[#\w]+(?:\.\w+)*/;

function factsOfFile(tests: readonly TestPromise[]): FileFacts {
  const byName = new Map<string, TestPromise[]>();
  const made: { test: TestPromise; pieces: readonly string[] }[] = [];
  for (const test of tests) {
    const name = test.path.join('::');
    for (const each of new Set([name, evenly(name)])) {
      const same = byName.get(each);
      if (same === undefined) byName.set(each, [test]);
      else same.push(test);
    }
    const pieces = name.split(INSERTION);
    if (pieces.length > 1) made.push({ test, pieces: pieces.map(evenly) });
  }
  return { tests, byName, made };
}

/** Go writes spaces in names as underscores. */
function evenly(name: string): string {
  return name.replaceAll(' ', '_');
}

/** Whether a name consists of the pieces in their order, with anything between them. */
function fits(name: string, pieces: readonly string[]): boolean {
  const [first = '', ...middle] = pieces;
  const last = middle.pop() ?? '';
  if (!name.startsWith(first) || !name.endsWith(last) || name.length < first.length + last.length) return false;
  let at = first.length;
  for (const piece of middle) {
    const found = name.indexOf(piece, at);
    if (found === -1) return false;
    at = found + piece.length;
  }
  return at <= name.length - last.length;
}
