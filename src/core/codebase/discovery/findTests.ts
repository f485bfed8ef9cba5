import type { Codebase, SourceFile } from './codebase';
import { CONFIDENCE, tally } from './codebase';
import type { FoundFramework } from './findFrameworks';
import type { TestLinks } from './findLinks';
import { findLinks, hasTests } from './findLinks';

/** More would make the profile longer than what reads it takes; in characters. */
const ROOM_FOR_LINKS = 300_000;
const MOST_LINKED = 1_500;
const MOST_TESTS = 12;
const MOST_GAPS = 100;

const CATEGORIES: readonly (readonly [string, RegExp])[] = [
  ['unit', /(?:^|\/)units?(?:\/|_)/i],
  ['integration', /(?:^|\/)(?:integration|it)(?:\/|_)|IT\.\w+$/],
  ['e2e', /(?:^|\/)(?:e2e|end[-_]to[-_]end|acceptance|system|functional)(?:\/|_)/i],
  ['performance', /(?:^|\/)(?:bench|benchmarks|perf|performance|load)(?:\/|_)/i],
];

/** What a profile says about the tests of a codebase: what there is, what they look at, and what no test looks at. */
export function findTests(codebase: Codebase, frameworks: readonly FoundFramework[]) {
  const tests = codebase.files.filter((file) => file.isTest && hasTests(file));
  const code = codebase.files.filter((file) => !file.isTest && hasCode(file));
  const links = findLinks(codebase);
  const linked = code.filter(({ path }) => links.bySource.has(path));
  const missing = code
    .filter(({ path }) => !links.bySource.has(path))
    .sort((one, other) => other.facts.lines - one.facts.lines || (one.path < other.path ? -1 : 1));
  const used = frameworks.filter(
    ({ framework, confidence }) => framework.type === 'testing' && confidence > CONFIDENCE.low,
  );
  return {
    inventory: {
      total_test_files: tests.length,
      total_test_methods: codebase.files.reduce((sum, file) => sum + casesIn(file), 0),
      frameworks: used.map(({ framework }) => framework.label),
      categories: Object.fromEntries([...tally(tests.map(({ path }) => categoryOf(path)))].sort()),
    },
    estimated_coverage: code.length === 0 ? 0 : Math.round((linked.length / code.length) * 100) / 100,
    estimated_from: 'the share of source files with code to which a test is linked; no test was run for it',
    confidence: tests.length === 0 ? CONFIDENCE.low : CONFIDENCE.medium,
    signals: [`linked_by_name(${links.byName})`, `linked_by_import(${links.byImport})`],
    gaps: missing.slice(0, MOST_GAPS).map(({ path, facts }) => ({
      gap_type: 'untested_file',
      location: path,
      note: `${facts.lines} lines; no test imports it or is named after it`,
    })),
    linkages: linkages(links.bySource),
  };
}

function linkages(bySource: TestLinks['bySource']): Readonly<Record<string, readonly string[]>> {
  const shown: [string, readonly string[]][] = [];
  let room = ROOM_FOR_LINKS;
  for (const [source, tests] of bySource) {
    const some = tests.slice(0, MOST_TESTS);
    room -= [source, ...some].join(', ').length;
    if (room < 0 || shown.length === MOST_LINKED) break;
    shown.push([source, some]);
  }
  return Object.fromEntries(shown);
}

/** Something that a test could call; an empty `__init__.py` has nothing. */
function hasCode({ facts }: SourceFile): boolean {
  return Object.keys(facts.signals).some((signal) => /^(?:function|type)\./.test(signal));
}

function casesIn({ facts }: SourceFile): number {
  const { signals } = facts;
  return (signals['test.case'] ?? 0) + (signals['test.case'] === undefined ? (signals['test.parametrised'] ?? 0) : 0);
}

function categoryOf(path: string): string {
  return CATEGORIES.find(([, pattern]) => pattern.test(path))?.[0] ?? 'other';
}
