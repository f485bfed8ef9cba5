import { readFile } from 'node:fs/promises';
import type { Coverage, FileCoverage } from '../../../core/testrun/report';
import { fieldsOf, listOf, numberOf, parseFields, textOf } from '../decode';
import type { KnownTest, RunRecord } from '../runRecord';
import { readPytestLine } from './readPytestLine';

export interface PytestReportOptions {
  /** What each line of the plugin's begins with: a test can write to the plugin's descriptor, but not what is listened to. */
  readonly token: string;
  /** Where the interpreter writes the trace of a test that it ended together with its process; absolute. */
  readonly dump: string;
  readonly testTimeLimitMs: number | undefined;
  /** The command that brings coverage.py. */
  readonly installCoverage: string;
}

/** The lines of one run of the plugin, and what follows from them at its end. */
export class PytestReport {
  private coverage: Coverage | undefined;
  private running: KnownTest | undefined;
  private endedWithProcess: KnownTest | undefined;

  constructor(private readonly options: PytestReportOptions) {}

  read(line: string): readonly RunRecord[] | undefined {
    const { token, installCoverage } = this.options;
    if (!line.startsWith(token)) return [];
    const said = line.slice(token.length);
    const coverage = readCoverage(said, installCoverage);
    if (coverage !== undefined) {
      this.coverage = coverage;
      return [];
    }
    const records = readPytestLine(said);
    for (const record of records ?? []) this.follow(record);
    return records;
  }

  readCoverage(): Coverage {
    return this.coverage ?? { kind: 'unavailable', detail: 'coverage.py measured nothing', install: undefined };
  }

  /** The test that was ended by the interpreter because nothing else could end it. */
  async readDump(): Promise<readonly RunRecord[]> {
    const test = this.running;
    const limitMs = this.options.testTimeLimitMs;
    if (test === undefined || limitMs === undefined) return [];
    const details = await readFile(this.options.dump, 'utf8').catch(() => '');
    if (details === '') return [];
    this.endedWithProcess = test;
    const message = `did not end within ${limitMs / 1000} s`;
    const failure = { exception: '', message, details };
    return [{ kind: 'result', result: { ...test, outcome: 'timed-out', durationMs: limitMs, failure } }];
  }

  /** The test whose time was up and that could be ended only together with the process. */
  get hanging(): KnownTest | undefined {
    return this.endedWithProcess;
  }

  private follow(record: RunRecord): void {
    if (record.kind === 'started') {
      this.running = record.test;
      this.endedWithProcess = undefined;
    } else if (record.kind === 'result' && record.result.id === this.running?.id) {
      this.running = undefined;
      if (record.result.outcome === 'timed-out') this.endedWithProcess = record.result;
    }
  }
}

function readCoverage(line: string, install: string): Coverage | undefined {
  const fields = parseFields(line);
  if (fields?.['kind'] !== 'coverage') return undefined;
  const files = listOf(fields['files'], fileCoverage);
  const byTest = listOf(fields['byTest'], linesOfTest);
  if (files !== undefined) return { kind: 'measured', files, ...(byTest === undefined ? {} : { byTest }) };
  const problem = textOf(fields['problem']);
  return problem === 'not-installed'
    ? { kind: 'unavailable', detail: 'coverage.py is not installed', install }
    : { kind: 'unavailable', detail: `coverage.py cannot measure: ${problem}`, install: undefined };
}

function fileCoverage(value: unknown): FileCoverage | undefined {
  const fields = fieldsOf(value);
  const path = textOf(fields?.['path']);
  const lines = listOf(fields?.['lines'], (each) => {
    const [line, hits] = [numberOf(fieldsOf(each)?.['line']), numberOf(fieldsOf(each)?.['hits'])];
    return line === undefined || hits === undefined ? undefined : { line, hits };
  });
  return path === undefined || lines === undefined ? undefined : { path, lines };
}

function linesOfTest(value: unknown) {
  const fields = fieldsOf(value);
  const id = textOf(fields?.['id']);
  const files = listOf(fields?.['files'], (each) => {
    const path = textOf(fieldsOf(each)?.['path']);
    const lines = listOf(fieldsOf(each)?.['lines'], numberOf);
    return path === undefined || lines === undefined ? undefined : { path, lines };
  });
  return id === undefined || files === undefined ? undefined : { id, files };
}
