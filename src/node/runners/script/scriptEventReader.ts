import { posix } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { TestFailure, TestOutcome, TestResult } from '../../../core/testrun/report';
import type { Fields } from '../decode';
import { fieldsOf, listOf, numberOf, parseFields, textOf } from '../decode';
import { insideRoot } from '../insideRoot';
import type { KnownTest, RunRecord } from '../runRecord';
import { missingModule } from './missingModule';
import type { ProjectFolders } from './projectPath';
import { scriptFailure } from './scriptFailure';
import type { SyntaxProblem } from './syntaxProblem';
import { syntaxProblem } from './syntaxProblem';
import { TestIds } from './testIds';

export interface ScriptEventOptions extends ProjectFolders {
  /** The test files of the run; workspace-relative. */
  readonly files: readonly string[];
  /** Whether a file, absolute or `node:...`, is of the runner or ours. */
  readonly isRunner: (file: string) => boolean;
}

/**
 * Turns the lines of our plugins for vitest and jest (`assets/vitest_reporter.mjs`, `assets/jest_reporter.cjs`) into records. What
 * they say of files that were not asked for is passed over.
 */
export class ScriptEventReader {
  private readonly ids = new TestIds();
  private readonly known = new Map<string, KnownTest>();
  /** What kept the runner from running anything, in its words. */
  broken: string | undefined;
  private heardOfFile = false;
  private heardOfEnd = false;
  private heardOfDeath = false;

  constructor(private readonly options: ScriptEventOptions) {}

  /** Whether the runner took any of the files for a file of tests. */
  get anyFile(): boolean {
    return this.heardOfFile;
  }

  /** Whether the runner came to its own end, and none of the processes that it started died before. */
  get isWhole(): boolean {
    return this.heardOfEnd && !this.heardOfDeath;
  }

  /** Undefined when the line is not of a plugin's making. */
  read(line: string): readonly RunRecord[] | undefined {
    const event = parseFields(line);
    const type = textOf(event?.['type']);
    if (event === undefined || type === undefined) return undefined;
    if (type === 'end') {
      this.heardOfEnd = true;
      return [{ kind: 'ended' }];
    }
    if (type === 'broken') {
      this.broken = stripVTControlCharacters(textOf(event['detail']) ?? '');
      return [];
    }
    const file = this.fileOf(event);
    if (file === undefined) return [];
    this.heardOfFile = true;
    switch (type) {
      case 'file':
        return [{ kind: 'file-started', file }];
      case 'tests':
        return this.declare(file, event);
      case 'start':
        return this.of(event, (test) => ({ kind: 'started', test }));
      case 'result':
        return this.finish(event);
      case 'fileError':
        return [{ kind: 'result', result: this.fileResult(file, event) }];
      case 'died':
        this.heardOfDeath = true;
        return [{ kind: 'file-died', file, detail: `${file}: ${textOf(event['detail']) ?? 'its process died'}` }];
      default:
        return undefined;
    }
  }

  private declare(file: string, event: Fields): readonly RunRecord[] {
    const told = listOf(event['tests'], fieldsOf) ?? [];
    const tests = told.map((each) => {
      const [suites, line] = [listOf(each['suites'], textOf) ?? [], numberOf(each['line'])];
      const test = this.ids.add({ file, suites, name: textOf(each['name']) ?? '', line });
      this.known.set(textOf(each['key']) ?? '', test);
      return test;
    });
    return [{ kind: 'known', tests }];
  }

  private of(event: Fields, give: (test: KnownTest) => RunRecord): readonly RunRecord[] {
    const test = this.known.get(textOf(event['key']) ?? '');
    return test === undefined ? [] : [give(test)];
  }

  private finish(event: Fields): readonly RunRecord[] {
    return this.of(event, ({ id, name, file, line }) => {
      const error = fieldsOf(event['error']);
      const failure = error === undefined ? reasonOf(event) : this.failureOf(error);
      const touched = listOf(event['touched'], textOf);
      const result: TestResult = {
        ...{ id, name, file, line: numberOf(event['line']) ?? line, outcome: outcomeOf(event, failure) },
        durationMs: numberOf(event['durationMs']) ?? 0,
        failure,
        ...(touched === undefined ? {} : { touched }),
      };
      return { kind: 'result', result };
    });
  }

  /** What is wrong with a file or a suite beside its tests, or in place of them. */
  private fileResult(file: string, event: Fields): TestResult {
    const suites = listOf(event['suites'], textOf) ?? [];
    const error = fieldsOf(event['error']) ?? {};
    const syntax = syntaxProblem(textsOf(error), this.options);
    const failure = syntax === undefined ? this.failureOf(error) : syntaxFailure(syntax, textsOf(error).stack);
    const place = syntax ?? failure.frames?.find((frame) => frame.file === file);
    return {
      id: [file, ...suites].join('::'),
      name: suites.at(-1) ?? posix.basename(file),
      file,
      line: place?.file === file ? place.line : undefined,
      outcome: OUTCOMES[textOf(event['kind']) ?? ''] ?? 'failed',
      durationMs: 0,
      failure,
    };
  }

  private failureOf(error: Fields): TestFailure {
    const texts = textsOf(error);
    const stack = texts.stack === '' ? undefined : texts.stack;
    const failure = scriptFailure({ ...error, ...texts, stack }, this.options);
    const missing = missingModule(texts.message, this.options);
    return missing === undefined ? failure : { ...failure, missingModule: missing };
  }

  private fileOf(event: Fields): string | undefined {
    const file = insideRoot(textOf(event['file']) ?? '', this.options.root);
    return file !== undefined && this.options.files.includes(file) ? file : undefined;
  }
}

/** Of what is told of a file as a whole. */
const OUTCOMES: Readonly<Record<string, TestOutcome>> = {
  collection: 'collection-error',
  setup: 'setup-error',
  /** An error that came when the tests had ended. */
  late: 'failed',
};

const TOO_LONG = /^(?:thrown: ")?(?:Test timed out in|Exceeded timeout of) \d+ ?ms/;
const ENDS_PROCESS = /^process\.exit unexpectedly called with/;

function outcomeOf(event: Fields, failure: TestFailure | undefined): TestOutcome {
  const fails = event['failing'] === true;
  switch (textOf(event['state'])) {
    case 'passed':
      return fails ? 'xfailed' : 'passed';
    case 'failed':
      break;
    default:
      return 'skipped';
  }
  const message = failure?.message ?? '';
  if (ENDS_PROCESS.test(message)) return 'crashed';
  if (event['hook'] !== undefined) return 'setup-error';
  return TOO_LONG.test(message) ? 'timed-out' : 'failed';
}

/** Why a test was skipped, where it says so. */
function reasonOf(event: Fields): TestFailure | undefined {
  const message = textOf(event['reason']);
  return message === undefined ? undefined : { exception: '', message, details: '' };
}

/** Without colours, which some parsers cannot be kept from. */
function textsOf(error: Fields): { readonly name: string; readonly message: string; readonly stack: string } {
  const plain = (key: string): string => stripVTControlCharacters(textOf(error[key]) ?? '');
  return { name: plain('name'), message: plain('message'), stack: plain('stack') };
}

function syntaxFailure({ message, file, line }: SyntaxProblem, details: string): TestFailure {
  return { exception: 'SyntaxError', message: `${message} (${file}, line ${line})`, details };
}
