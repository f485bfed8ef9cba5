import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestFailure, TestOutcome, TestResult } from '../../../core/testrun/report';
import type { Fields } from '../decode';
import { fieldsOf, listOf, numberOf, textOf } from '../decode';
import { insideRoot } from '../insideRoot';
import type { KnownTest, RunRecord } from '../runRecord';
import { scriptFailure } from '../script/scriptFailure';
import type { FrameOptions } from '../script/scriptFrames';
import { nodeOutcome } from './nodeOutcome';
import type { TestPlace } from './testPaths';
import { TestPaths } from './testPaths';

interface Level {
  readonly test: KnownTest;
  /** Children that stopped because this one did; their reason comes with its own result. */
  readonly cancelled: TestResult[];
  hasChildren: boolean;
}

/**
 * Turns what is told of one test file into records. Suites are no tests; a test with subtests counts only when it fails by
 * itself.
 */
export class NodeFileReader {
  private readonly queued: TestPaths;
  private readonly begun: TestPaths;
  private readonly reported: TestPaths;
  private readonly stack: Level[] = [];
  private readonly results: TestResult[] = [];
  private readonly started = new Set<string>();
  /** The ids of the tests that began, by full name. */
  private readonly byFullName = new Map<string, string[]>();
  /** How many tests that are known have no result. */
  private open = 0;
  /** The code of a process that something in it ended. */
  private exit: number | undefined;
  /** The first error that nobody caught. */
  private uncaught: Fields | undefined;
  /** What the runner says of the process when it has ended. */
  private end: Fields | undefined;

  constructor(
    private readonly file: string,
    private readonly options: FrameOptions,
  ) {
    this.queued = new TestPaths(file);
    this.begun = new TestPaths(file);
    this.reported = new TestPaths(file);
  }

  read(event: Fields): readonly RunRecord[] {
    switch (event['type']) {
      case 'file':
        return [{ kind: 'file-started', file: this.file }];
      case 'uncaught':
        this.uncaught ??= fieldsOf(event['error']);
        return [];
      case 'exit':
        this.exit = numberOf(event['code']);
        return [];
      case 'file end':
        this.end = event;
        return [];
      default:
        // What `node:test` still says of tests when the process is being ended is not what they came to.
        return this.exit === undefined ? this.readTest(event) : [];
    }
  }

  private readTest(event: Fields): readonly RunRecord[] {
    switch (event['type']) {
      case 'enqueue':
        this.open += 1;
        return [{ kind: 'known', tests: [this.queued.add(this.placeOf(event), this.begun)] }];
      case 'dequeue':
        return [{ kind: 'started', test: this.begin(event) }];
      case 'touched':
        return this.readTouched(event);
      case 'start':
        this.start(event);
        return [];
      default:
        return this.finish(event);
    }
  }

  private begin(event: Fields): KnownTest {
    const test = this.begun.enter(this.placeOf(event));
    this.started.add(test.id);
    const name = this.begun.fullName;
    this.byFullName.set(name, [...(this.byFullName.get(name) ?? []), test.id]);
    return test;
  }

  private readTouched(event: Fields): readonly RunRecord[] {
    const id = this.byFullName.get(textOf(event['name']) ?? '')?.[numberOf(event['time']) ?? 0];
    const symbols = listOf(event['symbols'], textOf);
    return id === undefined || symbols === undefined ? [] : [{ kind: 'touched', id, symbols }];
  }

  private start(event: Fields): void {
    const place = this.placeOf(event);
    this.stack.length = place.nesting;
    const parent = this.stack.at(-1);
    if (parent !== undefined) parent.hasChildren = true;
    this.stack.push({ test: this.reported.enter(place), cancelled: [], hasChildren: false });
  }

  /** What a test or suite brings with its end: its own result, and those of children that waited for its reason. */
  private finish(event: Fields): readonly RunRecord[] {
    const nesting = numberOf(event['nesting']) ?? 0;
    const level = this.stack[nesting];
    if (level === undefined) return [];
    this.stack.length = nesting;
    this.open -= 1;
    const error = fieldsOf(event['error']);
    const failureType = textOf(error?.['failureType']);
    const result = this.resultOf(level.test, event, error);
    const isGroup = event['isSuite'] === true || level.hasChildren;
    const { id } = level.test;
    const symbols = listOf(error?.['used'], textOf) ?? [];
    const group: readonly RunRecord[] = [
      ...(isGroup ? [{ kind: 'group', id } as const] : []),
      ...(symbols.length === 0 ? [] : [{ kind: 'touched', id, symbols } as const]),
    ];

    const parent = this.stack.at(-1);
    if (failureType === 'cancelledByParent' && parent !== undefined) {
      parent.cancelled.push(...level.cancelled, ...(isGroup ? [] : [result]));
      return group;
    }
    const stopped = level.cancelled.map((child) => inherit(child, result));
    const failedItself = error !== undefined && failureType !== 'subtestsFailed' && event['skip'] === undefined;
    const isOwn = !isGroup || (failedItself && stopped.length === 0);
    const ended = [...stopped, ...(isOwn ? [result] : [])];
    this.results.push(...ended);
    return [...group, ...ended.map((each): RunRecord => ({ kind: 'result', result: each }))];
  }

