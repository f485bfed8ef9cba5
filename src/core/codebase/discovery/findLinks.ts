import { lastOf } from '../graph/pathIndex';
import type { Codebase, SourceFile } from './codebase';
import { testNameOf } from './testName';

/** Which tests look at a source file, and how that is known. */
export interface TestLinks {
  /** Tests by source file; those that are named after it come first. In the order of the paths. */
  readonly bySource: ReadonlyMap<string, readonly string[]>;
  readonly byName: number;
  readonly byImport: number;
}

/**
 * Links tests to what they test: to what they import, to the nearest file that they are named after, and to a file with tests in
 * itself.
 */
export function findLinks({ files }: Codebase): TestLinks {
  const code = files.filter(({ isTest }) => !isTest);
  const byPath = new Map(code.map((file) => [file.path, file]));
  const byStem = new Map<string, string[]>();
  for (const { path } of code) {
    const stem = stemOf(path);
    byStem.set(stem, [...(byStem.get(stem) ?? []), path]);
  }
  const named = new Map<string, Set<string>>();
  const imported = new Map<string, Set<string>>();
  for (const test of files) {
    if (!test.isTest) {
      if (hasOwnTests(test)) link(named, test.path, test.path);
      continue;
    }
    if (!hasTests(test)) continue;
    const subject = testNameOf(test.path)?.subject;
    const source = subject === undefined ? undefined : nearest(byStem.get(subject.toLowerCase()) ?? [], test);
    if (source !== undefined) link(named, source, test.path);
    for (const used of test.uses) if (byPath.has(used)) link(imported, used, test.path);
  }
  const sources = [...new Set([...named.keys(), ...imported.keys()])].sort();
  const bySource = new Map(
    sources.map((source) => {
      const first = [...(named.get(source) ?? [])].sort();
      const then = [...(imported.get(source) ?? [])].filter((test) => !first.includes(test)).sort();
      return [source, [...first, ...then]] as const;
    }),
  );
  return { bySource, byName: sizeOf(named), byImport: sizeOf(imported) };
}

/** What is in a folder of tests and holds none helps the others. */
export function hasTests({ facts, path }: SourceFile): boolean {
  const { signals } = facts;
  return (
    ['test.case', 'test.parametrised', 'framework.unittest'].some(
      (signal) => signals[signal as keyof typeof signals] !== undefined,
    ) || testNameOf(path) !== undefined
  );
}

function hasOwnTests({ facts, language }: SourceFile): boolean {
  return language === 'rust' && facts.signals['test.case'] !== undefined;
}

/** One that the test imports, then the one that shares most words of its path with the test. */
function nearest(candidates: readonly string[], test: SourceFile): string | undefined {
  const words = new Set(test.path.toLowerCase().split(/[/._-]/));
  const score = (path: string) =>
    (test.uses.includes(path) ? 1_000 : 0) +
    path
      .toLowerCase()
      .split(/[/._-]/)
      .filter((word) => words.has(word)).length;
  let best: string | undefined;
  for (const path of candidates) {
    if (endingFamily(path) !== endingFamily(test.path)) continue;
    if (best === undefined || score(path) > score(best)) best = path;
  }
  return best;
}

function endingFamily(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1).replace(/^[cm]?[jt]sx?$/, 'script');
}

function stemOf(path: string): string {
  return lastOf(path).replace(/\..*$/, '').toLowerCase();
}

function link(links: Map<string, Set<string>>, source: string, test: string): void {
  links.set(source, (links.get(source) ?? new Set()).add(test));
}

function sizeOf(links: ReadonlyMap<string, ReadonlySet<string>>): number {
  return [...links.values()].reduce((sum, tests) => sum + tests.size, 0);
}
