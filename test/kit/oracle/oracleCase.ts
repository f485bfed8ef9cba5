import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseYaml } from '../../../src/core/lib/yaml';
import type { YamlValue } from '../../../src/core/lib/yamlNode';
import { toPlain } from '../../../src/core/lib/yamlNode';
import type { TrivialSubject } from '../../../src/core/testrun/substitute';
import { TRIVIAL_SUBJECTS } from '../../../src/core/testrun/substitute';
import type { RunnerName } from '../../../src/node/runners/runnerName';
import { RUNNER_NAMES } from '../../../src/node/runners/runnerName';
import { repositoryRoot } from '../editor/repositoryRoot';

const FOLDER = path.join(repositoryRoot, 'test/fixtures/oracle');
/** The runners that the corpus has cases of: all but two of those that are judged by recorded reports. */
export const ORACLE_RUNNERS: readonly RunnerName[] = RUNNER_NAMES.filter(
  (name) => name !== 'gradle' && name !== 'dotnet test',
);

/** What a labelled run may be expected to be. */
export const ORACLE_REASONS = [
  'assertion',
  'not-implemented',
  'symbol-missing',
  'subject-missing',
  'subject-error',
  'passes',
  'syntax-error',
  'unexplained-import',
  'fixture-error',
  'library-error',
  'test-error',
  'asserts-nothing',
  'asserts-on-mocks',
  'timed-out',
  'crashed',
  'skipped',
  'not-run',
  'independent',
  'flaky',
  'vacuous',
  'pre-existing',
] as const;
export type OracleReason = (typeof ORACLE_REASONS)[number];

/** One labelled run: a component, the files before and after its RED, and what each test is to be judged. */
export interface OracleCase {
  /** From the corpus folder, without the ending: `pytest/flaky-by-order`. */
  readonly name: string;
  readonly title: string;
  readonly runner: RunnerName;
  /** As items of `components:` of a specification; the first is the one under test. */
  readonly components: readonly YamlValue[];
  readonly before: Readonly<Record<string, string>>;
  readonly after: Readonly<Record<string, string>>;
  readonly expect: Readonly<Record<string, OracleReason>>;
  /** Subjects that satisfy a test for certain; others may. */
  readonly warns: Readonly<Record<string, readonly TrivialSubject[]>>;
  readonly reached: boolean | undefined;
  readonly blockedBy: readonly string[] | undefined;
  /** A recorded report, file by file, or what the runner printed, in the place of a run. */
  readonly report: Readonly<Record<string, string>> | undefined;
  readonly stdout: string | undefined;
}

const KEYS = [
  ...['title', 'runner', 'component', 'siblings', 'before', 'after', 'expect', 'warns', 'reached', 'blocked_by'],
  ...['report', 'stdout'],
];

/**
 * The cases of the corpus, by name; with filters, those whose runner or name has one of them.
 * @throws Error that names the file and the key of what is not as a case has to be
 */
export function oracleCases(
  filters: { readonly runner?: string | undefined; readonly named?: readonly string[] } = {},
): readonly OracleCase[] {
  const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yaml'));
  const { runner, named = [] } = filters;
  return files
    .sort()
    .map((file) => readCase(file))
    .filter((each) => runner === undefined || each.runner === runner)
    .filter((each) => named.length === 0 || named.some((text) => each.name.includes(text)));
}

function readCase(file: string): OracleCase {
  const name = file.replace(/\.yaml$/, '').replaceAll(path.sep, '/');
  const wrong = (what: string): never => {
    throw new Error(`test/fixtures/oracle/${name}.yaml: ${what}`);
  };
  const parsed = parseYaml(readFileSync(path.join(FOLDER, file), 'utf8'));
  if (!parsed.ok)
    return wrong(parsed.problem.map(({ message, position }) => `${message} (line ${position.line})`).join('; '));
  const fields = mapping(toPlain(parsed.value.root)) ?? wrong('is no mapping');
  const unknown = Object.keys(fields).find((key) => !KEYS.includes(key));
  if (unknown !== undefined) wrong(`"${unknown}" is no key of a case; there are ${KEYS.join(', ')}`);
  const texts = (key: string): Readonly<Record<string, string>> =>
    Object.fromEntries(
      Object.entries(mapping(fields[key] ?? {}) ?? wrong(`"${key}" is no mapping`)).map(([at, text]) => [
        at,
        typeof text === 'string' ? text : wrong(`"${key}.${at}" is no text`),
      ]),
    );
  const one = <T extends string>(key: string, value: unknown, values: readonly T[]): T =>
    values.find((each) => each === value) ?? wrong(`"${key}" is ${String(value)}, not one of ${values.join(', ')}`);
  const expect = Object.entries(texts('expect'));
  if (expect.length === 0) wrong('"expect" names no test');
  const warns = Object.entries(mapping(fields['warns'] ?? {}) ?? {});
  return {
    name,
    title: typeof fields['title'] === 'string' ? fields['title'] : wrong('"title" is missing'),
    runner: one('runner', fields['runner'], ORACLE_RUNNERS),
    components: [fields['component'] ?? wrong('"component" is missing'), ...list(fields['siblings'])],
    before: texts('before'),
    after: texts('after'),
    expect: Object.fromEntries(expect.map(([test, reason]) => [test, one(`expect.${test}`, reason, ORACLE_REASONS)])),
    warns: Object.fromEntries(
      warns.map(([test, subjects]) => [
        test,
        list(subjects).map((each) => one(`warns.${test}`, each, TRIVIAL_SUBJECTS)),
      ]),
    ),
    reached: typeof fields['reached'] === 'boolean' ? fields['reached'] : undefined,
    blockedBy: fields['blocked_by'] === undefined ? undefined : list(fields['blocked_by']).map(String),
    report: fields['report'] === undefined ? undefined : texts('report'),
    stdout: typeof fields['stdout'] === 'string' ? fields['stdout'] : undefined,
  };
}

function mapping(value: YamlValue | undefined): Readonly<Record<string, YamlValue>> | undefined {
  const isMapping = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isMapping ? (value as Readonly<Record<string, YamlValue>>) : undefined;
}

function list(value: YamlValue | undefined): readonly YamlValue[] {
  return Array.isArray(value) ? value : [];
}
