import { isContractFile } from './contractFile';
import type { AssertionReading, Definition, FileReading, ImportReading, TestReading } from './fileReading';
import type { Found, Member } from './nameResolver';
import { NameResolver } from './nameResolver';
import type { Assertion, TestContract, TestPromise, TestSupport } from './testContract';

/** Follows the names of tests to the fixtures and helpers among the files that were read. */
export function linkReadings(files: readonly FileReading[]): Pick<TestContract, 'tests' | 'support'> {
  const resolver = new NameResolver(files);
  const used = new Set<Definition>();
  const tests = files.flatMap((file) => collectTests(file, resolver).map((test) => promiseOf(test, resolver, used)));
  return { tests: withOnly(tests, files), support: supportOf(files, used) };
}

/** A test as a runner collects it: where it belongs, and what it does. */
interface Collected {
  readonly file: FileReading;
  readonly definedIn: FileReading;
  readonly test: TestReading;
  readonly path: readonly string[];
  /** The class that it runs in, its bases, and the classes round it, nearest first. */
  readonly family: readonly Member[];
}

function collectTests(file: FileReading, resolver: NameResolver): readonly Collected[] {
  const free = file.tests
    .filter(({ owner }) => owner === undefined)
    .map((test) => ({ file, definedIn: file, test, path: test.path, family: [] }));
  const owned = file.classes.flatMap((one) => {
    const family = resolver.familyOf(file, one);
    const isCollected =
      one.isCollected === 'yes' ||
      (one.isCollected === 'by-base' &&
        (resolver.isCase(file, one) || family.slice(1).some((base) => base.class.isCollected === 'yes')));
    if (!isCollected) return [];
    const round = file.classes
      .filter((outer) => one.name.startsWith(`${outer.name}.`))
      .flatMap((outer) => resolver.familyOf(file, outer));
    const seen = new Set<string>();
    return family.flatMap(({ file: definedIn, class: base }) =>
      definedIn.tests.flatMap((test) => {
        const name = test.path.at(-1) ?? '';
        if (test.owner !== base.name || seen.has(name)) return [];
        seen.add(name);
        return [{ file, definedIn, test, path: [...one.name.split('.'), name], family: [...family, ...round] }];
      }),
    );
  });
  return [...free, ...owned].sort((a, b) => a.test.line - b.test.line);
}

function promiseOf(collected: Collected, resolver: NameResolver, used: Set<Definition>): TestPromise {
  const { file, definedIn, test, path, family } = collected;
  const found = reach(collected, resolver);
  for (const { definition } of found) used.add(definition);
  const mocks = new Set(found.flatMap(({ definition }) => definition.mocks));
  const plain = new Set<string>();
  for (const { name, definition } of found) {
    if (definition.gives === 'mock') mocks.add(name);
    if (definition.gives === 'plain') plain.add(name);
  }
  const names = new Set(found.map(({ name }) => name));
  const asAssertion = (reading: AssertionReading, from?: Found): Assertion | undefined => {
    const { sight, calls, within, ...rest } = reading;
    if (calls !== undefined && names.has(calls)) return undefined;
    const onlyMocks = !sight.other && sight.names.every((name) => mocks.has(name) || plain.has(name));
    const onOwnMocks = onlyMocks && (sight.mocks || sight.names.some((name) => mocks.has(name)));
    if (within !== undefined) return { ...rest, onOwnMocks, from: { file: definedIn.path, name: within } };
    if (from === undefined) return { ...rest, onOwnMocks };
    return { ...rest, onOwnMocks, from: { file: from.file.path, name: supportName(from.definition) } };
  };
  const classes = family.map((member) => member.class);
  const own = test.assertions.flatMap((reading) => asAssertion(reading) ?? []);
  const others = found.flatMap((each) =>
    each.definition.assertions.flatMap((reading) => asAssertion(reading, each) ?? []),
  );
  const uses = found.filter(({ definition }) => definition.name !== 'top level');
  return {
    file: file.path,
    ...(definedIn === file ? {} : { definedIn: definedIn.path }),
    path,
    line: test.line,
    endLine: test.endLine,
    assertions: [...own, ...others],
    parameters: [...test.parameters, ...found.flatMap(({ definition }) => definition.parameters)],
    markers: unique([...file.markers, ...classes.flatMap(({ markers }) => markers), ...test.markers]),
    skips: unique([
      ...file.skips,
      ...classes.flatMap(({ skips }) => skips),
      ...test.skips,
      ...found.flatMap(({ definition }) => definition.skips),
    ]),
    uses: unique(uses.map(({ definition }) => supportName(definition))).sort(),
    body: test.body,
  };
}

/** Everything that a test uses, by name or because it takes part in every test, directly or through others. */
function reach({ file, definedIn, test, family }: Collected, resolver: NameResolver): readonly Found[] {
  const found = new Map<Definition, Found>();
  const queue: Found[] = [];
  const add = (each: Found): void => {
    if (found.has(each.definition)) return;
    found.set(each.definition, each);
    queue.push(each);
  };
  for (const each of resolver.always(file, test.at, family)) add(each);
  for (const member of family.slice(1)) for (const each of resolver.always(member.file, undefined, family)) add(each);
  for (const name of test.names)
    for (const each of resolver.find(name, { file: definedIn, at: test.at, family })) add(each);
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const { definition } = next;
    const around = { file: next.file, at: definition.scope.start, family };
    for (const name of definition.names) for (const each of resolver.find(name, around)) add(each);
  }
  return [...found.values()];
}

/** Where a file asks that only some tests run, the others are skipped. */
function withOnly(tests: readonly TestPromise[], files: readonly FileReading[]): readonly TestPromise[] {
  const only = new Map<string, Set<string>>();
  for (const { path, tests: readings } of files) {
    const chosen = readings.filter(({ isOnly }) => isOnly);
    if (chosen.length > 0) only.set(path, new Set(chosen.map((test) => test.path.join('\0'))));
  }
  return tests.map((test) => {
    const chosen = only.get(test.file);
    if (chosen === undefined || chosen.has(test.path.join('\0'))) return test;
    return { ...test, skips: [...test.skips, 'only others of its file are asked for'] };
  });
}

function supportOf(files: readonly FileReading[], used: ReadonlySet<Definition>): readonly TestSupport[] {
  return files.flatMap((file) => {
    const definitions = file.definitions.filter(
      (definition) => used.has(definition) || definition.isAlways || isContractFile(file.path),
    );
    const mentioned = new Set([...file.tests, ...definitions].flatMap(({ names }) => [...names]));
    const imports = file.imports.filter(({ local }) => local === '*' || mentioned.has(local));
    return [
      ...imports.map((each) => importSupport(file.path, each)),
      ...definitions.map((each) => asSupport(file.path, each)),
    ];
  });
}

function asSupport(file: string, definition: Definition): TestSupport {
  const { kind, line, text, patches } = definition;
  return { file, name: supportName(definition), kind, line, text, ...(patches.length > 0 ? { patches } : {}) };
}

function importSupport(file: string, { local, module, line, text }: ImportReading): TestSupport {
  return { file, name: local === '*' ? `* of ${module}` : local, kind: 'constant', line, text };
}

function supportName({ owner, name }: Definition): string {
  return owner === undefined ? name : `${owner}.${name}`;
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
