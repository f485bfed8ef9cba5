import assert from 'node:assert/strict';
import type { TestFailure, TestReport, TestResult } from '../../../../../../src/core/testrun/report';
import type { Files, RealRun } from '../../../../../kit/realRun';
import { runScripts } from './runScripts';
import type { ScriptRunner } from './scriptRunners';
import { MOCHA, NODE_TEST, VITEST } from './scriptRunners';

/** What a runner adds to the project that all of them run. */
interface OwnOutcomes {
  /** Tests in its own words, after those of all in `test/all.test`; they begin in line 36. */
  readonly tests: string;
  /** The row of each of them. */
  readonly rows: readonly string[];
  readonly files?: Files;
}

/** The one run that the tests of outcomes look at; there once they run. */
export interface Outcomes {
  report(): TestReport;
  /** The result whose id ends like this. */
  result(endOfId: string): TestResult;
  /** `outcome name` of each test of a file, the name with its suites; the path of the file where it failed as a whole. */
  rowsOf(file: string): readonly string[];
  /** What failed in the result whose id ends like this. */
  failureOf(endOfId: string): TestFailure;
}

const testsOf = ({ head, load, loadLate, limited }: ScriptRunner): string => `${head}
${load('there', '../src/there.js')}
describe('outer', () => {
  describe('inner', () => {
    it('passes', () => {});
    it('fails', () => assert.equal(1, 2));
    it('again', () => {});
    it('again', () => {});
    it('is slow', () => new Promise((resolve) => setTimeout(resolve, 30)));
  });
  it.skip('is skipped', () => {});
});
${limited('takes too long', 20, '() => new Promise((resolve) => setTimeout(resolve, 1000))')}
describe('beforeAll', () => {
  beforeAll(() => { throw new Error('no database'); });
  it('one', () => {});
  describe('deeper', () => { it('two', () => {}); });
});
describe('beforeEach', () => { beforeEach(() => { throw new Error('each'); }); it('one', () => {}); });
describe('afterEach', () => { afterEach(() => { throw new Error('each'); }); it('one', () => {}); });
describe('afterAll', () => { afterAll(() => { throw new Error('cannot clean up'); }); it('one', () => {}); });
describe('why', () => {
  it('compares', () => assert.deepEqual({ a: [1] }, { a: [2] }));
  it('missing function', () => there.sum());
  it('missing class', () => new there.Basket());
  it('missing method', () => new there.Cart().add());
  it('missing file', () => ${loadLate('../src/basket.js')});
  it('missing package', () => ${loadLate('left-pad-of-nobody')});
  it('undefined', () => there.nothing.amount);
  it('in the subject', () => there.sizeOf());
  it('text', () => { throw 'just text'; });
  class Odd extends RangeError { name = 'Odd'; }
  it('own', () => { throw new Odd('strange'); });
});
test('prints', () => { console.log('to out'); console.error('to err'); });
`;

const ROWS = [
  'failed outer::inner::fails',
  'failed why::compares',
  'failed why::in the subject',
  'failed why::missing class',
  'failed why::missing file',
  'failed why::missing function',
  'failed why::missing method',
  'failed why::missing package',
  'failed why::own',
  'failed why::text',
  'failed why::undefined',
  'passed afterAll::one',
  'passed outer::inner::again',
  'passed outer::inner::again (2)',
  'passed outer::inner::is slow',
  'passed outer::inner::passes',
  'passed prints',
  'setup-error afterAll',
  'setup-error afterEach::one',
  'setup-error beforeAll::deeper::two',
  'setup-error beforeAll::one',
  'setup-error beforeEach::one',
  'skipped outer::is skipped',
  'timed-out takes too long',
];

