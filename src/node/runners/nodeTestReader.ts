import { readFile } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RunEnd, TestFailure, TestImport, TestOutcome, TestResult } from '../../core/testrun/report';
import { errorCode } from '../describeSystemError';
import type { RunReader } from './collectRun';
import { lastLines } from './lastLines';
import { scanImports } from './scanImports';

interface NodeEvent {
  readonly type: 'test:start' | 'test:pass' | 'test:fail' | 'end';
  readonly name: string;
  readonly nesting: number;
  readonly file?: string;
  readonly line?: number;
  readonly skip?: unknown;
  readonly todo?: unknown;
  readonly kind?: string;
  readonly ms?: number;
  readonly error?: NodeError;
}

interface NodeError {
  readonly failureType?: string;
  readonly name?: string;
  readonly code?: string;
  readonly message: string;
  readonly stack?: string;
  readonly expected?: string;
  readonly actual?: string;
}

/** What the preload tells of a file that did not load. */
interface LoadError extends NodeError {
  readonly file: string;
  readonly url?: string;
}

interface OpenTest {
  readonly name: string;
  hasChildren: boolean;
}

/** Turns node's events, where suites, files and tests look alike, into tests. */
export class NodeTestReader implements RunReader {
  readonly imports: TestImport[] = [];
  private readonly open: OpenTest[] = [];
  private readonly ids = new Map<string, number>();
  private readonly filesThatReported = new Set<string>();
  private readonly failedFiles: { readonly file: string; readonly ms: number }[] = [];
  private hasEnded = false;

  /** `root` is absolute, `files` are workspace-relative, `loadErrors` is the file that the preload writes. */
  constructor(
    private readonly root: string,
    private readonly files: readonly string[],
    private readonly loadErrors: string,
  ) {}

  take(value: unknown): readonly TestResult[] {
    const event = value as NodeEvent | undefined;
    switch (event?.type) {
      case 'end':
        this.hasEnded = true;
        return [];
      case 'test:start':
        this.start(event);
        return [];
      case 'test:pass':
      case 'test:fail':
        return this.close(event);
      default:
        return [];
    }
  }

  async finish(): Promise<readonly TestResult[]> {
    for (const file of this.files) {
      const text = await readFile(join(this.root, file), 'utf8').catch((error: unknown) => {
        if (errorCode(error) === 'ENOENT') return '';
        throw error;
      });
      this.imports.push(...scanImports(text, file));
    }
    const errors = await this.readLoadErrors();
    return this.failedFiles
      .filter(({ file }) => !this.filesThatReported.has(file))
      .map(({ file, ms }) => {
        const error = errors.find((each) => this.inWorkspace(each.file) === file);
        const failure = error === undefined ? undefined : this.failureOf(error);
        return {
          id: file,
          name: file,
          file,
          line: undefined,
          outcome: error === undefined ? ('crashed' as const) : ('collection-error' as const),
          durationMs: ms,
          failure,
        };
      });
  }

  end(exit: { readonly code: number | undefined; readonly signal: string | undefined }, output: string): RunEnd {
    if (!this.hasEnded) {
      const how = exit.signal === undefined ? `exit code ${exit.code ?? 'unknown'}` : exit.signal;
      return { kind: 'died', detail: `node ended with ${how}. ${lastLines(output)}`.trim() };
    }
    const [crashed] = this.failedFiles.filter(({ file }) => this.filesThatReported.has(file));
    if (crashed !== undefined && this.isUnexplained) {
      return { kind: 'died', detail: `${crashed.file} ended before all of its tests had reported` };
    }
    if (this.filesThatReported.size === 0 && this.failedFiles.length === 0) {
      return {
        kind: 'none-ran',
        detail: `${this.files.join(', ')} ${this.files.length === 1 ? 'holds' : 'hold'} no test`,
      };
    }
    return { kind: 'completed' };
  }

  unreported(why: 'died' | 'timed-out' | 'cancelled'): readonly TestResult[] {
    const outcome: TestOutcome = why === 'timed-out' ? 'timed-out' : why === 'died' ? 'crashed' : 'not-run';
    return this.files
      .filter((file) => !this.filesThatReported.has(file) && !this.failedFiles.some((failed) => failed.file === file))
      .map((file) => ({ id: file, name: file, file, line: undefined, outcome, durationMs: 0, failure: undefined }));
  }

  /** A file failed as a whole although none of its tests did: its process ended early. */
  private get isUnexplained(): boolean {
    return this.failedFiles.some(({ file }) => this.filesThatReported.has(file) && !this.filesWithFailures.has(file));
  }

  private readonly filesWithFailures = new Set<string>();

  private start({ name, nesting }: NodeEvent): void {
    const parent = this.open[nesting - 1];
    if (parent !== undefined) parent.hasChildren = true;
    this.open.length = nesting;
    this.open[nesting] = { name, hasChildren: false };
  }

