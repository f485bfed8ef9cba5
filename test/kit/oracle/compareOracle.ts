import type { JudgedTest, Verdict } from '../../../src/core/verdict/verdict';
import type { OracleCase } from './oracleCase';

/** One labelled test beside what the oracle said of it. */
export interface OracleRow {
  readonly case: string;
  readonly test: string;
  readonly expected: string;
  readonly given: string;
  readonly explanation: string;
}

/** What came of a case: a row for each test, and sentences about what else is not as it was labelled. */
export interface OracleResult {
  readonly rows: readonly OracleRow[];
  readonly faults: readonly string[];
}

/** Holds a verdict against the labels. A label without parameters speaks of every test that is made of them. */
export function compareOracle(given: OracleCase, verdict: Verdict): OracleResult {
  const faults: string[] = [];
  const labelled = new Set<string>();
  const rows = Object.entries(given.expect).flatMap(([name, expected]): OracleRow[] => {
    const tests = testsNamed(name, verdict.tests);
    for (const test of tests) labelled.add(test.id);
    if (tests.length === 0) return [rowOf(given, name, expected, undefined)];
    return tests.map((test) => rowOf(given, name, expected, test));
  });
  for (const test of verdict.tests.filter(({ id }) => !labelled.has(id))) {
    rows.push(rowOf(given, test.name, 'no label', test));
  }
  for (const [name, subjects] of Object.entries(given.warns)) {
    for (const test of testsNamed(name, verdict.tests)) {
      const fooled = [...(test.fooledBy ?? [])].sort().join(', ');
      const wanted = [...subjects].sort().join(', ');
      if (fooled !== wanted) faults.push(`${test.name} is satisfied by [${fooled}], not by [${wanted}]`);
    }
  }
  if (given.reached !== undefined && given.reached !== verdict.reached) {
    faults.push(`RED is ${verdict.reached ? '' : 'not '}reached: ${verdict.summary}`);
  }
  const blocks = (verdict.blocks ?? []).map((block) => block.name);
  const missing = (given.blockedBy ?? []).filter((name) => !blocks.includes(name));
  if (missing.length > 0) faults.push(`it is blocked by [${blocks.join(', ')}], not by ${missing.join(', ')}`);
  return { rows, faults };
}

export function isRight({ expected, given }: OracleRow): boolean {
  return expected === given;
}

function rowOf({ name }: OracleCase, test: string, expected: string, judged: JudgedTest | undefined): OracleRow {
  const [given, explanation] = judged === undefined ? ['not there', ''] : [judged.reason, judged.explanation];
  return { case: name, test: judged?.name ?? test, expected, given, explanation };
}

function testsNamed(name: string, tests: readonly JudgedTest[]): readonly JudgedTest[] {
  const matches = (spelling: (test: JudgedTest) => readonly string[]) =>
    tests.filter((test) => spelling(test).includes(name));
  const exact = matches(({ id, name: full }) => [
    id,
    full,
    full.replaceAll(' > ', '::'),
    full.replaceAll(' > ', '.'),
    full.replaceAll(' > ', ' '),
  ]);
  if (exact.length > 0) return exact;
  const last = matches(({ name: full }) => [full.split(' > ').at(-1) ?? '']);
  if (last.length > 0) return last;
  const bare = (text: string) => text.replace(/\[.*\]$/s, '');
  return matches(({ id, name: full }) => [bare(id), bare(full), bare(full.split(' > ').at(-1) ?? '')]);
}
