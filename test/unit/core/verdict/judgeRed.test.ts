import assert from 'node:assert/strict';
import type { RunEnd, TestFailure, TestImport, TestOutcome, TestReport } from '../../../../src/core/testrun/report';
import { judgeRed } from '../../../../src/core/verdict/judgeRed';
import type { Subject } from '../../../../src/core/verdict/subject';
import type { TestReason } from '../../../../src/core/verdict/verdict';
import { redEvidence } from '../../../kit/redEvidence';
import { testReport, testResult } from '../../../kit/testReport';

const SUBJECT: Subject = {
  implementationPath: 'src/shop/cart.py',
  exists: true,
  siblings: [{ component: 'receipt', path: 'src/shop/receipt.py', exists: false, interface: [] }],
  interface: [
    {
      name: 'Cart',
      kind: 'class',
      parameters: [],
      isAsync: false,
      members: ['add_item', 'total'].map((name) => ({
        name,
        kind: 'method',
        parameters: name === 'total' ? [] : ['name', 'cents'],
        members: [],
        isAsync: false,
      })),
    },
  ],
  words: new Set(['Cart', 'add_item', 'total', 'CartError', 'Money']),
};

/** A report that misses a module is of a workspace where the module under test is not there. */
function red(report: TestReport, before?: TestReport) {
  const exists = !report.tests.some(({ failure }) => failure?.missingModule !== undefined);
  return judgeRed(redEvidence(report, { subject: { ...SUBJECT, exists }, before }));
}

function judgeOne(outcome: TestOutcome, failure?: Partial<TestFailure>, imports: readonly TestImport[] = []) {
  const verdict = red(testReport([testResult('test_total', outcome, failure)], { imports }));
  const [test] = verdict.tests;
  assert.ok(test);
  assert.equal(verdict.reached, test.asNeeded, 'the verdict follows its only test');
  return test;
}

type Row = readonly [what: string, TestOutcome, Partial<TestFailure> | undefined, TestReason, RegExp];

const missing = (missingModule: string) => ({ exception: 'ModuleNotFoundError', message: 'No module', missingModule });
const noName = (missingSymbol: string) => ({ exception: 'ImportError', message: 'cannot import', missingSymbol });

const RIGHT: readonly Row[] = [
  [
    'an assertion fails',
    'failed',
    { exception: 'AssertionError', message: 'assert 1 == 2' },
    'assertion',
    /assert 1 == 2$/,
  ],
  [
    'pytest.raises sees nothing',
    'failed',
    { exception: 'Failed', message: 'DID NOT RAISE' },
    'assertion',
    /DID NOT RAISE$/,
  ],
  [
    'the subject does not exist',
    'collection-error',
    missing('src.shop.cart'),
    'subject-missing',
    /src\/shop\/cart\.py, does not exist yet$/,
  ],
  [
    'the subject does not exist, src layout',
    'collection-error',
    missing('shop.cart'),
    'subject-missing',
    /does not exist yet$/,
  ],
  [
    'the package of the subject does not exist',
    'collection-error',
    missing('shop'),
    'subject-missing',
    /does not exist yet$/,
  ],
  [
    'a test imports the missing subject itself',
    'failed',
    missing('shop.cart'),
    'subject-missing',
    /does not exist yet$/,
  ],
  [
    'a fixture imports the missing subject',
    'setup-error',
    missing('shop.cart'),
    'subject-missing',
    /does not exist yet$/,
  ],
  [
    'a module of another component is missing',
    'collection-error',
    missing('shop.receipt'),
    'subject-missing',
    /component receipt, which does not exist yet$/,
  ],
  ['a specified class is missing', 'collection-error', noName('Cart'), 'symbol-missing', /^Cart is specified/],
  [
    'a specified method is missing',
    'failed',
    { exception: 'AttributeError', message: 'no', missingSymbol: 'add_item' },
    'symbol-missing',
    /^add_item is specified/,
  ],
  [
    'a stub says so by its class',
    'failed',
    { exception: 'NotImplementedError', message: '' },
    'not-implemented',
    /NotImplementedError$/,
  ],
  [
    'a stub says so in words',
    'failed',
    { exception: 'Error', message: 'not yet implemented: total' },
    'not-implemented',
    /not yet implemented: total$/,
  ],
  [
    'a fixture meets a stub',
    'setup-error',
    { exception: 'NotImplementedError', message: 'later' },
    'not-implemented',
    /later$/,
  ],
  [
    'the subject breaks',
    'failed',
    { exception: 'TypeError', message: 'boom', details: 'src/shop/cart.py:9: TypeError' },
    'subject-error',
    /TypeError: boom$/,
  ],
];

