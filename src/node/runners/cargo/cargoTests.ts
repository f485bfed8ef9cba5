import type { TestResult } from '../../../core/testrun/report';
import type { CompileError, DeclaredTest } from '../compileResults';
import { compileResults } from '../compileResults';
import type { Fields } from '../decode';
import { fieldsOf, textOf } from '../decode';
import type { KnownTest, RunRecord } from '../runRecord';
import { workspacePath } from '../workspacePath';
import type { CargoTarget } from './cargoProject';
import { readRustCompileErrors } from './rustCompileErrors';
import type { RustPlaces } from './rustFailure';

/** A test file that was asked for, with the program that it is part of. */
export interface CargoFile {
  readonly path: string;
  readonly target: CargoTarget;
  /** Its path as a module of the program; '' for the first file. */
  readonly module: string;
  readonly declared: readonly DeclaredTest[];
}

/** Names of tests in the programs of a run, and what does not compile. */
export class CargoTests {
  private readonly errors: { readonly target: string; readonly isLibrary: boolean; readonly error: CompileError }[] =
    [];

  constructor(
    readonly files: readonly CargoFile[],
    private readonly places: RustPlaces,
    /** Ids; undefined for all. */
    private readonly chosen: readonly string[] | undefined,
  ) {}

  /** The programs of the run, in the order in which Cargo runs them. */
  get targets(): readonly CargoTarget[] {
    const kinds = ['lib', 'bin', 'test'];
    const rank = (target: CargoTarget): string => `${target.package}\n${kinds.indexOf(target.kind)}\n${target.name}`;
    return [...new Set(this.files.map((file) => file.target))].sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
  }

  /** A test by the name that its program gives it; undefined when it is none of those asked for. */
  known(target: CargoTarget, name: string): KnownTest | undefined {
    const own = this.files.filter((file) => file.target === target);
    const file =
      own.find((each) => this.stands(name, each)) ?? own.find(({ module }) => target.kind === 'test' && module === '');
    if (file === undefined) return undefined;
    const inside = withoutModule(name, file);
    const id = `${file.path}::${inside}`;
    if (this.chosen !== undefined && !this.chosen.includes(id)) return undefined;
    const line = file.declared.find((test) => test.name === inside)?.line;
    return { id, name: inside, file: file.path, line };
  }

  /** Whether the text of a file has the test, or the one that a macro makes several of. */
  private stands(name: string, file: CargoFile): boolean {
    if (file.module !== '' && !name.startsWith(`${file.module}::`)) return false;
    const inside = withoutModule(name, file);
    return file.declared.some((test) => inside === test.name || inside.startsWith(`${test.name}::`));
  }

  /** The tests that stand in the text of the files and were asked for. */
  get declared(): readonly DeclaredTest[] {
    const all = this.files.flatMap((file) => file.declared);
    return this.chosen === undefined ? all : all.filter((test) => this.chosen?.includes(test.id));
  }

  /** Keeps the errors of a `compiler-message`. */
  addMessage(fields: Fields): void {
    const target = fieldsOf(fields['target']);
    const kinds = target?.['kind'];
    const path = workspacePath(textOf(target?.['src_path']) ?? '', this.places.root, this.places.root);
    const isLibrary = Array.isArray(kinds) && !['test', 'bin', 'example', 'bench'].some((kind) => kinds.includes(kind));
    for (const error of readRustCompileErrors(fieldsOf(fields['message']) ?? {}, this.places)) {
      // A library is compiled twice, for itself and for its own tests.
      const isKnown = this.errors.some(
        (each) => each.target === path && each.error.details === error.details && each.error.line === error.line,
      );
      if (!isKnown) this.errors.push({ target: path, isLibrary, error });
    }
  }

  /** What the tests of each file that does not compile came to; the other files did not run. */
  notCompiled(): readonly RunRecord[] {
    const isOf = (file: CargoFile) => (each: { readonly target: string; readonly isLibrary: boolean }) =>
      each.target === file.target.file || each.isLibrary;
    // A program that tests need may fail to compile, too.
    const isElsewhere = !this.files.some((file) => this.errors.some(isOf(file)));
    return this.files.flatMap((file): readonly RunRecord[] => {
      const own = isElsewhere ? this.errors : this.errors.filter(isOf(file));
      if (own.length === 0 && !isElsewhere) return [];
      const declared = this.declared.filter((test) => test.file === file.path);
      const results: readonly TestResult[] = compileResults(
        file.path,
        declared,
        own.map(({ error }) => error),
      );
      return results.map((result) => ({ kind: 'result', result }));
    });
  }
}

function withoutModule(name: string, { module }: CargoFile): string {
  return module === '' ? name : name.slice(module.length + 2);
}
