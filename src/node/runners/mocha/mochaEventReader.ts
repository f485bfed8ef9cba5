import { posix } from 'node:path';
import type { TestFailure, TestOutcome, TestResult } from '../../../core/testrun/report';
import { TEST_OUTCOMES } from '../../../core/testrun/report';
import type { Fields } from '../decode';
import { fieldsOf, listOf, numberOf, parseFields, textOf } from '../decode';
import { insideRoot } from '../insideRoot';
import type { KnownTest, RunRecord } from '../runRecord';
import type { ProjectFolders } from '../script/projectPath';
import { scriptFailure } from '../script/scriptFailure';
import type { FrameOptions } from '../script/scriptFrames';
import { syntaxProblem } from '../script/syntaxProblem';

/** Turns the lines of `assets/mocha_run.cjs` into records. */
export class MochaEventReader {
  private readonly known = new Map<string, KnownTest>();
  /** Whether mocha took any of the files for a file of tests. */
  anyFile = false;

  constructor(private readonly options: FrameOptions & ProjectFolders) {}

  /** Undefined when the line is not of its making. */
  read(line: string): readonly RunRecord[] | undefined {
    const event = parseFields(line) ?? {};
    const file = insideRoot(textOf(event['file']) ?? '', this.options.root);
    switch (event['type']) {
      case 'file':
        this.anyFile = true;
        return file === undefined ? [] : [{ kind: 'file-started', file }];
      case 'tests':
        return this.learn(event);
      case 'start': {
        const test = this.known.get(textOf(event['id']) ?? '');
        return test === undefined ? undefined : [{ kind: 'started', test }];
      }
      case 'unloaded':
        return file === undefined ? [] : [{ kind: 'result', result: this.unloaded(file, event) }];
      case 'result':
        return file === undefined ? [] : this.finish(file, event);
      case 'end':
        return [{ kind: 'ended' }];
      default:
        return undefined;
    }
  }

  private learn(event: Fields): readonly RunRecord[] | undefined {
    const tests = listOf(event['tests'], (each) => this.knownTest(fieldsOf(each)));
    for (const test of tests ?? []) this.known.set(test.id, test);
    return tests && [{ kind: 'known', tests }];
  }

  private knownTest(fields: Fields | undefined): KnownTest | undefined {
    const [id, name] = [textOf(fields?.['id']), textOf(fields?.['name'])];
    const file = insideRoot(textOf(fields?.['file']) ?? '', this.options.root);
    if (id === undefined || name === undefined || file === undefined) return undefined;
    return { id, name, file, line: numberOf(fields?.['line']) };
  }

  private finish(file: string, event: Fields): readonly RunRecord[] | undefined {
    const id = textOf(event['id']);
    const outcome = TEST_OUTCOMES.find((each): each is TestOutcome => each === event['outcome']);
    if (id === undefined || outcome === undefined) return undefined;
    const error = fieldsOf(event['error']);
    const touched = listOf(event['touched'], textOf);
    const result: TestResult = {
      ...(this.known.get(id) ?? { id, name: textOf(event['name']) ?? id, file, line: undefined }),
      ...{ outcome, durationMs: numberOf(event['durationMs']) ?? 0 },
      failure: error === undefined ? undefined : scriptFailure(error, this.options),
      ...(touched === undefined ? {} : { touched }),
    };
    return [{ kind: 'result', result }];
  }

  private unloaded(file: string, event: Fields): TestResult {
    const error = fieldsOf(event['error']) ?? {};
    const failure = scriptFailure(error, this.options);
    const problem = syntaxProblem(
      { name: failure.exception, message: failure.message, stack: failure.details },
      this.options,
    );
    const line =
      problem === undefined ? failure.frames?.find((frame) => frame.file === file)?.line : lineIn(file, problem);
    return {
      ...{ id: file, name: posix.basename(file), file, line, outcome: 'collection-error', durationMs: 0 },
      failure: problem === undefined ? failure : withPlace(failure, problem),
    };
  }
}

interface Place {
  readonly file: string;
  readonly line: number;
}

function lineIn(file: string, place: Place): number | undefined {
  return place.file === file ? place.line : undefined;
}

/** A syntax error does not say in which file it stands, and it may be another than the test's. */
function withPlace(failure: TestFailure, { file, line }: Place): TestFailure {
  if (failure.missingSymbol !== undefined) return failure;
  return { ...failure, message: `${failure.message} (${file}, line ${line})` };
}
