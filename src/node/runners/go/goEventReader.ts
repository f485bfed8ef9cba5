import type { TestFailure, TestOutcome, TestResult } from '../../../core/testrun/report';
import type { CompileError, DeclaredTest } from '../compileResults';
import { compileResults } from '../compileResults';
import type { Fields } from '../decode';
import { numberOf, parseFields, textOf } from '../decode';
import type { KnownTest, RunRecord } from '../runRecord';
import type { GoPlaces } from './goBuildErrors';
import { readGoBuildErrors } from './goBuildErrors';
import { goFailure, goroutineOf, panicMessage, SAID_NOTHING } from './goFailure';

/** A package that is tested. */
export interface GoPackage {
  readonly importPath: string;
  /** Workspace-relative. */
  readonly folder: string;
  /** The test files that were asked for. */
  readonly files: readonly string[];
  readonly declared: readonly DeclaredTest[];
}

interface OpenTest {
  readonly test: KnownTest;
  output: string;
  paused: boolean;
  hasChildren: boolean;
  failedChild: boolean;
}

const NOT_RUN = { outcome: 'not-run', durationMs: 0, failure: undefined } as const;

/** Turns the events of `go test -json` (https://pkg.go.dev/cmd/test2json) into records. A test with subtests counts only when it fails by itself. */
export class GoEventReader {
  private readonly builds = new Map<string, string>();
  private readonly open = new Map<string, OpenTest>();
  private readonly reported = new Set<string>();
  /** What a package printed outside its tests. */
  private readonly printed = new Map<string, string>();
  private readonly failed = new Set<string>();
  /** Sentences on the packages that a panic ended. */
  private readonly panics = new Map<string, string>();
  /** Subtests that failed and said nothing, until their outermost test is over. */
  private silent: { readonly owner: GoPackage; readonly test: KnownTest; readonly durationMs: number }[] = [];
  private left: number;

  constructor(
    private readonly packages: readonly GoPackage[],
    private readonly places: GoPlaces,
  ) {
    this.left = packages.length;
  }

  /** Undefined when the line is not of its making. */
  read(line: string): readonly RunRecord[] | undefined {
    if (line === '') return [];
    const event = parseFields(line);
    const action = textOf(event?.['Action']);
    // A test that prints without a line break may get its text into the report.
    if (event === undefined || action === undefined) return [{ kind: 'output', text: `${line}\n` }];
    const output = textOf(event['Output']) ?? '';
    const build = textOf(event['ImportPath']);
    if (build !== undefined) {
      this.builds.set(build, (this.builds.get(build) ?? '') + output);
      return output === '' ? [] : [{ kind: 'output', text: output }];
    }
    const owner = this.packageOf(textOf(event['Package']) ?? '');
    if (owner === undefined) return output === '' ? [] : [{ kind: 'output', text: output }];
    const name = textOf(event['Test']);
    return name === undefined ? this.readPackage(owner, action, event) : this.readTest(owner, name, event);
  }

  private readPackage(owner: GoPackage, action: string, event: Fields): readonly RunRecord[] {
    switch (action) {
      case 'start':
        return owner.files.map((file) => ({ kind: 'file-started', file }));
      case 'output': {
        const text = textOf(event['Output']) ?? '';
        this.printed.set(owner.importPath, (this.printed.get(owner.importPath) ?? '') + text);
        return [{ kind: 'output', text }];
      }
      case 'pass':
      case 'skip':
      case 'fail': {
        this.left--;
        const records = action === 'fail' ? this.closeFailed(owner, event) : this.closePassed(owner);
        return this.left === 0 ? [...records, { kind: 'ended' }] : records;
      }
      default:
        return [];
    }
  }

  private readTest(owner: GoPackage, name: string, event: Fields): readonly RunRecord[] {
    const key = `${owner.importPath}\n${name}`;
    const action = textOf(event['Action']);
    if (action === 'run') return [this.start(owner, name, key)];
    const open = this.open.get(key);
    if (action === 'output') {
      const text = textOf(event['Output']) ?? '';
      if (open !== undefined) open.output += text;
      return [{ kind: 'output', text }];
    }
    if (open === undefined) return [];
    if (action === 'pause' || action === 'cont') {
      open.paused = action === 'pause';
      return [];
    }
    if (action !== 'pass' && action !== 'fail' && action !== 'skip') return [];
    return this.finish(owner, key, { open, action, durationMs: (numberOf(event['Elapsed']) ?? 0) * 1000 });
  }