  private resultOf(test: KnownTest, event: Fields, error: Fields | undefined): TestResult {
    const cause = fieldsOf(error?.['cause']) ?? error;
    const skipped = event['skip'] ?? event['todo'];
    const reason = skipped === 'true' ? '' : textOf(skipped);
    const failure: TestFailure | undefined =
      cause !== undefined
        ? scriptFailure(cause, this.options)
        : reason === undefined || reason === ''
          ? undefined
          : { exception: '', message: reason, details: '' };
    const hints = { hasBegun: this.started.has(test.id), isSuite: event['isSuite'] === true };
    const outcome = skipped !== undefined ? 'skipped' : error === undefined ? 'passed' : nodeOutcome(error, hints);
    const { id, name, file, line } = test;
    return { id, name, file, line, outcome, durationMs: numberOf(event['durationMs']) ?? 0, failure };
  }

  /** What only the file as a whole can say, when all of its tests have been heard. */
  close(): readonly RunRecord[] {
    const { end = {}, file } = this;
    const death = this.death(end);
    if (death !== undefined) return [{ kind: 'file-died', file, detail: death }];
    const isToldOf = this.results.some((each) => each.failure !== undefined && each.outcome !== 'skipped');
    if (end['message'] === undefined || isToldOf) return [];
    const places = placesOf(this.uncaught, textOf(end['place'])).map(({ path, line }) => ({
      file: insideRoot(path, this.options.root),
      line,
    }));
    const line = places.find((place) => place.file === file)?.line;
    const failure = withPlace(scriptFailure(this.uncaught ?? end, this.options), places[0]);
    const outcome: TestOutcome = this.results.length === 0 ? 'collection-error' : 'failed';
    const result: TestResult = { id: file, name: posix.basename(file), file, line, outcome, durationMs: 0, failure };
    return [{ kind: 'result', result }];
  }

  private death(end: Fields): string | undefined {
    const signal = textOf(end['signal']);
    if (signal !== undefined) return `the process of ${this.file} was ended by ${signal}`;
    if (this.uncaught !== undefined || this.exit === undefined) return undefined;
    const isWhole = this.results.length > 0 && this.open <= 0;
    return isWhole && this.exit === 0
      ? undefined
      : `${this.file} ended its own process with process.exit(${this.exit})`;
  }

  /** A test may stand in a helper, which is then not the file that was run. */
  private placeOf(event: Fields): TestPlace {
    const file = textOf(event['file']) ?? '';
    // Nearly always it is the same text.
    const isHere = file === event['of'] || insideRoot(file, this.options.root) === this.file;
    return {
      name: textOf(event['name']) ?? '',
      nesting: numberOf(event['nesting']) ?? 0,
      line: isHere ? numberOf(event['line']) : undefined,
    };
  }
}

/** A test that stopped because its suite did fails for the suite's reason. */
function inherit(child: TestResult, parent: TestResult): TestResult {
  const outcome =
    parent.outcome === 'setup-error' || parent.outcome === 'collection-error' ? parent.outcome : child.outcome;
  return { ...child, outcome, failure: parent.failure ?? child.failure };
}

const PLACE = /(file:\/\/\/[^\s()]+?|(?:\/|[A-Za-z]:[\\/])[^()\n]+?):(\d+)(?::\d+)?\)?$/gm;

/** Where the error that kept a file from loading stands: what node printed of a syntax error, then the frames of its stack. */
function placesOf(
  uncaught: Fields | undefined,
  printed: string | undefined,
): readonly { readonly path: string; readonly line: number }[] {
  const isSyntax = uncaught?.['name'] === 'SyntaxError';
  const text = `${isSyntax ? (printed ?? '') : ''}\n${textOf(uncaught?.['stack']) ?? ''}`;
  return [...text.matchAll(PLACE)].map(([, path = '', line]) => ({
    path: path.startsWith('file:') ? fileURLToPath(path) : path,
    line: Number(line),
  }));
}

/** A syntax error does not say in which file it stands, and it may be another than the test's. */
function withPlace(
  failure: TestFailure,
  place: { readonly file: string | undefined; readonly line: number } | undefined,
): TestFailure {
  if (failure.exception !== 'SyntaxError' || failure.missingSymbol !== undefined || place?.file === undefined)
    return failure;
  return { ...failure, message: `${failure.message} (${place.file}, line ${place.line})` };
}
