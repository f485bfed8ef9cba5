import assert from 'node:assert/strict';
import type { TestPromise } from '../../../../src/core/testcontract/testContract';
import type { TrivialSubject } from '../../../../src/core/testrun/substitute';
import { TRIVIAL_SUBJECTS } from '../../../../src/core/testrun/substitute';
import { judgeRed } from '../../../../src/core/verdict/judgeRed';
import type { Verdict } from '../../../../src/core/verdict/verdict';
import type { Waiver, WaiverTarget } from '../../../../src/core/verdict/waiver';
import { redEvidence, sampleSubject } from '../../../kit/redEvidence';
import { testReport, testResult } from '../../../kit/testReport';

interface Proof {
  readonly touches: readonly string[];
  readonly fooledBy?: readonly TrivialSubject[];
  readonly requirements?: readonly string[];
  /** What stands in its text. */
  readonly body?: string;
  readonly passes?: boolean;
  /** It was there before, and passed. */
  readonly isOld?: boolean;
}

const FILE = 'tests/test_cart.py';
const assertion = { exception: 'AssertionError', message: 'assert 1 == 2' };
const idOf = (name: string) => `${FILE}::${name}`;

function red(tests: Readonly<Record<string, Proof>>, waived: readonly WaiverTarget[] = []): Verdict {
  const all = Object.entries(tests);
  const waivers = waived.map(
    (target): Waiver => ({ component: 'cart', target, reason: 'so be it', at: '', files: [] }),
  );
  const plain = all.map(([name, { passes, isOld }]) =>
    passes === true || isOld === true ? testResult(name, 'passed') : testResult(name, 'failed', assertion),
  );
  return judgeRed(
    redEvidence(testReport(plain), {
      subject: sampleSubject(),
      before: testReport(all.flatMap(([name, { isOld }]) => (isOld === true ? [testResult(name, 'passed')] : []))),
      standIn: testReport(
        all.map(([name, { touches }]) => ({ ...testResult(name, 'failed', assertion), touched: touches })),
      ),
      probes: TRIVIAL_SUBJECTS.map((subject) => ({
        subject,
        report: testReport(
          all.map(([name, { touches, fooledBy = [] }]) => ({
            ...(fooledBy.includes(subject)
              ? testResult(name, 'passed')
              : testResult(name, 'failed', { ...assertion, message: `assert ${subject} == 2` })),
            touched: touches,
          })),
        ),
      })),
      facts: ({ name }) => {
        const promise = {
          file: FILE,
          path: [name],
          line: 1,
          endLine: 9,
          parameters: [],
          markers: [],
          skips: [],
          uses: [],
        };
        const text = { line: 2, text: 'assert found == 5', strength: 'exact', onOwnMocks: false } as const;
        return { ...promise, assertions: [text], body: tests[name.replace(/\[.*$/, '')]?.body ?? '' } as TestPromise;
      },
      requirementsOf: ({ name }) => tests[name]?.requirements ?? [],
      waivers,
    }),
  );
}

const blocksOf = (verdict: Verdict) =>
  (verdict.blocks ?? []).map(({ kind, name, subjects }) => `${kind} ${name}: ${subjects.join(', ')}`);

const ADDS = { touches: ['Cart', 'Cart.add_item', 'Cart.total'], body: 'cart.add_item("apple", 5)' };

describe('a trivial subject that satisfies tests', () => {
  it('is a warning for one test, as long as another one proves what it uses', () => {
    const verdict = red({ test_sum: ADDS, test_starts_empty: { touches: ['Cart', 'Cart.total'], fooledBy: ['zero'] } });
    assert.deepEqual([verdict.reached, verdict.blocks], [true, undefined]);
    assert.deepEqual(
      verdict.tests.map((test) => test.fooledBy),
      [undefined, ['zero']],
    );
  });

  it('blocks when it satisfies all tests of a method, and the verdict says so', () => {
    const verdict = red({
      test_starts_empty: { touches: ['Cart', 'Cart.total'], fooledBy: ['zero', 'none'] },
      test_nothing_to_pay: { touches: ['Cart.total'], fooledBy: ['zero'] },
    });
    assert.equal(verdict.reached, false);
    assert.equal(verdict.summary, '2 tests fail, but a trivial subject satisfies all tests of Cart.total.');
    assert.deepEqual(verdict.blocks, [
      {
        kind: 'symbol',
        name: 'Cart.total',
        subjects: ['zero'],
        tests: [idOf('test_nothing_to_pay'), idOf('test_starts_empty')].reverse(),
      },
    ]);
    assert.deepEqual(verdict.notes, [
      'A subject that gives 0 satisfies all 2 tests of Cart.total: add a test that it fails, or waive it with a reason.',
    ]);
  });

  it('has to be the same one for all of them', () => {
    const verdict = red({
      test_a: { touches: ['Cart.total'], fooledBy: ['zero'] },
      test_b: { touches: ['Cart.total'], fooledBy: ['raises'] },
    });
    assert.equal(verdict.reached, true);
  });

  it('that only raises blocks when a method is expected to raise and nothing else', () => {
    const refuses = { touches: ['Cart', 'Cart.add_item'], fooledBy: ['raises'] } as const;
    assert.deepEqual(blocksOf(red({ test_refuses: refuses, test_total: { touches: ['Cart.total'] } })), [
      'symbol Cart.add_item: raises',
    ]);
    assert.equal(red({ test_refuses: refuses, test_sum: ADDS }).reached, true);
  });

  it('does not count where a test proves the method that stands behind the assertion that fails first', () => {
    const shy = { touches: ['Cart', 'Cart.add_item'], body: 'cart.add_item("a", 1)\nassert cart.total() == 1' };
    const empty = { touches: ['Cart.total'], fooledBy: ['zero'] } as const;
    assert.equal(red({ test_starts_empty: empty, test_shy: shy }).reached, true);
  });

  it('counts for declared functions and methods, not for classes, data and what nobody declared', () => {
    const made: Proof = { touches: ['Cart', 'Cart.colour', 'LIMIT'], fooledBy: ['argument'], requirements: ['AC-001'] };
    assert.equal(red({ test_made: made, test_held: made }).reached, true);
  });

  it('is no concern of this RED where only old tests use a method, and is excused by an old test that proves it', () => {
    const old: Proof = { touches: ['Cart.total'], fooledBy: ['zero'], isOld: true };
    assert.equal(red({ test_old: old, test_adds: { touches: ['Cart.add_item'] } }).reached, true);
    const empty: Proof = { touches: ['Cart.total'], fooledBy: ['zero'] };
    assert.equal(red({ test_old: old, test_empty: empty }).reached, false);
    assert.equal(red({ test_old: { touches: ['Cart.total'], isOld: true }, test_empty: empty }).reached, true);
  });

  it('is not excused by a test that is no proof itself', () => {
    const verdict = red({
      test_starts_empty: { touches: ['Cart.total'], fooledBy: ['zero'] },
      test_passes: { touches: ['Cart.total'], passes: true },
    });
    assert.deepEqual(blocksOf(verdict), ['symbol Cart.total: zero']);
  });

  describe('of a requirement', () => {
    const empty: Proof = { touches: ['Cart.total'], fooledBy: ['zero'], requirements: ['AC-001'] };

    it('blocks when it has several tests, and all are satisfied', () => {
      const verdict = red({ test_sum: ADDS, test_a: empty, test_b: empty });
      assert.deepEqual(blocksOf(verdict), ['requirement AC-001: zero']);
    });

    it('warns when its only test may be right, parameters or not: the method is proven elsewhere', () => {
      assert.equal(red({ test_sum: ADDS, test_a: empty }).reached, true);
      assert.equal(red({ test_sum: ADDS, 'test_a[1]': empty, 'test_a[2]': empty }).reached, true);
    });

    it('blocks together with the method when no other test proves that', () => {
      assert.deepEqual(blocksOf(red({ test_a: empty })), ['requirement AC-001: zero', 'symbol Cart.total: zero']);
    });
  });

  describe('and a person that says otherwise', () => {
    const alone = {
      test_starts_empty: { touches: ['Cart.total'], fooledBy: ['zero'], requirements: ['AC-001'] },
    } as const;

    it('waives a method or a requirement; the verdict repeats the reason', () => {
      const method = red(alone, [{ kind: 'symbol', name: 'Cart.total' }]);
      assert.deepEqual(blocksOf(method), ['requirement AC-001: zero']);
      assert.ok(method.notes.includes('You waived Cart.total: so be it'));
      const both = red(alone, [
        { kind: 'symbol', name: 'Cart.total' },
        { kind: 'requirement', name: 'AC-001' },
      ]);
      assert.equal(both.reached, true);
    });

    it('waives a test, which then proves what it uses', () => {
      assert.equal(red(alone, [{ kind: 'test', name: idOf('test_starts_empty') }]).reached, true);
      assert.equal(red(alone, [{ kind: 'test', name: idOf('test_other') }]).reached, false);
    });

    it('waives a test that every subject satisfies, which keeps its reason', () => {
      const vacuous = { test_exists: { touches: ['Cart'], fooledBy: TRIVIAL_SUBJECTS } };
      assert.equal(red(vacuous).reached, false);
      const verdict = red(vacuous, [{ kind: 'test', name: idOf('test_exists') }]);
      const [test] = verdict.tests;
      assert.deepEqual([verdict.reached, test?.reason, test?.asNeeded], [true, 'vacuous', true]);
      assert.match(test?.explanation ?? '', /; you waived that: so be it$/);
      assert.equal(verdict.summary, '1 test fails, for what you waived.');
      const beside = red({ ...vacuous, test_sum: ADDS }, [{ kind: 'test', name: idOf('test_exists') }]);
      assert.equal(beside.summary, '1 test fails, each for the right reason; 1 other you waived.');
    });

    it('cannot waive what a run has shown', () => {
      const passing = { test_passes: { touches: ['Cart.total'], passes: true } };
      const verdict = red(passing, [{ kind: 'test', name: idOf('test_passes') }]);
      assert.deepEqual([verdict.reached, verdict.tests[0]?.asNeeded], [false, false]);
    });
  });
});