const WRONG: readonly Row[] = [
  ['it passes', 'passed', undefined, 'passes', /proves nothing/],
  ['it is skipped', 'skipped', undefined, 'skipped', /proves nothing/],
  ['it is expected to fail', 'xfailed', undefined, 'skipped', /would not notice/],
  ['it took too long', 'timed-out', undefined, 'timed-out', /time limit/],
  ['it ended the process', 'crashed', undefined, 'crashed', /ended the test process/],
  ['it did not run', 'not-run', undefined, 'not-run', /did not run/],
  [
    'its file has a syntax error',
    'collection-error',
    { exception: 'SyntaxError', message: "'(' was never closed" },
    'syntax-error',
    /never closed$/,
  ],
  [
    'its file is indented wrongly',
    'collection-error',
    { exception: 'IndentationError', message: 'unexpected indent' },
    'syntax-error',
    /unexpected indent$/,
  ],
  [
    'its fixture is unknown',
    'setup-error',
    { exception: 'FixtureLookupError', message: "fixture 'crat' not found" },
    'fixture-error',
    /'crat' not found$/,
  ],
  [
    'an assertion in its fixture fails',
    'setup-error',
    { exception: 'AssertionError', message: 'assert False' },
    'fixture-error',
    /assert False$/,
  ],
  ['its fixture fails without a word', 'setup-error', undefined, 'fixture-error', /no word of why$/],
  [
    'a module is not installed',
    'collection-error',
    missing('requests_mock'),
    'unexplained-import',
    /requests_mock, which is neither installed nor specified$/,
  ],
  [
    'the module is misspelt',
    'collection-error',
    missing('shop.crat'),
    'unexplained-import',
    /; did you mean shop\.cart\?$/,
  ],
  [
    'the package is misspelt',
    'collection-error',
    missing('shpo.cart'),
    'unexplained-import',
    /; did you mean shop\.cart\?$/,
  ],
  [
    'a class is misspelt',
    'collection-error',
    noName('Catr'),
    'unexplained-import',
    /Catr, which the specification does not mention; did you mean Cart\? \(cannot import\)$/,
  ],
  [
    'a method is made up',
    'failed',
    { exception: 'AttributeError', message: 'no', missingSymbol: 'frobnicate' },
    'unexplained-import',
    /frobnicate, which the specification does not mention \(no\)$/,
  ],
  [
    'the test itself is broken',
    'failed',
    { exception: 'NameError', message: "name 'x' is not defined", details: 'tests/test_cart.py:3: NameError' },
    'test-error',
    /^the test's own code raises NameError: name 'x' is not defined$/,
  ],
  [
    'its file breaks while loading',
    'collection-error',
    { exception: 'ZeroDivisionError', message: 'division by zero' },
    'test-error',
    /^its file cannot be loaded: ZeroDivisionError: division by zero$/,
  ],
  ['it fails without a word', 'failed', undefined, 'test-error', /no word of why$/],
];

