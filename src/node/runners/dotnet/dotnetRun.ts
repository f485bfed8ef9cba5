import { stripVTControlCharacters } from 'node:util';
import type { RunEnd, TestResult } from '../../../core/testrun/report';
import type { ProcessEnd } from '../../processes';
import type { CompileError } from '../compileResults';
import { compileResults } from '../compileResults';
import { describeEnd, lastWords } from '../describeEnd';
import { readXml } from '../readXml';
import type { RunLedger } from '../runLedger';
import type { RunRecord } from '../runRecord';
import type { ClassFile } from '../scanClassTests';
import { uniqueIds } from '../uniqueIds';
import { dotnetMissing } from './dotnetProject';
import { readCsharpError } from './readCsharpErrors';
import { abortedBecause, readTrx } from './readTrx';

export interface DotnetRunOptions {
  /** The workspace folder; absolute, links resolved. */
  readonly root: string;
  readonly files: readonly ClassFile[];
  /** The lines of the files, by their paths. */
  readonly lines: ReadonlyMap<string, readonly string[]>;
  /** Ids; undefined for all. */
  readonly chosen: readonly string[] | undefined;
  /** The texts of the reports that the run left. */
  readonly readReports: () => Promise<readonly string[]>;
}

/** One run of `dotnet test`: what it prints, and the reports that it leaves. */
export class DotnetRun {
  private readonly errors = new Map<string, CompileError>();
  private unreadable = 0;
  private failed = 0;

  constructor(private readonly options: DotnetRunOptions) {}

  read(raw: string): readonly RunRecord[] {
    const line = stripVTControlCharacters(raw);
    const { root, lines } = this.options;
    const error = readCsharpError(line, root, (file, number) => lines.get(file)?.[number - 1]);
    // Told again at the end of the build.
    if (error !== undefined) this.errors.set(`${error.file}:${error.line}:${error.message}`, error);
    return [{ kind: 'output', text: `${line}\n` }];
  }

  async readReports(): Promise<readonly RunRecord[]> {
    const { files, root, chosen } = this.options;
    const documents = (await this.options.readReports()).map(readXml);
    this.unreadable = documents.filter((document) => document === undefined).length;
    const reports = documents.flatMap((document) => document ?? []);
    const found = reports.flatMap((report) => readTrx(report, files, root));
    const errors = [...this.errors.values()];
    const notCompiled = (): readonly TestResult[] =>
      errors.length === 0 ? [] : files.flatMap((file) => compileResults(file.path, file.declared, errors));
    const results = uniqueIds(found.length > 0 ? found : notCompiled());
    const wanted = chosen === undefined ? results : results.filter(({ id }) => chosen.includes(id));
    this.failed = wanted.filter(({ outcome }) => outcome !== 'passed' && outcome !== 'skipped').length;
    const aborted = reports.flatMap(abortedBecause);
    return [
      ...wanted.map((result): RunRecord => ({ kind: 'result', result })),
      ...(aborted.length === 0 ? [] : this.cutShort(aborted)),
      { kind: 'ended' },
    ];
  }

  judge(end: ProcessEnd, ledger: RunLedger, output: string): RunEnd {
    if (end.kind === 'not-started') return { kind: 'not-started', problem: dotnetMissing(end.detail) };
    if (ledger.deaths.length > 0) return { kind: 'died', detail: [...new Set(ledger.deaths)].join('; ') };
    const died: RunEnd = { kind: 'died', detail: `dotnet test ${describeEnd(end)}${lastWords(output)}` };
    if (end.kind === 'killed') return died;
    if (this.unreadable > 0) return { kind: 'died', detail: 'a report of dotnet test could not be read' };
    const isNone = ledger.count === 0 && (end.code === 0 || /No test (?:matches the given|is available)/.test(output));
    if (isNone) return { kind: 'none-ran', detail: 'dotnet found no test in these files' };
    // It failed for a reason that is none of these tests'.
    return end.code !== 0 && this.failed === 0 ? died : { kind: 'completed' };
  }

  /** The process of the tests ended before all of them had. */
  private cutShort(sentences: readonly string[]): readonly RunRecord[] {
    const { files, chosen } = this.options;
    const declared = files.flatMap((file) => file.declared);
    const tests = chosen === undefined ? declared : declared.filter(({ id }) => chosen.includes(id));
    const detail = [...new Set(sentences)].join(' ');
    return [
      { kind: 'known', tests },
      ...files.map(({ path: file }): RunRecord => ({ kind: 'file-died', file, detail })),
    ];
  }
}