function filesOf(runner: ScriptRunner, own: OwnOutcomes): Files {
  const { head, load, offer, ending } = runner;
  const files = {
    'src/there': [
      offer('Cart', 'class Cart {}'),
      offer('nothing', 'undefined'),
      offer('sizeOf', '(items) => {\n  return items.length;\n}'),
    ].join('\n'),
    'src/broken': '\nconst = 1;\n',
    'test/helper': offer('shared', "(it) => it('shared', () => {})"),
    'test/all.test': testsOf(runner) + own.tests,
    'test/load.test': `${head}\n${load('{ total }', '../src/cart.js')}\ntest('x', () => total());\n`,
    'test/syntax.test': `${head}\n\nconst = 3;\n`,
    'test/subject.test': `${head}\n${load('broken', '../src/broken.js')}\ntest('x', () => broken);\n`,
    'test/throws.test': `${head}\ntest('x', () => {});\nthrow new RangeError('in the file');\n`,
    'test/none.test': offer('x', '1'),
    'test/helped.test': `${head}\n${load('{ shared }', './helper.js')}\nshared(it);\n`,
    'test/[id]/-a.test': `${head}\ntest('asked for', () => {});\n`,
    'test/i/-a.test': `${head}\ntest('not asked for', () => {});\n`,
    'test/late.test': `${head}
test('1', () => { setTimeout(() => { throw new RangeError('late'); }, 5); });
test('2', () => new Promise((resolve) => setTimeout(resolve, 50)));
`,
  };
  const named = Object.entries(files).map(([name, text]) => [`${name}.${ending}`, text]);
  return { ...Object.fromEntries(named), ...own.files };
}

