import type { CompileError } from '../compileResults';
import { workspacePath } from '../workspacePath';

/** Of javac and Kotlin, as Maven and Gradle pass it on; neither has a report of it. */
const PLACED: readonly RegExp[] = [
  // [ERROR] /p/A.java:[3,19] message
  /^\[ERROR\] (?:file:\/\/)?(?<path>.+\.(?:java|kt)):(?: ?[[(])(?<line>\d+),\s?\d+[\])] ?(?:error: )?(?<message>.*)$/,
  // /p/A.java:3: error: message
  /^(?<path>.+\.java):(?<line>\d+): error: (?<message>.*)$/,
  // e: file:///p/A.kt:3:19 message
  /^e: (?:file:\/\/)?(?<path>.+\.kts?):(?: ?\()?(?<line>\d+)[:,] ?\d+\)?:? (?<message>.*)$/,
];

const SYMBOL = /^(?:\[ERROR\])?\s+symbol:\s+(?:class|interface|enum|record|method|variable|static|constructor) (\w+)/;
const MORE = /^(?:\[ERROR\])? {2,}(?:symbol|location|required|found|reason):\s/;

const SYNTAX =
  /^(?:illegal start of|not a statement|reached end of file|unclosed |unterminated |illegal character|malformed |orphaned |invalid method declaration|class, interface|'\w+' without|.*\bexpected$|Syntax error|Expecting )/;

/** Collects what a compiler complains of, line by line. */
export class CompilerLines {
  private readonly found: CompileError[] = [];

  constructor(
    /** The workspace folder; absolute, links resolved. */
    private readonly root: string,
    /** The text of a line of one of the asked files. */
    private readonly lineOf: (file: string, line: number) => string | undefined,
  ) {}

  /** Maven tells each twice. */
  get errors(): readonly CompileError[] {
    const seen = new Map(this.found.map((error) => [`${error.file}:${error.line}:${error.message}`, error]));
    return [...seen.values()];
  }

  add(line: string): void {
    const placed = PLACED.map((pattern) => pattern.exec(line)?.groups).find((groups) => groups !== undefined);
    const last = this.found.at(-1);
    if (placed !== undefined) {
      const file = workspacePath(placed['path']?.replace(/^\/(?=[A-Za-z]:)/, '') ?? '', this.root, this.root);
      const number = Number(placed['line']);
      const message = placed['message'] ?? '';
      const missing = this.missingIn(message, this.lineOf(file, number));
      this.found.push({ file, line: number, message, details: line, isSyntax: SYNTAX.test(message), ...missing });
    } else if (last !== undefined && MORE.test(line)) {
      const said = line.replace(/^\[ERROR\]/, '').trim();
      const missingSymbol = last.missingSymbol ?? SYMBOL.exec(line)?.[1];
      const isNew = !last.details.includes(said);
      const message = isNew ? `${last.message}\n${said}` : last.message;
      this.found[this.found.length - 1] = { ...last, message, details: `${last.details}\n${said}`, missingSymbol };
    }
  }

  private missingIn(
    message: string,
    source: string | undefined,
  ): Pick<CompileError, 'missingModule' | 'missingSymbol'> {
    const missing = /^package ([\w.]+) does not exist/.exec(message)?.[1];
    if (missing !== undefined) {
      // The line says which of its classes was meant.
      const imported = /^\s*import\s+(?:static\s+)?([\w.]+?)(?:\.\*)?\s*;/.exec(source ?? '')?.[1];
      return { missingModule: imported?.startsWith(missing) === true ? imported : missing };
    }
    return { missingSymbol: /^Unresolved reference:? '?(\w+)'?/i.exec(message)?.[1] };
  }
}
