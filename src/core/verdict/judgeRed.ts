import { fullName } from '../testrun/fullName';
import type { TestImport, TestReport, TestResult } from '../testrun/report';
import { isRed } from '../testrun/report';
import { runProblem, verdictFrom } from './runVerdict';
import type { Subject } from './subject';
import { didYouMean, isModuleOf } from './subject';
import type { JudgedTest, TestReason, Verdict } from './verdict';

export interface RedEvidence {
  readonly report: TestReport;
  readonly subject: Subject;
  /** Ids of tests that were there before this generation and did not fail; as long as they do not, they are not counted. */
  readonly earlierTests: ReadonlySet<string>;
}

/** RED: at least one new test, and each fails because the specified behaviour is not there, for no other reason. */
export function judgeRed({ report, subject, earlierTests }: RedEvidence): Verdict {
  const broken = runProblem('red', report);
  if (broken !== undefined) return broken;
  const fresh = report.tests.filter((test) => !earlierTests.has(test.id) || isRed(test.outcome));
  const tests = fresh.map((test) => judge(test, report.imports, subject));
  const notes = notesOf(report, fresh, tests);
  if (fresh.length === 0) {
    return verdictFrom('red', report, {
      reached: false,
      summary: 'No new test: every test was there before.',
      tests,
      notes,
    });
  }
  const wrong = tests.filter((test) => !test.asNeeded);
  const summary =
    wrong.length === 0
      ? `${count(tests.length, 'test')} ${tests.length === 1 ? 'fails' : 'fail'}, each for the right reason.`
      : `${wrong.length} of ${count(tests.length, 'test')} ${wrong.length === 1 ? 'does' : 'do'} not fail for the right reason.`;
  return verdictFrom('red', report, { reached: wrong.length === 0, summary, tests, notes });
}

function notesOf(report: TestReport, fresh: readonly TestResult[], judged: readonly JudgedTest[]): string[] {
  const notes: string[] = [];
  const missing = judged.filter((test) => test.reason === 'subject-missing').length;
  if (missing > 0) {
    notes.push(
      missing === 1
        ? 'What 1 test needs does not exist yet: it was stopped by that, and not run to its assertions.'
        : `What ${missing} tests need does not exist yet: they were stopped by that, and not run to their assertions.`,
    );
  }
  const earlier = report.tests.length - fresh.length;
  if (earlier > 0)
    notes.push(`${count(earlier, 'test')} from before this generation ${earlier === 1 ? 'is' : 'are'} not counted.`);
  return notes;
}

function judge(test: TestResult, imports: readonly TestImport[], subject: Subject): JudgedTest {
  const misspelt = imports.filter((each) => each.file === test.file).flatMap((each) => unexplainedNames(each, subject));
  const stray = misspelt[0];
  const [reason, explanation] =
    stray !== undefined && test.outcome !== 'passed'
      ? (['unexplained-import', stray] as const)
      : OUTCOME_JUDGES[test.outcome](test, subject);
  return {
    id: test.id,
    name: fullName(test),
    file: test.file,
    line: test.line,
    outcome: test.outcome,
    reason,
    asNeeded: RIGHT_REASONS.has(reason),
    explanation,
  };
}

const RIGHT_REASONS: ReadonlySet<TestReason> = new Set([
  'assertion',
  'subject-missing',
  'symbol-missing',
  'not-implemented',
  'subject-error',
]);

type Judgement = readonly [TestReason, string];

const OUTCOME_JUDGES: Readonly<Record<TestResult['outcome'], (test: TestResult, subject: Subject) => Judgement>> = {
  passed: () => ['passes', 'passes although nothing is implemented: it proves nothing'],
  failed: (test, subject) => judgeFailure(test, subject, 'unexplained-error'),
  'collection-error': (test, subject) => judgeFailure(test, subject, 'unexplained-error'),
  'setup-error': (test, subject) => judgeFailure(test, subject, 'fixture-error'),
  skipped: () => ['skipped', 'is skipped: it proves nothing'],
  xfailed: () => ['skipped', 'is marked as expected to fail: it would not notice the missing behaviour'],
  'timed-out': () => ['timed-out', 'did not end within the time limit'],
  crashed: () => ['crashed', 'ended the test process'],
  'not-run': () => ['not-run', 'did not run'],
  flaky: () => ['flaky', 'ends differently in another order'],
};