  private close(event: NodeEvent): readonly TestResult[] {
    const { name, nesting, error } = event;
    const own = this.open[nesting];
    const path = this.open.slice(0, nesting).map((each) => each.name);
    const file = this.inWorkspace(event.file ?? '') ?? this.files[0] ?? '';
    if (nesting === 0 && this.inWorkspace(name) === file && own?.hasChildren !== true) {
      if (event.type === 'test:fail') this.failedFiles.push({ file, ms: event.ms ?? 0 });
      return [];
    }
    this.filesThatReported.add(file);
    const isParent = event.kind === 'suite' || own?.hasChildren === true;
    if (isParent && (error === undefined || error.failureType === 'subtestsFailed')) return [];
    const outcome = outcomeOf(event);
    if (outcome !== 'passed' && outcome !== 'skipped') this.filesWithFailures.add(file);
    return [
      {
        id: this.unique(`${file}::${[...path, name].join(' > ')}`),
        name: [...path, name].join(' > '),
        file,
        line: event.line,
        outcome,
        durationMs: event.ms ?? 0,
        failure:
          error === undefined || outcome === 'passed' || outcome === 'skipped'
            ? undefined
            : this.failureOf({ ...error, file: event.file ?? '' }),
      },
    ];
  }

  private failureOf(error: LoadError): TestFailure {
    const exception = error.code === 'ERR_ASSERTION' ? 'AssertionError' : (error.name ?? '');
    const missingModule = this.missingModule(error);
    const missingSymbol =
      missingModule === undefined && exception !== 'AssertionError' ? missingSymbolIn(error.message) : undefined;
    return {
      exception,
      message: error.message,
      details: withoutRoot(error.stack ?? error.message, this.root),
      ...(missingModule === undefined ? {} : { missingModule }),
      ...(missingSymbol === undefined ? {} : { missingSymbol }),
      ...(error.expected === undefined ? {} : { expected: error.expected }),
      ...(error.actual === undefined ? {} : { actual: error.actual }),
    };
  }

  /** A file of the workspace by its path, a package by its name. */
  private missingModule(error: LoadError): string | undefined {
    if (error.code === 'ERR_MODULE_NOT_FOUND') {
      const path = error.url?.startsWith('file:') === true ? fileURLToPath(error.url) : quoted(error.message);
      return path === undefined ? undefined : (this.inWorkspace(path) ?? path);
    }
    if (error.code !== 'MODULE_NOT_FOUND') return undefined;
    const request = quoted(error.message);
    if (request?.startsWith('.') !== true) return request;
    const from = /- (.+)/.exec(error.message)?.[1] ?? error.file;
    return this.inWorkspace(resolve(from, '..', request)) ?? request;
  }

  private inWorkspace(path: string): string | undefined {
    const absolute = path.startsWith('file:') ? fileURLToPath(path) : isAbsolute(path) ? path : undefined;
    if (absolute === undefined)
      return this.files.find((file) => file === path || file.endsWith(`/${path.replace(/^\.\//, '')}`));
    const inside = relative(this.root, absolute);
    return inside.startsWith('..') || isAbsolute(inside) ? undefined : inside.split(sep).join('/');
  }

  private unique(id: string): string {
    const times = (this.ids.get(id) ?? 0) + 1;
    this.ids.set(id, times);
    return times === 1 ? id : `${id} (${times})`;
  }

  private async readLoadErrors(): Promise<readonly LoadError[]> {
    const text = await readFile(this.loadErrors, 'utf8').catch((error: unknown) => {
      if (errorCode(error) === 'ENOENT') return '';
      throw error;
    });
    return text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as LoadError);
  }
}

function outcomeOf(event: NodeEvent): TestOutcome {
  if (event.skip !== undefined && event.skip !== false) return 'skipped';
  if (event.todo !== undefined && event.todo !== false) return 'skipped';
  if (event.type === 'test:pass') return 'passed';
  switch (event.error?.failureType) {
    case 'hookFailed':
      return 'setup-error';
    case 'testTimeoutFailure':
      return 'timed-out';
    case 'cancelledByParent':
      return 'not-run';
    default:
      return 'failed';
  }
}

const MISSING_SYMBOL = [
  /does not provide an export named '([^']+)'/,
  /(?:^|[\s(.])([\p{L}_$][\p{L}\p{N}_$]*) is not a (?:function|constructor)/u,
  /^([\p{L}_$][\p{L}\p{N}_$]*) is not defined/u,
];

function missingSymbolIn(message: string): string | undefined {
  for (const pattern of MISSING_SYMBOL) {
    const found = pattern.exec(message)?.[1];
    if (found !== undefined && found !== 'undefined' && found !== 'null') return found;
  }
  return undefined;
}

function quoted(message: string): string | undefined {
  return /'([^']+)'/.exec(message)?.[1];
}

/** Places as people and prompts want them: from the workspace. */
function withoutRoot(text: string, root: string): string {
  return text.replaceAll(`file://${root}/`, '').replaceAll(`${root}${sep}`, '');
}