describe('RED verdict', () => {
  for (const [what, outcome, failure, reason, explanation] of RIGHT) {
    it(`counts a test as failing for the right reason when ${what}`, () => {
      const test = judgeOne(outcome, failure);
      assert.deepEqual([test.reason, test.asNeeded], [reason, true]);
      assert.match(test.explanation, explanation);
    });
  }

  for (const [what, outcome, failure, reason, explanation] of WRONG) {
    it(`does not count a test when ${what}`, () => {
      const test = judgeOne(outcome, failure);
      assert.deepEqual([test.reason, test.asNeeded], [reason, false]);
      assert.match(test.explanation, explanation);
    });
  }

  it('says of one wrong test among right ones which one it is', () => {
    const verdict = red(
      testReport([
        testResult('test_a', 'failed', { exception: 'AssertionError', message: 'assert 1' }),
        testResult('test_b', 'passed'),
        testResult('test_c', 'failed', { exception: 'AssertionError', message: 'assert 1' }),
      ]),
    );
    assert.equal(verdict.reached, false);
    assert.equal(verdict.summary, '1 of 3 tests does not fail for the right reason.');
    assert.deepEqual(
      verdict.tests.filter((test) => !test.asNeeded).map((test) => test.name),
      ['test_b'],
    );
  });

  it('names the command and the moment of the run it comes from', () => {
    const verdict = red(testReport([testResult('test_a', 'failed', missing('shop.cart'))]));
    assert.deepEqual(
      [verdict.phase, verdict.reached, verdict.summary, verdict.command, verdict.ranAt],
      [
        'red',
        true,
        '1 test fails, each for the right reason.',
        'python -m pytest tests/test_cart.py',
        '2026-01-01T12:00:00.000Z',
      ],
    );
    assert.deepEqual(verdict.notes, [
      'What 1 test needs does not exist yet: it was stopped by that, and not run to its assertions.',
    ]);
    const two = ['test_a', 'test_b'].map((name) => testResult(name, 'failed', missing('shop.cart')));
    assert.deepEqual(red(testReport(two)).notes, [
      'What 2 tests need does not exist yet: they were stopped by that, and not run to their assertions.',
    ]);
  });

  describe('names that a test takes from the module under test', () => {
    const imports = (module: string, ...names: string[]): TestImport[] => [
      { file: 'tests/test_cart.py', line: 1, module, names },
    ];

    it('must be specified, although the missing module hides that they are not', () => {
      const test = judgeOne('collection-error', missing('shop.cart'), imports('shop.cart', 'Cart', 'CartEror'));
      assert.deepEqual([test.reason, test.asNeeded], ['unexplained-import', false]);
      assert.match(test.explanation, /^imports CartEror from shop\.cart, .* did you mean CartError\?$/);
    });

    it('may be modules of the specification, and may be of other modules whatever they are', () => {
      assert.equal(
        judgeOne('collection-error', missing('shop.cart'), imports('shop', 'cart', 'receipt')).asNeeded,
        true,
      );
      assert.equal(
        judgeOne('collection-error', missing('shop.cart'), imports('shop.cart', 'Cart', '*')).asNeeded,
        true,
      );
      assert.equal(judgeOne('collection-error', missing('shop.cart'), imports('decimal', 'Decimal')).asNeeded, true);
    });

    it('do not make a passing test better', () => {
      assert.equal(judgeOne('passed', undefined, imports('shop.cart', 'Crat')).reason, 'passes');
    });

    it('are held against their own file only', () => {
      const other = [{ file: 'tests/test_other.py', line: 1, module: 'shop.cart', names: ['Crat'] }];
      assert.equal(judgeOne('collection-error', missing('shop.cart'), other).asNeeded, true);
    });
  });

  describe('tests that were there before', () => {
    const old = testResult('test_old', 'passed');
    const fresh = testResult('test_new', 'failed', { exception: 'AssertionError', message: 'assert 0' });

    it('are said but not counted', () => {
      const verdict = red(testReport([old, fresh]), testReport([old]));
      assert.deepEqual(
        [verdict.reached, verdict.summary, verdict.notes],
        [true, '1 test fails, each for the right reason.', ['1 test from before this generation is not counted.']],
      );
      assert.deepEqual(
        verdict.tests.map((test) => test.name),
        ['test_new'],
      );
    });

    it('are not enough', () => {
      const verdict = red(testReport([old]), testReport([old]));
      assert.deepEqual([verdict.reached, verdict.summary], [false, 'No new test: every test was there before.']);
    });
  });

  describe('of a run that says nothing about the code', () => {
    const ends: readonly (readonly [RunEnd, string])[] = [
      [{ kind: 'completed' }, 'No test ran.'],
      [{ kind: 'none-ran', detail: 'no tests collected' }, 'No test ran: no tests collected'],
      [{ kind: 'died', detail: 'exit code 139' }, 'The test run died: exit code 139'],
      [{ kind: 'timed-out', limitMs: 300_000 }, 'The test run was ended after 300 s, its time limit.'],
      [{ kind: 'cancelled' }, 'The test run was cancelled.'],
      [{ kind: 'not-started', problem: { kind: 'cancelled' } }, 'The tests could not be started with pytest.'],
    ];
    for (const [end, summary] of ends) {
      it(`is not reached: ${summary}`, () => {
        const verdict = red(testReport([], { end }));
        assert.deepEqual([verdict.reached, verdict.summary, verdict.tests], [false, summary, []]);
      });
    }

    it('is not reached, whatever the tests had shown until then', () => {
      const tests = [
        testResult('test_a', 'failed', { exception: 'AssertionError', message: 'assert 0' }),
        testResult('test_b', 'crashed'),
        testResult('test_c', 'not-run'),
      ];
      const verdict = red(testReport(tests, { end: { kind: 'died', detail: 'segmentation fault' } }));
      assert.deepEqual(
        [verdict.reached, verdict.summary, ...verdict.tests.map((test) => test.reason)],
        [false, 'The test run died: segmentation fault', 'assertion', 'crashed', 'not-run'],
      );
    });
  });

  it('never is reached with a test that is not as needed, and counts honestly', () => {
    const all = [...RIGHT, ...WRONG].map(([, outcome, failure], index) =>
      testResult(`test_${index}`, outcome, failure),
    );
    const verdict = red(testReport(all));
    assert.equal(verdict.reached, false);
    assert.equal(verdict.summary, `${WRONG.length} of ${all.length} tests do not fail for the right reason.`);
  });
});
