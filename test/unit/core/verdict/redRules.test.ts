import assert from 'node:assert/strict';
import type { Assertion, TestPromise } from '../../../../src/core/testcontract/testContract';
import type { Frame, TestFailure, TestOutcome, TestReport, TestResult } from '../../../../src/core/testrun/report';
import type { TrivialSubject } from '../../../../src/core/testrun/substitute';
import { TRIVIAL_SUBJECTS } from '../../../../src/core/testrun/substitute';
import { judgeRed } from '../../../../src/core/verdict/judgeRed';
import type { RedEvidence } from '../../../../src/core/verdict/redEvidence';
import type { JudgedTest } from '../../../../src/core/verdict/verdict';
import { redEvidence, sampleSubject } from '../../../kit/redEvidence';
import { testReport, testResult } from '../../../kit/testReport';

const NAME = 'test_total';
const FILE = 'tests/test_cart.py';
const missing = { exception: 'ModuleNotFoundError', message: "No module named 'src.cart'", missingModule: 'src.cart' };
const notImplemented = { exception: 'NotImplementedError', message: 'Cart.add_item is not implemented' };
const at = (line: number, file = FILE): Frame[] => [{ file, line, function: NAME, library: false }];
const asserts = (message: string, line = 5) => ({ exception: 'AssertionError', message, frames: at(line) });
const raises = (exception: string, message: string, line = 5) => ({ exception, message, frames: at(line) });

type Outcome = readonly [TestOutcome, Partial<TestFailure>?];
const failed = (failure: Partial<TestFailure>): Outcome => ['failed', failure];
const PASSED: Outcome = ['passed'];

interface Runs {
  readonly plain?: Outcome;
  readonly standIn?: Outcome;
  /** With each trivial subject, or with each that is named. */
  readonly probes?: Outcome | Readonly<Partial<Record<TrivialSubject, Outcome>>>;
  readonly touched?: readonly string[];
  readonly facts?: Partial<TestPromise>;
}

function report([outcome, failure]: Outcome, touched?: readonly string[]): TestReport {
  const result: TestResult = testResult(NAME, outcome, failure);
  return testReport([touched === undefined ? result : { ...result, touched }]);
}

/** A test whose module is missing, unless `plain` says otherwise, and what further runs show of it. */
function evidence({ plain = ['collection-error', missing], standIn, probes, touched, facts }: Runs): RedEvidence {
  const exists = plain[1]?.missingModule === undefined;
  const isOne = Array.isArray(probes);
  const given = isOne ? undefined : (probes as Readonly<Partial<Record<TrivialSubject, Outcome>>> | undefined);
  const used = touched ?? ['Cart', 'Cart.add_item', 'Cart.total'];
  const promise = { file: FILE, path: [NAME], line: 3, endLine: 9, parameters: [], markers: [], skips: [], uses: [] };
  return redEvidence(report(plain), {
    subject: sampleSubject({ exists }),
    standIn: standIn === undefined ? undefined : report(standIn, used),
    probes: TRIVIAL_SUBJECTS.flatMap((subject) => {
      const outcome = isOne ? (probes as Outcome) : given?.[subject];
      return outcome === undefined ? [] : [{ subject, report: report(outcome, used) }];
    }),
    facts: () => (facts === undefined ? undefined : { ...promise, assertions: [], body: '', ...facts }),
  });
}

function judge(runs: Runs): JudgedTest {
  const [test] = judgeRed(evidence(runs)).tests;
  assert.ok(test);
  return test;
}

const assertion = (text: string, about: Partial<Assertion> = {}): Assertion => ({
  line: 5,
  text,
  strength: 'exact',
  onOwnMocks: false,
  ...about,
});
const HONEST: Runs = {
  standIn: failed({ ...notImplemented, frames: at(4) }),
  probes: {
    none: failed(asserts('assert None == 5')),
    zero: failed(asserts('assert 0 == 5')),
    empty: failed(asserts('assert [] == 5')),
    argument: failed(asserts("assert 'apple' == 5")),
    raises: failed(raises('Raised', 'Cart.add_item raises', 4)),
  },
  facts: { assertions: [assertion('assert cart.total() == 5')], body: 'cart = Cart()\ncart.add_item("apple", 5)' },
};

