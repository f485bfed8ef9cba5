import { posix } from 'node:path';
import type { RunEnd, TestFailure, TestImport, TestOutcome, TestResult } from '../../core/testrun/report';
import type { KnownTest, RunRecord } from './runRecord';

/** Keeps account of one run: what is known, what runs, what has a result, and in the end what never got one. */
export class RunLedger {
  readonly imports: TestImport[] = [];
  /** Sentences on files whose process died. */
  readonly deaths: string[] = [];
  /** Ids of tests that ran though they were not chosen. */
  readonly beside = new Set<string>();
  /** Whether the runner came to its own end. */
  ended = false;
  private readonly results = new Map<string, TestResult>();
  private readonly known = new Map<string, KnownTest>();
  private readonly declared = new Map<string, KnownTest[]>();
  private readonly groups = new Set<string>();
  private readonly running = new Set<string>();
  private readonly startedFiles = new Set<string>();
  private readonly touched = new Map<string, Set<string>>();
  private readonly diedFiles = new Map<string, string>();

  /** Returns the result when the record brings a new one. */
  add(record: RunRecord): TestResult | undefined {
    switch (record.kind) {
      case 'imports':
        this.imports.push(...record.imports);
        return undefined;
      case 'declared':
        for (const test of record.tests) this.declared.set(test.file, [...(this.declared.get(test.file) ?? []), test]);
        return undefined;
      case 'known':
        for (const test of record.tests) this.learn(test);
        return undefined;
      case 'file-started':
        this.startedFiles.add(record.file);
        return undefined;
      case 'started':
        this.learn(record.test);
        this.running.add(record.test.id);
        return undefined;
      case 'group':
        this.groups.add(record.id);
        return undefined;
      case 'result':
        this.running.delete(record.result.id);
        if (this.results.has(record.result.id)) return undefined;
        return this.keep(record.result);
      case 'beside':
        this.beside.add(record.id);
        return undefined;
      case 'touched':
        this.touched.set(record.id, new Set([...(this.touched.get(record.id) ?? []), ...record.symbols]));
        return undefined;
      case 'output':
        return undefined;
      case 'file-died':
        this.diedFiles.set(record.file, record.detail);
        this.deaths.push(record.detail);
        return undefined;
      case 'ended':
        this.ended = true;
        return undefined;
    }
  }

  /** Tests that are known and have no result; the ones that were running come first. */
  get unreported(): readonly KnownTest[] {
    const open = [...this.known.values()].filter((test) => !this.results.has(test.id) && !this.groups.has(test.id));
    return [...open.filter((test) => this.running.has(test.id)), ...open.filter((test) => !this.running.has(test.id))];
  }

  get count(): number {
    return this.results.size;
  }

  /** Whether any test has been run, as opposed to left out. */
  get anyRan(): boolean {
    return [...this.results.values()].some((result) => result.outcome !== 'not-run');
  }

  /** The test that was running, when exactly one was. */
  get runningTest(): KnownTest | undefined {
    const [test, ...others] = this.unreported.filter((each) => this.running.has(each.id));
    return others.length === 0 ? test : undefined;
  }

  /** Gives what has no result the outcome that the end of the run leaves it; returns these results. */
  close(end: RunEnd): readonly TestResult[] {
    if (end.kind === 'not-started') return [];
    const added = this.unreported.map((test) =>
      unreportedResult(test, this.running.has(test.id) ? this.interrupted(test.file, end) : NOT_RUN),
    );
    for (const result of added) this.results.set(result.id, result);
    if (end.kind !== 'completed' && end.kind !== 'none-ran') added.push(...this.closeSilentFiles(end));
    return added;
  }

  /** All results, file by file in the order that was asked for. */
  inOrder(files: readonly string[]): readonly TestResult[] {
    const place = new Map(files.map((file, index) => [file, index]));
    const placeOf = (result: TestResult): number => place.get(result.file) ?? files.length;
    return [...this.results.values()].sort((a, b) => placeOf(a) - placeOf(b));
  }

  private learn(test: KnownTest): void {
    if (!this.known.has(test.id)) this.known.set(test.id, test);
    if (test.parent !== undefined) this.groups.add(test.parent);
  }

  private keep(result: TestResult): TestResult {
    const symbols = this.touched.get(result.id);
    const kept = symbols === undefined ? result : { ...result, touched: [...symbols] };
    this.results.set(result.id, kept);
    return kept;
  }

  /** Files of which the runner never said a word: by their text, or else as a whole. */
  private closeSilentFiles(end: RunEnd): readonly TestResult[] {
    const spoken = new Set([...this.results.values()].map((result) => result.file));
    const files = new Set([...this.declared.keys(), ...this.startedFiles, ...this.diedFiles.keys()]);
    const added = [...files]
      .filter((file) => !spoken.has(file))
      .flatMap((file) => {
        const closing = this.startedFiles.has(file) ? this.interrupted(file, end) : NOT_RUN;
        const whole: KnownTest = { id: file, name: posix.basename(file), file, line: undefined };
        return (this.declared.get(file) ?? [whole]).map((test) => unreportedResult(test, closing));
      });
    for (const result of added) this.results.set(result.id, result);
    return added;
  }

  private interrupted(file: string, end: RunEnd): Closing {
    const died = this.diedFiles.get(file);
    if (died !== undefined) return { outcome: 'crashed', message: died };
    switch (end.kind) {
      case 'died':
        return { outcome: 'crashed', message: end.detail };
      case 'timed-out':
        return {
          outcome: 'timed-out',
          message: `was running when the time limit of ${end.limitMs / 1000} s ended the run`,
        };
      default:
        return NOT_RUN;
    }
  }
}

interface Closing {
  readonly outcome: TestOutcome;
  readonly message: string | undefined;
}

const NOT_RUN: Closing = { outcome: 'not-run', message: undefined };

function unreportedResult({ id, name, file, line }: KnownTest, { outcome, message }: Closing): TestResult {
  const failure: TestFailure | undefined = message === undefined ? undefined : { exception: '', message, details: '' };
  return { id, name, file, line, outcome, durationMs: 0, failure };
}