const SYNTAX_ERRORS = new Set(['SyntaxError', 'IndentationError', 'TabError']);
const ASSERTIONS = new Set(['AssertionError', 'Failed', 'TestFailure']);

function judgeFailure(test: TestResult, subject: Subject, otherwise: 'unexplained-error' | 'fixture-error'): Judgement {
  const failure = test.failure;
  if (failure === undefined) return [otherwise, 'failed without saying why'];
  const firstLine = failure.message.split('\n', 1)[0] ?? '';
  if (failure.missingModule !== undefined) return judgeMissingModule(failure.missingModule, subject);
  if (failure.missingSymbol !== undefined) return judgeMissingSymbol(failure.missingSymbol, firstLine, subject);
  if (SYNTAX_ERRORS.has(failure.exception)) return ['syntax-error', `the test file has a syntax error: ${firstLine}`];
  if (failure.exception === 'NotImplementedError' || /^not (yet )?implemented\b/i.test(firstLine)) {
    return ['not-implemented', `the subject says that it is not implemented: ${firstLine || failure.exception}`];
  }
  if (otherwise === 'unexplained-error' && ASSERTIONS.has(failure.exception))
    return ['assertion', `the assertion fails: ${firstLine}`];
  const cause = `${failure.exception}: ${firstLine}`;
  if (failure.details.includes(subject.implementationPath))
    return ['subject-error', `the module under test raises ${cause}`];
  return otherwise === 'fixture-error'
    ? ['fixture-error', `its set-up fails with ${cause}`]
    : ['unexplained-error', `fails with ${cause}, which the specification does not explain`];
}

function judgeMissingModule(module: string, subject: Subject): Judgement {
  if (isModuleOf(module, subject.implementationPath)) {
    return ['subject-missing', `the module under test, ${subject.implementationPath}, does not exist yet`];
  }
  const sibling = subject.siblings.find((each) => isModuleOf(module, each.path));
  if (sibling !== undefined) {
    return ['subject-missing', `needs ${sibling.path} of the component ${sibling.component}, which does not exist yet`];
  }
  return [
    'unexplained-import',
    `imports ${module}, which is neither installed nor specified${hint(module, moduleNames(subject))}`,
  ];
}

function judgeMissingSymbol(symbol: string, message: string, subject: Subject): Judgement {
  if (subject.words.has(symbol)) return ['symbol-missing', `${symbol} is specified and does not exist yet`];
  return [
    'unexplained-import',
    `needs ${symbol}, which the specification does not mention${hint(symbol, subject.words)} (${message})`,
  ];
}

function unexplainedNames(imported: TestImport, subject: Subject): string[] {
  const explained = [subject.implementationPath, ...subject.siblings.map((each) => each.path)];
  if (!explained.some((path) => isModuleOf(imported.module, path))) return [];
  return imported.names
    .filter(
      (name) =>
        name !== '*' &&
        name !== 'default' &&
        !subject.words.has(name) &&
        !explained.some((path) => isModuleOf(name, path)),
    )
    .map(
      (name) =>
        `imports ${name} from ${imported.module}, a name that the specification does not mention${hint(name, subject.words)}`,
    );
}

/** The spellings in which tests may import the modules of this specification. */
function moduleNames(subject: Subject): string[] {
  return [subject.implementationPath, ...subject.siblings.map((each) => each.path)].flatMap((path) => {
    const segments = path.replace(/\.[^./]+$/, '').split('/');
    return [path, ...segments.map((_, start) => segments.slice(start).join('.'))];
  });
}

function hint(name: string, names: Iterable<string>): string {
  const near = didYouMean(name, names);
  return near === undefined ? '' : `; did you mean ${near}?`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