describe('what a stand-in and trivial subjects show of a test', () => {
  it('is where it gets to: an honest test stops at what is not implemented', () => {
    const test = judge(HONEST);
    assert.deepEqual(
      [test.reason, test.asNeeded, test.explanation, test.fooledBy],
      [
        'subject-missing',
        true,
        'the module under test, src/cart.py, does not exist yet; with a stand-in it stops at line 4 because Cart.add_item is not implemented',
        undefined,
      ],
    );
    const compared = judge({ ...HONEST, standIn: failed(asserts('assert <Cart.total> == 5')) });
    assert.match(compared.explanation, /; with a stand-in its assertion at line 5 fails: assert <Cart\.total> == 5$/);
  });

  it('is that it was skipped, hangs, ends the process or differs, which the missing module hid', () => {
    const hidden: readonly (readonly [TestOutcome, string])[] = [
      ['skipped', 'skipped'],
      ['xfailed', 'skipped'],
      ['timed-out', 'timed-out'],
      ['crashed', 'crashed'],
      ['not-run', 'not-run'],
      ['flaky', 'flaky'],
    ];
    for (const [outcome, reason] of hidden) assert.equal(judge({ ...HONEST, standIn: [outcome] }).reason, reason);
  });

  it('is an import that it does not explain, wherever that stands', () => {
    const other = { exception: 'ModuleNotFoundError', message: 'No module', missingModule: 'requests_mock' };
    const atOnce = judge({ ...HONEST, standIn: ['collection-error', other] });
    assert.deepEqual(
      [atOnce.reason, atOnce.explanation],
      [
        'unexplained-import',
        'with a stand-in for the module under test it imports requests_mock, which is neither installed nor specified',
      ],
    );
    const late = judge({ ...HONEST, probes: { none: failed(other) } });
    assert.equal(late.reason, 'unexplained-import');
  });

  it('is a name that is nowhere, behind the first call', () => {
    const test = judge({ ...HONEST, probes: { none: failed(raises('NameError', "name 'expceted' is not defined")) } });
    assert.equal(test.reason, 'test-error');
    assert.match(test.explanation, /shows that the test's own code raises NameError: .*, at tests\/test_cart\.py:5$/);
  });

  it('is an error of its own, when every subject meets the same one; what a subject gave brings about different ones', () => {
    const own = failed(raises('KeyError', "'apple'"));
    const always = { none: own, zero: own, empty: own, argument: own };
    assert.equal(judge({ ...HONEST, probes: always }).reason, 'test-error');
    assert.equal(judge({ ...HONEST, probes: { ...always, zero: failed(raises('TypeError', 'int')) } }).asNeeded, true);
    const setUp: Outcome = ['setup-error', raises('OSError', 'no such file')];
    assert.equal(
      judge({ ...HONEST, probes: { ...always, none: setUp, zero: setUp, empty: setUp, argument: setUp } }).reason,
      'fixture-error',
    );
  });

  it('is not an error that the test raises by hand after it used the subject: that is its way to assert', () => {
    const thrown = failed(raises('Error', 'wrong total'));
    const always = { none: thrown, zero: thrown, empty: thrown, argument: thrown };
    assert.equal(judge({ ...HONEST, probes: always }).asNeeded, true);
    assert.equal(judge({ ...HONEST, probes: always, touched: [] }).reason, 'test-error');
  });

  it('is not what a library says of a stand-in, which is not all that the subject will be', () => {
    const frames = [{ file: '/usr/lib/python3/dataclasses.py', line: 9, function: 'fields', library: true }, ...at(5)];
    const error = failed({ exception: 'TypeError', message: 'must be called with a dataclass type', frames });
    const always = { none: error, zero: error, empty: error, argument: error };
    assert.equal(judge({ ...HONEST, probes: always }).asNeeded, true);
    const setUp: Outcome = ['setup-error', error[1] ?? {}];
    assert.equal(
      judge({ ...HONEST, probes: { none: setUp, zero: setUp, empty: setUp, argument: setUp } }).asNeeded,
      true,
    );
    assert.equal(judge({ ...HONEST, probes: always, touched: [] }).reason, 'library-error');
    const file: Outcome = [
      'setup-error',
      { ...error[1], exception: 'Error', message: "ENOENT: no such file, open 'a.json'" },
    ];
    assert.equal(
      judge({ ...HONEST, probes: { none: file, zero: file, empty: file, argument: file } }).reason,
      'fixture-error',
    );
  });

  it('is a member that is nearly one of those that are declared', () => {
    const test = judge({ ...HONEST, touched: ['Cart', 'Cart.add_itme'] });
    assert.deepEqual(
      [test.reason, test.explanation],
      ['unexplained-import', 'uses Cart.add_itme, which the specification does not mention; did you mean add_item?'],
    );
    assert.equal(judge({ ...HONEST, touched: ['Cart', 'Cart.items'] }).asNeeded, true);
  });

  it('is an assertion that never touches the subject, or looks at nothing but itself', () => {
    const body = { body: 'value = 2', assertions: [assertion('assert value == 3')] };
    const alone = { standIn: failed(asserts('assert 2 == 3')), touched: [], facts: body };
    const test = judge(alone);
    assert.deepEqual(
      [test.reason, test.explanation],
      ['independent', 'its assertion fails and never touches the subject: assert 2 == 3'],
    );
    // A program that is started, a name that a shared fixture made: used, although no run saw it.
    assert.equal(judge({ ...alone, facts: { ...body, body: 'run("src/cart.py")' } }).asNeeded, true);
    assert.equal(judge({ ...alone, facts: { ...body, body: 'value = box.total' } }).asNeeded, true);

    const constant = { ...HONEST, probes: failed(asserts('assert False')) };
    const later = { body: 'cart = Cart()\ncart.total()', assertions: [assertion('assert False')] };
    assert.equal(
      judge({ ...constant, facts: later }).explanation,
      'fails whatever the subject does: assert False, at line 5',
    );
    assert.equal(judge({ ...constant, facts: { ...later, body: 'try: {\ncart.total()\n}' } }).asNeeded, true);
  });

  it('is that it asserts nothing, although it fails as long as nothing is implemented', () => {
    assert.equal(judge({ ...HONEST, probes: PASSED, facts: { body: 'cart = Cart()' } }).reason, 'asserts-nothing');
    assert.equal(judge({ plain: PASSED, facts: { assertions: [assertion('assert True')] } }).reason, 'asserts-nothing');
    assert.equal(judge({ ...HONEST, facts: { body: '' } }).asNeeded, true, 'a run has seen an assertion fail');
    const helper = { ...HONEST, probes: {}, facts: { body: 'check_lines(cart.total())' } };
    assert.equal(judge(helper).asNeeded, true, 'a helper that nobody could read may assert');
  });

  it('is that it asserts on mocks of its own alone, unless the subject is called in between', () => {
    const facts = { assertions: [assertion('mock.assert_called_once()', { onOwnMocks: true })], body: 'mock()' };
    assert.equal(judge({ standIn: PASSED, facts }).reason, 'asserts-on-mocks');
    assert.equal(judge({ standIn: failed(asserts('called 0 times')), touched: [], facts }).reason, 'asserts-on-mocks');
    assert.equal(judge({ standIn: failed(asserts('called 0 times')), facts }).asNeeded, true);
  });

  it('is which trivial subjects satisfy it: a warning for some, a defect for all', () => {
    const some = judge({ ...HONEST, probes: { ...HONEST.probes, zero: PASSED, empty: PASSED } });
    assert.deepEqual([some.reason, some.asNeeded, some.fooledBy], ['subject-missing', true, ['zero', 'empty']]);
    assert.match(some.explanation, /; satisfied by a subject that gives 0 or gives something empty$/);
    const all = judge({ ...HONEST, standIn: PASSED, probes: PASSED });
    assert.deepEqual([all.reason, all.asNeeded, all.fooledBy], ['vacuous', false, TRIVIAL_SUBJECTS]);
  });

  it('says nothing against a test that passes because the names that it asks for are specified', () => {
    const shape = sampleSubject({
      exists: false,
      interface: [{ name: 'Size', kind: 'enum', parameters: [], isAsync: false, members: [] }],
    });
    const given = evidence({ standIn: PASSED, probes: PASSED, touched: ['Size'] });
    assert.equal(judgeRed({ ...given, subject: shape }).tests[0]?.asNeeded, true);
  });
});

describe('a test of an existing module', () => {
  const touched = ['Cart', 'Cart.total'];

  it('may be stopped by the value that it was given, which is as good as an assertion', () => {
    const plain = failed(raises('AttributeError', "'NoneType' object has no attribute 'name'"));
    const probes = { ...HONEST.probes, none: plain, zero: failed(raises('AttributeError', "'int' object")) };
    const test = judge({ plain, standIn: failed(notImplemented), probes, touched });
    assert.deepEqual([test.reason, test.asNeeded], ['assertion', true]);
    assert.match(test.explanation, /^cannot use what the subject gives: the test's own code raises AttributeError/);
    const own = judge({ plain, standIn: failed(notImplemented), probes: plain, touched });
    assert.equal(own.reason, 'test-error');
  });

  it('is not held to what only a stand-in in its place brings about', () => {
    const plain = failed(asserts('assert 4 == 5'));
    for (const outcome of ['timed-out', 'skipped', 'crashed'] as const) {
      assert.equal(judge({ ...HONEST, plain, standIn: [outcome] }).reason, 'assertion');
    }
    const inside = { exception: 'ModuleNotFoundError', message: 'No module', missingModule: 'src.cart.parts' };
    assert.equal(judge({ ...HONEST, plain, standIn: ['collection-error', inside] }).reason, 'assertion');
  });
});
