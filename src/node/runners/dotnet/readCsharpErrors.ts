import type { CompileError } from '../compileResults';
import { workspacePath } from '../workspacePath';

/** As MSBuild prints it; there is no report of it. */
const PLACED = /^\s*(.+\.cs)\((\d+),\d+\): error (CS\d+): (.*?)(?: \[[^\]]+\])?$/;
/** The words of the parser; what it means by its many numbers. */
const SYNTAX =
  /\bexpected$|^(?:Invalid expression term|Unexpected |Invalid token|Newline in constant|Unterminated |Syntax error|Unrecognized escape)/;

const SYMBOL = [
  /^The type or namespace name '(\w+)(?:<.*>)?' could not be found/,
  /^The name '(\w+)' does not exist in the current context/,
  /does not contain a definition for '(\w+)'/,
  /^The type name '(\w+)' (?:does not exist|could not be found)/,
];

/** The error that one line of the output of a build tells of; undefined for any other line. `root` is absolute. */
export function readCsharpError(
  line: string,
  root: string,
  lineOf: (file: string, line: number) => string | undefined,
): CompileError | undefined {
  const [, path = '', number, code, message = ''] = PLACED.exec(line) ?? [];
  if (code === undefined) return undefined;
  const file = workspacePath(path, root, root);
  const inner = /^The type or namespace name '(\w+)' does not exist in the namespace '([\w.]+)'/.exec(message);
  const symbol = SYMBOL.map((pattern) => pattern.exec(message)?.[1]).find((found) => found !== undefined);
  // A name that cannot be found is a namespace where a `using` asks for it.
  const used = /^\s*(?:global )?using\s+(?:static\s+)?([\w.]+)\s*;/.exec(lineOf(file, Number(number)) ?? '')?.[1];
  const missingModule = used !== undefined && (symbol !== undefined || inner !== null) ? used : undefined;
  return {
    file,
    line: Number(number),
    message,
    details: line.trim(),
    isSyntax: SYNTAX.test(message),
    missingModule: missingModule ?? (inner === null ? undefined : `${inner[2]}.${inner[1]}`),
    missingSymbol: missingModule === undefined ? symbol : undefined,
  };
}
