import type { TestPromise } from '../testcontract/testContract';
import type { TestReport, TestResult } from '../testrun/report';
import type { TrivialSubject } from '../testrun/substitute';
import type { WrittenTest } from './pythonTestNames';
import type { Subject } from './subject';
import type { Waiver } from './waiver';

/** What the tests make of one trivial subject. */
export interface Probe {
  readonly subject: TrivialSubject;
  readonly report: TestReport;
}

/** Everything that a RED verdict rests on. Runs that differ between two orders are merged, and say `flaky`. */
export interface RedEvidence {
  /** The tests as the files stand. */
  readonly plain: TestReport;
  /** With a stand-in where the module under test is; undefined when the runner has none, or nothing would be learnt from it. */
  readonly standIn: TestReport | undefined;
  readonly probes: readonly Probe[];
  /** The run before the change, with those of its tests that the change left as they were; undefined when there was none. */
  readonly before: TestReport | undefined;
  /** Tests of the component's last RED, by id: they are what RED is about, although they were there before. */
  readonly earlier: { readonly reached: boolean; readonly tests: ReadonlySet<string> };
  readonly subject: Subject;
  /** What a test's own text promises; undefined when nobody could read it. */
  readonly facts: (test: TestResult) => TestPromise | undefined;
  /** Tests that stand in the files that were run; one that is in no run was not collected. */
  readonly written: readonly WrittenTest[];
  /** Ids of requirements and criteria that stand with a test. */
  readonly requirementsOf: (test: TestResult) => readonly string[];
  readonly waivers: readonly Waiver[];
  /** What could not be looked at, and why; sentences. */
  readonly notes: readonly string[];
}
