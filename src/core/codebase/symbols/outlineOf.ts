import type { Definition, FileSymbols, Import } from './fileSymbols';

const LONGEST_LINE = 300;
const HIDDEN = /^(?:(?:@\S+|static|override|readonly|final|async)\s+)*private\b|^#/;

/**
 * A file by its structure: the signature of each definition that others may use on a line, what is inside of it further to the right,
 * and the first sentence of its description below it; between them, what the file hands on from others. Of a file that has nothing of
 * this, what it imports.
 */
export function outlineOf({ definitions, imports }: FileSymbols): string {
  const handedOn = imports.filter(({ isHandedOn }) => isHandedOn);
  const lines = linesOf(definitions, handedOn);
  return (lines.length > 0 ? lines : linesOf([], imports)).join('\n');
}

/** Both are in the order of the source. */
function linesOf(definitions: readonly Definition[], imports: readonly Import[]): readonly string[] {
  const lines: string[] = [];
  const statements = new Statements(imports);
  /** Up to here everything is said already, by a signature that is the whole definition. */
  let saidTo = 0;
  for (const definition of definitions) {
    const { line, endLine, within, doc, signature } = definition;
    lines.push(...statements.before(definition));
    if (endLine <= saidTo || isHidden(definition)) continue;
    const indent = '  '.repeat(within.length);
    const isWhole = signature.split('\n').length > endLine - line && /[};]$/.test(signature);
    const own = isWhole ? signature.split('\n') : [oneLine(signature)];
    if (isWhole && endLine > line) saidTo = endLine;
    lines.push(...own.map((each) => indent + each));
    if (doc !== '') lines.push(`${indent}  // ${firstSentence(doc)}`);
  }
  lines.push(...statements.before(undefined));
  return lines;
}

/** Imports as lines of an outline, each once, as far to the right as the definitions that they stand in make it. */
class Statements {
  private readonly shown = new Set<string>();
  /** Last lines of the definitions around. */
  private readonly around: number[] = [];
  private next = 0;

  constructor(private readonly imports: readonly Import[]) {}

  /** Those above a definition that were not given yet, or all that are left. */
  before(definition: Definition | undefined): readonly string[] {
    const lines: string[] = [];
    const { imports, around, shown } = this;
    for (let each = imports[this.next]; each !== undefined; each = imports[++this.next]) {
      if (definition !== undefined && each.line >= definition.line) break;
      this.leave(each.line);
      if (!shown.has(each.statement)) lines.push('  '.repeat(around.length) + asOneLine(each.statement));
      shown.add(each.statement);
    }
    if (definition !== undefined) {
      this.leave(definition.line);
      around.push(definition.endLine);
    }
    return lines;
  }

  private leave(line: number): void {
    while (this.around.length > 0 && (this.around.at(-1) ?? 0) < line) this.around.pop();
  }
}

function asOneLine(statement: string): string {
  // Runs of white space first: what follows would be slow on them.
  return statement
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n\s*/g, '\n')
    .replace(/\s(?:\/\/|#).*$/gm, '')
    .replace(/(?<=[([{])\n|,?\n(?=[)\]}])/g, '')
    .replace(/\n/g, ' ');
}

function isHidden({ name, signature, within }: Definition): boolean {
  if (HIDDEN.test(signature)) return true;
  return [...within, name].some((each) => /^_/.test(each) && !/^__(?:init|call|enter|iter|getitem)__$/.test(each));
}

function oneLine(signature: string): string {
  const line = signature.replace(/\s*\n\s*/g, ' ').replace(/([([{]) | (?=[)\]])/g, '$1');
  return line.length <= LONGEST_LINE ? line : `${line.slice(0, LONGEST_LINE)} …`;
}

function firstSentence(doc: string): string {
  return /^.*?[.!?](?=\s+\p{Lu})/u.exec(doc)?.[0] ?? doc;
}
