import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { RunEnd, TestResult } from '../../../core/testrun/report';
import type { ProcessEnd } from '../../processes';
import { compileResults } from '../compileResults';
import { describeEnd, lastWords } from '../describeEnd';
import { readXml } from '../readXml';
import type { RunLedger } from '../runLedger';
import type { RunRecord } from '../runRecord';
import type { ClassFile } from '../scanClassTests';
import { uniqueIds } from '../uniqueIds';
import type { BuildTool } from './buildTool';
import { toolMissing } from './buildTool';
import { CompilerLines } from './compilerLines';
import type { JavaPlaces } from './javaFailure';
import { readJunitReport } from './junitReport';
import type { ReportFolder } from './reportFolder';

export interface JvmRunOptions {
  /** The workspace folder; absolute, links resolved. */
  readonly root: string;
  readonly tool: BuildTool;
  readonly files: readonly ClassFile[];
  readonly reports: ReportFolder;
  /** Ids; undefined for all. */
  readonly chosen: readonly string[] | undefined;
  /** The lines of the files, by their paths. */
  readonly lines: ReadonlyMap<string, readonly string[]>;
}

/** One run of a build tool: what it prints, and the reports that it leaves. */
export class JvmRun implements JavaPlaces {
  private readonly compiler: CompilerLines;
  private readonly crashed = new Set<string>();
  private lastLine = '';
  private unreadable = 0;
  private failed = 0;

  constructor(private readonly options: JvmRunOptions) {
    const { root, lines } = options;
    this.compiler = new CompilerLines(root, (file, line) => lines.get(file)?.[line - 1]);
  }

  read(raw: string): readonly RunRecord[] {
    const line = stripVTControlCharacters(raw);
    this.compiler.add(line);
    const crashed = this.options.tool.crashedClass(line, this.lastLine);
    if (crashed !== undefined) this.crashed.add(crashed);
    // A list of several has one heading.
    else this.lastLine = line;
    return [{ kind: 'output', text: `${line}\n` }];
  }

  async readReports(): Promise<readonly RunRecord[]> {
    const { files, reports, chosen } = this.options;
    const documents = (await reports.readNew()).map(readXml);
    this.unreadable = documents.filter((document) => document === undefined).length;
    const found = documents.flatMap((document) =>
      document === undefined ? [] : readJunitReport(document, files, this),
    );
    const results = uniqueIds(found.length > 0 ? found : this.notCompiled());
    const wanted = chosen === undefined ? results : results.filter(({ id }) => chosen.includes(id));
    const others = results.filter(({ id, outcome }) => outcome !== 'skipped' && chosen?.includes(id) === false);
    this.failed = wanted.filter(({ outcome }) => outcome !== 'passed' && outcome !== 'skipped').length;
    return [
      ...wanted.map((result): RunRecord => ({ kind: 'result', result })),
      ...others.map(({ id }): RunRecord => ({ kind: 'beside', id })),
      ...this.deaths(wanted),
      { kind: 'ended' },
    ];
  }

  judge(end: ProcessEnd, ledger: RunLedger, output: string): RunEnd {
    const { tool } = this.options;
    if (end.kind === 'not-started') return { kind: 'not-started', problem: toolMissing(tool, end.detail) };
    if (ledger.deaths.length > 0) return { kind: 'died', detail: [...new Set(ledger.deaths)].join('; ') };
    const died: RunEnd = { kind: 'died', detail: `${tool.name} ${describeEnd(end)}${lastWords(output)}` };
    if (end.kind === 'killed') return died;
    if (this.unreadable > 0) return { kind: 'died', detail: `a report of ${tool.name} could not be read` };
    const isNone = ledger.count === 0 && (end.code === 0 || /No tests (?:found|were executed|matching)/.test(output));
    if (isNone) return { kind: 'none-ran', detail: `${tool.name} found no test in these files` };
    // It failed for a reason that is none of these tests'.
    return end.code !== 0 && this.failed === 0 ? died : { kind: 'completed' };
  }

  sourceOf(path: string): string | undefined {
    const { root, files } = this.options;
    const roots = files.flatMap((file) => {
      const own = posix.dirname(file.path);
      const suffix = file.namespace.replaceAll('.', '/');
      const tests = suffix !== '' && own.endsWith(suffix) ? own.slice(0, -suffix.length).replace(/\/$/, '') : own;
      const main = tests.replace(/(^|\/)test(\/|$)/, '$1main$2');
      return [tests, main, main.replace(/java$/, 'kotlin'), main.replace(/kotlin$/, 'java')];
    });
    const known = [...new Set(roots)].map((folder) => posix.join(folder, path));
    return known.find((each) => existsSync(join(root, each)));
  }

  private notCompiled(): readonly TestResult[] {
    const { errors } = this.compiler;
    if (errors.length === 0) return [];
    return this.options.files.flatMap((file) => compileResults(file.path, file.declared, errors));
  }

  private deaths(results: readonly TestResult[]): readonly RunRecord[] {
    return this.options.files
      .filter((file) => file.classes.some((name) => this.crashed.has([file.namespace, name].filter(Boolean).join('.'))))
      .filter((file) => !results.some((result) => result.file === file.path))
      .flatMap(({ path: file }): readonly RunRecord[] => [
        { kind: 'file-started', file },
        { kind: 'file-died', file, detail: `the process of ${file} ended before its tests had` },
      ]);
  }
}