/** Declares the tests of what every JavaScript runner tells of tests; one run serves them, and those that the runner adds. */
export function tellsOutcomes(runner: ScriptRunner, own: OwnOutcomes): Outcomes {
  const { ending } = runner;
  const files = filesOf(runner, own);
  const asked = Object.keys(files).filter((file) => file.includes('.test.') && !file.startsWith('test/i/'));
  const test = (name: string): string => `test/${name}.test.${ending}`;
  let run: RealRun;

  before(async () => {
    run = await runScripts(runner, files, { run: asked });
  });

  const outcomes: Outcomes = {
    report: () => run.report,
    result: (endOfId) => run.result(endOfId),
    rowsOf: (file) =>
      run.outcomes
        .filter((row) => row.slice(row.indexOf(' ') + 1).split('::')[0] === file)
        .map((row) => row.replace(`${file}::`, '')),
    failureOf: (endOfId) => {
      const { failure } = run.result(endOfId);
      assert.ok(failure, endOfId);
      return failure;
    },
  };
  const { rowsOf, failureOf } = outcomes;

  it('gives each test an outcome of its own, and suites and files none unless they fail themselves', () => {
    assert.deepEqual(run.report.end, { kind: 'completed' }, run.report.output);
    assert.deepEqual(rowsOf(test('all')).toSorted(), [...ROWS, ...own.rows].toSorted());
    const typed = asked.map((file) => (file.includes('[') ? `"${file}"` : file));
    assert.equal(run.report.command, `${runner.command} ${typed.join(' ')}`);
  });

  it('says where tests stand, how they are called and how long they took', () => {
    const { id, name, file, line, durationMs } = run.result('::is slow');
    assert.deepEqual([id, name, file, line], [`${test('all')}::outer::inner::is slow`, 'is slow', test('all'), 9]);
    assert.ok(durationMs >= 25 && durationMs < 10_000, `${durationMs}`);
    const limited = run.result('takes too long');
    assert.equal(limited.id, `${test('all')}::takes too long`);
    assert.equal(limited.line, 13);
    assert.ok(limited.durationMs >= 15 && limited.durationMs < 10_000, `${limited.durationMs}`);
    assert.equal(run.result('outer::is skipped').line, 11);
  });

  it('says what went wrong', () => {
    assert.equal(failureOf('why::compares').exception, 'AssertionError');
    assert.match(failureOf('why::compares').details, new RegExp(`[ (]test/all\\.test\\.${ending}:23:\\d+`));
    // vitest shows values over several lines.
    const shown = (value: number) =>
      runner === VITEST ? `{\n  "a": [\n    ${value},\n  ],\n}` : `{ a: [ ${value} ] }`;
    assert.equal(failureOf('why::compares').expected, shown(2));
    assert.equal(failureOf('why::compares').actual, shown(1));
    assert.equal(failureOf('missing function').missingSymbol, 'sum');
    assert.equal(failureOf('missing class').missingSymbol, 'Basket');
    assert.equal(failureOf('missing method').missingSymbol, 'add');
    assert.equal(failureOf('missing file').missingModule, 'src/basket.js');
    assert.equal(failureOf('missing package').missingModule, 'left-pad-of-nobody');
    assert.equal(failureOf('why::undefined').exception, 'TypeError');
    assert.equal(failureOf('why::undefined').missingSymbol, undefined);
    // mocha puts words of its own around what is no error.
    assert.match(failureOf('why::text').message, runner === MOCHA ? /"just text"/ : /^just text$/);
    assert.equal(failureOf('why::own').exception, 'Odd');
    assert.equal(failureOf('beforeAll::one').message, 'no database');
    assert.equal(failureOf('beforeAll::deeper::two').message, 'no database');
  });

  it('says where it went wrong, from there outwards', () => {
    const places = (name: string) => failureOf(name).frames?.map(({ file, line, library }) => [file, line, library]);
    assert.deepEqual(places('inner::fails'), [[test('all'), 6, false]]);
    assert.deepEqual(places('in the subject'), [
      [`src/there.${ending}`, 4, false],
      [test('all'), 30, false],
    ]);
  });

  it('has one row for a file that does not load, with the reason', () => {
    const broken = ['load', 'syntax', 'subject', 'throws'].map(test);
    for (const file of broken) assert.deepEqual(rowsOf(file), [`collection-error ${file}`]);
    const errors = broken.map((file) => run.result(file));
    const [ofLoad, ...lines] = errors.map(({ line }) => line);
    // Node does not tell the place of an import that it cannot follow.
    if (runner !== NODE_TEST) assert.equal(ofLoad, 2);
    assert.deepEqual(lines, [3, undefined, 3]);
    const [load, syntax, subject, throws] = errors.map(({ failure }) => failure);
    assert.equal(load?.missingModule, 'src/cart.js');
    assert.equal(syntax?.exception, 'SyntaxError');
    assert.match(syntax?.message ?? '', new RegExp(`\\(test/syntax\\.test\\.${ending}, line 3\\)$`));
    assert.equal(subject?.exception, 'SyntaxError');
    assert.match(subject?.message ?? '', new RegExp(`\\(src/broken\\.${ending}, line 2\\)$`));
    assert.equal(throws?.exception, 'RangeError');
    assert.deepEqual(
      run.report.imports.filter(({ file }) => file === test('load')),
      [{ file: test('load'), line: 2, module: 'src/cart.js', names: ['total'] }],
    );
  });

  it('says nothing of a file without tests', () => assert.deepEqual(rowsOf(test('none')), []));

  it('gives a test to the file that was run, also when a helper declares it', () =>
    assert.deepEqual(rowsOf(test('helped')), ['passed shared']));

  it('takes the names of files by their letters, also those with the signs of patterns', () => {
    assert.deepEqual(rowsOf(test('[id]/-a')), ['passed asked for']);
    assert.deepEqual(rowsOf(test('i/-a')), []);
  });

  it('counts an error that comes after its test as a failure', () =>
    assert.ok(
      run.report.tests.some(
        ({ file, outcome, failure }) =>
          file === test('late') && outcome === 'failed' && failure?.exception === 'RangeError',
      ),
      `${rowsOf(test('late'))}`,
    ));

  it('shows what tests print', () => {
    assert.match(run.report.output, /to out/);
    assert.match(run.report.output, /to err/);
  });

  return outcomes;
}