  private start(owner: GoPackage, name: string, key: string): RunRecord {
    const above = parentOf(name, (each) => this.open.get(`${owner.importPath}\n${each}`));
    if (above !== undefined) above.hasChildren = true;
    const [top = name] = name.split('/', 1);
    const declared = owner.declared.find((test) => test.name === top);
    const file = declared?.file ?? owner.files[0] ?? '';
    const line = name === top ? declared?.line : undefined;
    const test: KnownTest = { id: `${file}::${name}`, name, file, line, parent: above?.test.id };
    this.open.set(key, { test, output: '', paused: false, hasChildren: false, failedChild: false });
    return { kind: 'started', test };
  }

  private finish(
    owner: GoPackage,
    key: string,
    { open, action, durationMs }: { open: OpenTest; action: 'pass' | 'fail' | 'skip'; durationMs: number },
  ): readonly RunRecord[] {
    const { test } = open;
    this.open.delete(key);
    this.reported.add(test.id);
    if (action === 'fail') {
      this.failed.add(owner.importPath);
      const above = parentOf(test.name, (each) => this.open.get(`${owner.importPath}\n${each}`));
      if (above !== undefined) above.failedChild = true;
    }
    const isGroup = open.hasChildren && (action !== 'fail' || open.failedChild);
    const failure = action === 'pass' ? undefined : goFailure(open.output, this.placeOf(owner));
    const silent = this.closeSilent(owner, test, failure);
    if (isGroup) return [...silent, { kind: 'group', id: test.id }];
    if (action === 'fail' && test.parent !== undefined && failure?.frames === undefined) {
      this.silent.push({ owner, test, durationMs });
      return [];
    }
    if (failure?.exception === 'panic') this.notePanic(owner, test, failure);
    const outcome =
      action === 'pass'
        ? 'passed'
        : action === 'skip'
          ? 'skipped'
          : failure?.exception === 'panic'
            ? 'crashed'
            : 'failed';
    const said = outcome === 'skipped' && failure?.frames === undefined ? undefined : failure;
    return [...silent, this.result(test, { outcome, durationMs, failure: said })];
  }

  /** A panic is told of the outermost test, after its subtests have failed without a word. */
  private closeSilent(owner: GoPackage, top: KnownTest, failure: TestFailure | undefined): readonly RunRecord[] {
    if (top.parent !== undefined) return [];
    const own = this.silent.filter((each) => each.owner === owner && each.test.name.startsWith(`${top.name}/`));
    this.silent = this.silent.filter((each) => !own.includes(each));
    const panic = failure?.exception === 'panic' ? failure : undefined;
    return own.map(({ test, durationMs }) => {
      if (panic !== undefined) this.notePanic(owner, test, panic);
      return this.result(test, {
        outcome: panic === undefined ? 'failed' : 'crashed',
        durationMs,
        failure: panic ?? SAID_NOTHING,
      });
    });
  }

  /** A panic ends the process of the package, and with it every test that was still to come. */
  private notePanic({ importPath }: GoPackage, test: KnownTest, { message }: TestFailure): void {
    this.panics.set(importPath, `${test.id} ended the tests of its package: panic: ${message}`);
  }

  private closePassed(owner: GoPackage): readonly RunRecord[] {
    const stillOpen = this.openOf(owner);
    if (this.failed.has(owner.importPath) || stillOpen.length > 0) {
      const detail = `go test calls ${owner.importPath} passed, and ${stillOpen[0]?.test.id ?? 'one of its tests'} did not`;
      return owner.files.map((file) => ({ kind: 'file-died', file, detail }));
    }
    return this.forgetTexts(owner);
  }

  private closeFailed(owner: GoPackage, event: Fields): readonly RunRecord[] {
    const printed = this.printed.get(owner.importPath) ?? '';
    const build = textOf(event['FailedBuild']);
    if (build !== undefined || /\[(?:build|setup) failed\]/.test(printed)) {
      return this.notBuilt(owner, this.builds.get(build ?? '') ?? '');
    }
    const stillOpen = this.openOf(owner);
    const panic = this.panics.get(owner.importPath);
    if (panic !== undefined) {
      const others = stillOpen.filter((open) => !open.hasChildren).map(({ test }) => this.result(test, NOT_RUN));
      return [...others, ...owner.files.map((file): RunRecord => ({ kind: 'file-died', file, detail: panic }))];
    }
    if (stillOpen.length > 0) return this.closeOpen(owner, stillOpen, printed);
    if (this.failed.has(owner.importPath)) return this.forgetTexts(owner);
    if (!owner.declared.some((test) => this.reported.has(test.id))) return this.neverBegan(owner, printed);
    const said = printed.trim().split('\n', 1)[0];
    const detail = `go test calls ${owner.importPath} failed, and none of its tests did: ${said}`;
    return owner.files.map((file) => ({ kind: 'file-died', file, detail }));
  }

