import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestFailure, TestOutcome, TestResult } from '../../../core/testrun/report';
import type { Fields } from '../decode';
import { fieldsOf, listOf, numberOf, parseFields, textOf } from '../decode';
import { insideRoot } from '../insideRoot';
import type { KnownTest, RunRecord } from '../runRecord';
import { scriptFailure } from '../script/scriptFailure';
import type { FrameOptions } from '../script/scriptFrames';
import { TestPaths } from './testPaths';

interface Level {
  readonly test: KnownTest;
  /** Children that stopped because this one did; their reason comes with its own result. */
  readonly cancelled: TestResult[];
  hasChildren: boolean;
}

/** What one file's process came to. */
interface FileEnd {
  readonly error: Fields | undefined;
  readonly exitedEarly: number | undefined;
  readonly uncaught: Fields | undefined;
}

/** What a test used of the stand-in. */
interface Usage {
  id: string | undefined;
  symbols: readonly string[] | undefined;
}

export interface NodeEventReaderOptions extends FrameOptions {
  /** The files that are run; workspace-relative. */
  readonly files: readonly string[];
}

/**
 * Turns the events of `node --test`, as `assets/node_reporter.mjs` writes them, into records. Suites and the runner's own test
 * for each file are not tests; a test with subtests counts only when it fails by itself.
 */
export class NodeEventReader {
  private readonly queued = new TestPaths();
  private readonly begun = new TestPaths();
  private readonly reported = new TestPaths();
  private readonly stack: Level[] = [];
  private readonly fileEnds = new Map<string, FileEnd>();
  private readonly open = new Map<string, number>();
  private readonly results = new Map<string, TestResult[]>();
  /** How often a test of this file and full name began. */
  private readonly times = new Map<string, number>();
  /** By file, full name and how often that came before: how a test process calls a test. */
  private readonly usage = new Map<string, Usage>();
  private readonly started = new Set<string>();
  private lastFile = '';

  constructor(private readonly options: NodeEventReaderOptions) {}

  /** Undefined when the line is not of the reporter's making. */
  read(line: string): readonly RunRecord[] | undefined {
    const event = parseFields(line);
    const type = textOf(event?.['type']);
    if (event === undefined || type === undefined) return undefined;
    if (type === 'end') return [...this.closeFiles(), { kind: 'ended' }];
    if (event['isFile'] === true) return this.readFileEvent(type, event);
    switch (type) {
      case 'enqueue':
        return [{ kind: 'known', tests: [this.enqueue(event)] }];
      case 'dequeue':
        return this.begin(event);
      case 'touched':
        return this.readTouched(event);
      case 'start':
        this.start(event);
        return [];
      case 'pass':
      case 'fail':
        return this.finish(event);
      default:
        return [];
    }
  }

  private readFileEvent(type: string, event: Fields): readonly RunRecord[] {
    const file = this.fileOf(event);
    if (type === 'dequeue') {
      this.lastFile = file;
      return [{ kind: 'file-started', file }];
    }
    const said = fieldsOf(event['process']);
    if (said !== undefined) {
      const [exitedEarly, uncaught] = [numberOf(said['exit']), fieldsOf(said['uncaught'])];
      this.fileEnds.set(file, { error: fieldsOf(event['error']), exitedEarly, uncaught });
    }
    return [];
  }

  private enqueue(event: Fields): KnownTest {
    const place = this.placeOf(event);
    this.open.set(place.file, (this.open.get(place.file) ?? 0) + 1);
    return this.queued.add(place, this.begun);
  }

  private begin(event: Fields): readonly RunRecord[] {
    const test = this.begun.enter(this.placeOf(event));
    this.started.add(test.id);
    const name = `${test.file}\n${this.begun.fullName(test.file)}`;
    const time = this.times.get(name) ?? 0;
    this.times.set(name, time + 1);
    const usage = this.usageOf(`${name}\n${time}`);
    usage.id = test.id;
    return [{ kind: 'started', test }, ...usageRecords(usage)];
  }

  /** A test process may be heard of what a test uses before the runner is heard of its begin. */
  private readTouched(event: Fields): readonly RunRecord[] {
    const name = `${this.fileOf(event)}\n${textOf(event['name']) ?? ''}`;
    const usage = this.usageOf(`${name}\n${numberOf(event['time']) ?? 0}`);
    usage.symbols = [...(usage.symbols ?? []), ...(listOf(event['symbols'], textOf) ?? [])];
    return usageRecords(usage);
  }

  private usageOf(key: string): Usage {
    const usage = this.usage.get(key) ?? { id: undefined, symbols: undefined };
    this.usage.set(key, usage);
    return usage;
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
    const { id, file } = level.test;
    this.open.set(file, (this.open.get(file) ?? 0) - 1);
    const error = fieldsOf(event['error']);
    const failureType = textOf(error?.['failureType']);
    const result = this.resultOf(level.test, event, error);
    const isGroup = event['isSuite'] === true || level.hasChildren;
    const group: readonly RunRecord[] = isGroup ? [{ kind: 'group', id }] : [];

    const parent = this.stack.at(-1);
    if (failureType === 'cancelledByParent' && parent !== undefined) {
      parent.cancelled.push(...level.cancelled, ...(isGroup ? [] : [result]));
      return group;
    }
    const stopped = level.cancelled.map((child) => inherit(child, result));
    const failedItself = error !== undefined && failureType !== 'subtestsFailed' && event['skip'] === undefined;
    const isOwn = !isGroup || (failedItself && stopped.length === 0);
    return [...group, ...[...stopped, ...(isOwn ? [result] : [])].map((each) => this.keep(each))];
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
    const outcome =
      skipped !== undefined
        ? 'skipped'
        : error === undefined
          ? 'passed'
          : outcomeOf(error, {
              hasBegun: this.started.has(test.id),
              otherwise: event['isSuite'] === true ? 'collection-error' : 'failed',
            });
    const { id, name, file, line } = test;
    return { id, name, file, line, outcome, durationMs: numberOf(event['durationMs']) ?? 0, failure };
  }

