import type { Capture } from '../syntaxTrees';
import type { Import } from './fileSymbols';
import type { SourceLines } from './sourceLines';
import type { SymbolTable } from './symbolTable';

/** Nobody writes longer ones; what is nested in them is gone through by functions that call themselves. */
const LONGEST_STATEMENT = 10_000;
const LONGEST_SHOWN = 2_000;

interface Statement {
  readonly start: number;
  readonly text: string;
  module: string;
  readonly names: string[];
  readonly known: string[];
}

/** Puts together what a file imports, from matches that each tell a part of it. */
export class ImportCollector {
  /** By where the statement begins. */
  private readonly statements = new Map<number, Statement>();
  private readonly listed = new Set<string>();

  constructor(
    private readonly source: { readonly path: string; readonly text: string },
    private readonly lines: SourceLines,
    private readonly table: SymbolTable,
  ) {}

  /** Whether the match is about an import. */
  take(captures: ReadonlyMap<string, Capture>): boolean {
    const [module, taken, known] = [captures.get('module'), captures.get('taken'), captures.get('known')];
    const [whole, listed] = [captures.get('statement'), captures.get('listed')];
    if (listed !== undefined) this.listed.add(this.textOf(listed));
    if (whole !== undefined) this.takeStatement(whole);
    if (listed !== undefined || whole !== undefined) return true;
    const told = module ?? taken ?? known;
    if (told === undefined || (told === module && taken === undefined && captures.has('name'))) return false;
    const statement = this.statementAt(captures.get('import'), told);
    if (module !== undefined) statement.module = this.textOf(module).replace(/^['"`<]|['"`>]$/g, '');
    if (taken !== undefined) statement.names.push(this.textOf(taken));
    if (known !== undefined) statement.known.push(this.textOf(known));
    return true;
  }

  finish(): readonly Import[] {
    const { path } = this.source;
    return [...this.statements]
      .filter(([, { module }]) => module !== '')
      .sort(([one], [other]) => one - other)
      .map(([, { start, text, module, names, known }]) => {
        const line = this.lines.lineAt(start);
        const statement = text.length <= LONGEST_SHOWN ? text : `${text.slice(0, LONGEST_SHOWN)} …`;
        const taken = { module, statement, column: start - this.lines.line(line).start, known };
        const isHandedOn = this.table.handsOn?.(taken, { path, listed: this.listed }) ?? false;
        return { module, names, line, statement, isHandedOn };
      });
  }

  private takeStatement(whole: Capture): void {
    if (whole.end - whole.start > LONGEST_STATEMENT) return;
    const text = this.textOf(whole).trim();
    const found = this.table.importsIn?.(text) ?? [];
    // Several in one statement: each has a key of its own.
    for (const [index, { module, names }] of found.entries()) {
      const key = whole.start + index / found.length;
      this.statements.set(key, { start: whole.start, text, module, names: [...names], known: [] });
    }
  }

  private statementAt(whole: Capture | undefined, told: Capture): Statement {
    const key = (whole ?? told).start;
    const known = this.statements.get(key);
    if (known !== undefined) return known;
    const line = this.lines.line(this.lines.lineAt(told.start)).text;
    const text = (whole === undefined ? line : this.textOf(whole)).trim();
    const statement = { start: key, text, module: '', names: [], known: [] };
    this.statements.set(key, statement);
    return statement;
  }

  private textOf({ start, end }: Capture): string {
    return this.source.text.slice(start, end);
  }
}