  private notBuilt(owner: GoPackage, output: string): readonly RunRecord[] {
    const errors: readonly CompileError[] = readGoBuildErrors(output, this.places);
    return owner.files.flatMap((file) => {
      const declared = owner.declared.filter((test) => test.file === file);
      return compileResults(file, declared, errors).map((result): RunRecord => ({ kind: 'result', result }));
    });
  }

  /** The process of the package ended while these tests were running or waiting for their turn. */
  private closeOpen(owner: GoPackage, tests: readonly OpenTest[], printed: string): readonly RunRecord[] {
    const all = tests.map((open) => open.output).join('') + printed;
    const tooLong = /^panic: test timed out after (\S+)$/m.exec(all)?.[1];
    const late = new Set(all.match(/(?<=^\t\t)\S+(?= \([\d.hms]+\)$)/gm));
    const status = /^exit status \d+$|^signal: .+$/m.exec(printed)?.[0] ?? 'by itself';
    const detail =
      tooLong === undefined
        ? `the test process of ${owner.importPath} ended (${status}) while tests were running`
        : `the tests of ${owner.importPath} took longer than ${tooLong}`;
    const panic = panicMessage(all) === undefined ? undefined : goFailure(all, this.placeOf(owner));
    const results = tests.flatMap(({ test, paused, hasChildren }): readonly RunRecord[] => {
      const isLate = tooLong !== undefined && late.has(test.name);
      if (hasChildren) return [{ kind: 'group', id: test.id }];
      if (paused || (tooLong !== undefined && !isLate)) {
        return [this.result(test, NOT_RUN)];
      }
      const [top = ''] = test.name.split('/', 1);
      const failure: TestFailure = isLate
        ? {
            exception: 'panic',
            message: `was still running when the limit of ${tooLong} was reached`,
            details: all.trim(),
            frames: goroutineOf(top, all, this.places.root),
          }
        : (panic ?? { exception: '', message: detail, details: all.trim() });
      return [this.result(test, { outcome: isLate ? 'timed-out' : 'crashed', durationMs: 0, failure })];
    });
    return [...results, ...owner.files.map((file): RunRecord => ({ kind: 'file-died', file, detail }))];
  }

  /** Ended before its first test: an `init` that panics, or a TestMain that gives up. */
  private neverBegan(owner: GoPackage, printed: string): readonly RunRecord[] {
    const panicked = panicMessage(printed) !== undefined;
    const said = printed.trim();
    const failure: TestFailure = panicked
      ? goFailure(printed, this.placeOf(owner))
      : { exception: '', message: `the test process ended before the first test: ${said}`, details: said };
    const outcome: TestOutcome = panicked ? 'collection-error' : 'setup-error';
    return owner.files.flatMap((file) => {
      const declared = owner.declared.filter((test) => test.file === file);
      const tests: readonly KnownTest[] =
        declared.length > 0 ? declared : [{ id: file, name: file, file, line: undefined }];
      return tests.map((test) => this.result(test, { outcome, durationMs: 0, failure }));
    });
  }

  /** What only looks like a test, in a text inside a test file, is none; a file of which nothing ran at all was left out. */
  private forgetTexts(owner: GoPackage): readonly RunRecord[] {
    const spoken = new Set(owner.declared.filter((test) => this.reported.has(test.id)).map((test) => test.file));
    return owner.declared
      .filter((test) => spoken.has(test.file) && !this.reported.has(test.id))
      .map((test) => ({ kind: 'group', id: test.id }));
  }

  private result(
    { id, name, file, line }: KnownTest,
    said: Pick<TestResult, 'outcome' | 'durationMs' | 'failure'>,
  ): RunRecord {
    return { kind: 'result', result: { id, name, file, line, ...said } };
  }

  private placeOf({ folder }: GoPackage): { readonly root: string; readonly folder: string } {
    return { root: this.places.root, folder };
  }

  private openOf(owner: GoPackage): readonly OpenTest[] {
    return [...this.open].flatMap(([key, open]) => (key.startsWith(`${owner.importPath}\n`) ? [open] : []));
  }

  /** A package without a module is called by its folder. */
  private packageOf(name: string): GoPackage | undefined {
    return (
      this.packages.find(({ importPath }) => importPath === name) ??
      this.packages.find(({ folder }) => name === `./${folder}`)
    );
  }
}

/** The nearest test above a subtest that is known; names of subtests may have slashes of their own. */
function parentOf<T>(name: string, known: (name: string) => T | undefined): T | undefined {
  for (let end = name.lastIndexOf('/'); end > 0; end = name.lastIndexOf('/', end - 1)) {
    const found = known(name.slice(0, end));
    if (found !== undefined) return found;
  }
  return undefined;
}