  private keep(result: TestResult): RunRecord {
    const of = this.results.get(result.file) ?? [];
    of.push(result);
    this.results.set(result.file, of);
    return { kind: 'result', result };
  }

  /** What only the file as a whole can say, when all of its tests have been heard. */
  private closeFiles(): readonly RunRecord[] {
    return [...this.fileEnds].flatMap(([file, end]): readonly RunRecord[] => {
      const results = this.results.get(file) ?? [];
      const isWhole = results.length > 0 && (this.open.get(file) ?? 0) <= 0;
      const death = describeDeath(file, { ...end, isWhole });
      if (death !== undefined) return [{ kind: 'file-died', file, detail: death }];
      if (end.error === undefined || results.some((each) => each.failure !== undefined && each.outcome !== 'skipped'))
        return [];
      const places = placesOf(end.uncaught).map(({ path, line }) => ({
        file: insideRoot(path, this.options.root),
        line,
      }));
      const line = places.find((place) => place.file === file)?.line;
      const failure = withPlace(scriptFailure(end.uncaught ?? end.error, this.options), places[0]);
      const outcome: TestOutcome = results.length === 0 ? 'collection-error' : 'failed';
      const result: TestResult = { id: file, name: posix.basename(file), file, line, outcome, durationMs: 0, failure };
      return [{ kind: 'result', result }];
    });
  }

  private placeOf(event: Fields) {
    return {
      file: this.fileOf(event),
      name: textOf(event['name']) ?? '',
      nesting: numberOf(event['nesting']) ?? 0,
      line: this.lineOf(event),
    };
  }

  /** The test file of an event; a test may stand in a helper, which is then not the file that was run. */
  private fileOf(event: Fields): string {
    const file = this.ownFile(event);
    if (file !== undefined && this.options.files.includes(file)) return file;
    return this.options.files.length === 1 ? (this.options.files[0] ?? '') : this.lastFile;
  }

  private lineOf(event: Fields): number | undefined {
    const file = this.ownFile(event);
    return file !== undefined && this.options.files.includes(file) ? numberOf(event['line']) : undefined;
  }

  private ownFile(event: Fields): string | undefined {
    const file = textOf(event['file']);
    return file === undefined ? undefined : insideRoot(file, this.options.root);
  }
}

function usageRecords({ id, symbols }: Usage): readonly RunRecord[] {
  return id === undefined || symbols === undefined ? [] : [{ kind: 'touched', id, symbols }];
}

interface OutcomeHints {
  readonly hasBegun: boolean;
  readonly otherwise: TestOutcome;
}

function outcomeOf(error: Fields, { hasBegun, otherwise }: OutcomeHints): TestOutcome {
  switch (textOf(error['failureType'])) {
    case 'hookFailed':
      // How `assets/node_preload.cjs` ends a test that takes too long.
      return textOf(fieldsOf(error['cause'])?.['name']) === 'TestTimeLimit' ? 'timed-out' : 'setup-error';
    case 'testTimeoutFailure':
      return 'timed-out';
    case 'cancelledByParent':
      // Nobody will ever settle what the test waits for; those after it never began.
      return hasBegun && /^Promise resolution is still pending/.test(textOf(error['message']) ?? '')
        ? 'timed-out'
        : 'not-run';
    case 'testAborted':
      return 'not-run';
    default:
      return otherwise;
  }
}

/** A test that stopped because its suite did fails for the suite's reason. */
function inherit(child: TestResult, parent: TestResult): TestResult {
  const outcome =
    parent.outcome === 'setup-error' || parent.outcome === 'collection-error' ? parent.outcome : child.outcome;
  return { ...child, outcome, failure: parent.failure ?? child.failure };
}

/** `isWhole`: each test that began has a result. */
function describeDeath(
  file: string,
  { error, exitedEarly, uncaught, isWhole }: FileEnd & { readonly isWhole: boolean },
): string | undefined {
  const signal = textOf(error?.['signal']);
  if (signal !== undefined) return `the process of ${file} was ended by ${signal}`;
  if (uncaught !== undefined) return undefined;
  const code = exitedEarly;
  if (code !== undefined && (!isWhole || code !== 0)) return `${file} ended its own process with process.exit(${code})`;
  return undefined;
}

const PLACE = /(file:\/\/\/[^\s()]+?|(?:\/|[A-Za-z]:[\\/])[^()\n]+?):(\d+)(?::\d+)?\)?$/gm;

/** Where the error that kept a file from loading stands: what node printed of a syntax error, then the frames of its stack. */
function placesOf(uncaught: Fields | undefined): readonly { readonly path: string; readonly line: number }[] {
  const text = `${textOf(uncaught?.['place']) ?? ''}\n${textOf(uncaught?.['stack']) ?? ''}`;
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
