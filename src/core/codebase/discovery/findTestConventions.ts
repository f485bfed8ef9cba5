import { folderOf } from '../graph/pathIndex';
import type { Codebase, Confidence, SourceFile } from './codebase';
import { CONFIDENCE, confidenceOfFiles, confidenceOfShare, mostOf, sightingsOf, tally } from './codebase';
import type { Signal } from './fileFacts';
import { hasTests } from './findLinks';
import type { Pattern, Patterns } from './pattern';
import { patternOf } from './pattern';
import { testNameOf } from './testName';

const HABITS: readonly (readonly [name: string, description: string, signal: Signal])[] = [
  ['test_groups', 'Tests are grouped in classes or describe blocks', 'test.group'],
  ['test_fixtures', 'What tests need is set up in fixtures, beforeEach and the like', 'test.fixture'],
  ['test_parametrised', 'The same test is run with a table of cases', 'test.parametrised'],
  ['test_mocks', 'Collaborators are replaced by mocks', 'test.mock'],
  ['test_exceptions', 'Tests say which error has to come', 'test.raises'],
  ['test_expect', 'Tests say what they want with expect(...) or methods of their class', 'test.expect'],
  ['test_assert', 'Tests say what they want with assert', 'test.assert'],
];

/** What a test has or has otherwise; the rest is for those that need it. */
const RULES: ReadonlySet<Signal> = new Set(['test.group', 'test.expect', 'test.assert']);

/** How the tests of a codebase are named, where they stand and how they are written. */
export function findTestConventions({ files }: Codebase): Patterns {
  const tests = files.filter((file) => file.isTest && hasTests(file));
  const found: Record<string, Pattern> = {};
  const add = (name: string, pattern: Pattern | undefined): void => {
    if (pattern !== undefined) found[name] = pattern;
  };
  add('test_file_names', fileNames(tests));
  add('test_location', location(files, tests));
  for (const [name, description, signal] of HABITS) {
    const seen = sightingsOf(tests, signal);
    if (seen.files.length * 5 < tests.length || seen.count === 0) continue;
    const confidence = RULES.has(signal)
      ? confidenceOfShare(seen.files.length, tests.length)
      : confidenceOfUse(seen.files.length, tests.length);
    if (confidence === undefined) continue;
    const signals = [`${signal}(${seen.count})`, `files(${seen.files.length} of ${tests.length})`];
    add(name, patternOf({ description, confidence, source: 'structural' }, seen, signals));
  }
  const inline = sightingsOf(files, 'test.inline');
  if (inline.count > 0) {
    const description = 'Tests stand in the file that they test, in a module of their own';
    const about = { description, confidence: confidenceOfFiles(inline.files.length), source: 'structural' } as const;
    add('test_inline', patternOf(about, inline, [`cfg_test(${inline.count})`]));
  }
  return found;
}

/** Surest where half of the tests do it. */
function confidenceOfUse(files: number, tests: number): Confidence {
  const confidence = confidenceOfFiles(files);
  return files * 2 < tests && confidence === CONFIDENCE.high ? CONFIDENCE.medium : confidence;
}

function fileNames(tests: readonly SourceFile[]): Pattern | undefined {
  const forms = tests.map(({ path }) => testNameOf(path)?.form ?? 'otherwise');
  const most = mostOf(tally(forms));
  if (most === undefined || most === 'otherwise') return undefined;
  const own = tests.filter((_, index) => forms[index] === most).map(({ path }) => path);
  const confidence = confidenceOfShare(own.length, tests.length);
  if (confidence === undefined) return undefined;
  const description = `Test files are named ${most}`;
  const seen = { count: own.length, files: own };
  return patternOf({ description, confidence, source: 'naming' }, seen, [`files(${own.length} of ${tests.length})`]);
}

function location(files: readonly SourceFile[], tests: readonly SourceFile[]): Pattern | undefined {
  const holdsCode = new Set(files.filter(({ isTest }) => !isTest).map(({ path }) => folderOf(path)));
  const places = tests.map(({ path }) => (holdsCode.has(folderOf(path)) ? 'beside' : 'apart'));
  const most = mostOf(tally(places));
  const own = tests.filter((_, index) => places[index] === most).map(({ path }) => path);
  const confidence = confidenceOfShare(own.length, tests.length);
  if (confidence === undefined) return undefined;
  const description =
    most === 'beside'
      ? 'Tests stand beside what they test'
      : 'Tests stand in folders of their own, apart from the code';
  const seen = { count: own.length, files: own };
  const signals = [`files(${own.length} of ${tests.length})`];
  return patternOf({ description, confidence, source: 'structural' }, seen, signals);
}
