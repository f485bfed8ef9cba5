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
    const tests = testsNamed(name, verdict.tests, given);
    for (const test of tests) labelled.add(test.id);
    if (tests.length === 0) return [rowOf(given, name, expected, undefined)];
    return tests.map((test) => rowOf(given, name, expected, test));
  });
  // A file that does not compile has rows of its own, for what its compiler says.
  for (const test of verdict.tests.filter(({ id, name }) => !labelled.has(id) && !/^line \d+: /.test(name))) {
    rows.push(rowOf(given, test.name, 'no label', test));
  }
  for (const [name, subjects] of Object.entries(given.warns)) {
    for (const test of testsNamed(name, verdict.tests, given)) {
      const fooled = test.fooledBy ?? [];
      const missed = subjects.filter((each) => !fooled.includes(each));
      if (missed.length > 0)
        faults.push(`${test.name} is satisfied by [${fooled.join(', ')}], not by ${missed.join(', ')}`);
    }
  }
  if (given.reached !== undefined && given.reached !== verdict.reached) {
    faults.push(`RED is ${verdict.reached ? '' : 'not '}reached: ${verdict.summary}`);
  }
  const blocks = (verdict.blocks ?? []).map((block) => block.name);
  const missing = (given.blockedBy ?? []).filter(
    (name) => !blocks.some((block) => block === name || block.endsWith(`.${name}`)),
  );
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

/** By the exact name; without what it stands in; without parameters; else the file as a whole, when that is all that is known. */
function testsNamed(label: string, tests: readonly JudgedTest[], given: OracleCase): readonly JudgedTest[] {
  const bare = (text: string) => text.replace(/\[.*\]$/s, '');
  const last = ({ name }: JudgedTest) => name.split(' > ').at(-1) ?? '';
  const whole = ({ id, name }: JudgedTest) => [
    id,
    name,
    ...['::', '.', ' '].map((mark) => name.replaceAll(' > ', mark)),
  ];
  const attempts: readonly ((test: JudgedTest) => boolean)[] = [
    (test) => whole(test).includes(label),
    (test) => last(test) === label,
    (test) => whole(test).map(bare).includes(label) || bare(last(test)) === label,
    (test) => whole(test).includes(bare(label)) || last(test) === bare(label),
    (test) => ['.', '::', '/'].some((mark) => label.endsWith(`${mark}${last(test)}`)),
    ({ id, file }) =>
      id === file &&
      (given.after[file] ?? '').includes(
        bare(label)
          .split(/[.:>\s]+/)
          .at(-1) ?? '',
      ),
  ];
  return attempts.map((attempt) => tests.filter(attempt)).find((found) => found.length > 0) ?? [];
}
