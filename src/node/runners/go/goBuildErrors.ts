import type { CompileError } from '../compileResults';
import { workspacePath } from '../workspacePath';
import type { GoModule } from './goProject';
import { packageFolder } from './goProject';

export interface GoPlaces {
  /** The workspace folder; absolute, links resolved. */
  readonly root: string;
  /** The folder that `go` was started in; absolute. */
  readonly cwd: string;
  /** Of the project. */
  readonly modules: readonly GoModule[];
}

const PLACED = /^(.+\.go):(\d+)(?::\d+)?: (.*)$/;
/** What is printed around the errors and says nothing itself. */
const FRAME = /^(?:#.*|.*: too many errors|\s*)$/;

/** What `go build` printed, error by error. */
export function readGoBuildErrors(output: string, places: GoPlaces): readonly CompileError[] {
  const errors: { place: readonly [string, number] | undefined; lines: string[]; message: string }[] = [];
  for (const line of output.split('\n')) {
    const placed = PLACED.exec(line);
    const last = errors.at(-1);
    if (placed !== null) {
      const [, file = '', number, message = ''] = placed;
      errors.push({ place: [file, Number(number)], lines: [line], message });
    } else if (line.startsWith('\t') && last !== undefined) {
      last.lines.push(line);
      if (!/^\tgo get /.test(line)) last.message += `\n${line.trim()}`;
    } else if (!FRAME.test(line)) {
      errors.push({ place: undefined, lines: [line], message: line });
    }
  }
  return errors.map(({ place, lines, message }) => ({
    file: place === undefined ? '' : workspacePath(place[0], places.cwd, places.root),
    line: place?.[1],
    message,
    details: lines.join('\n'),
    isSyntax: SYNTAX.test(message),
    missingModule: missingPackage(message, places),
    missingSymbol: firstGroup(MISSING_SYMBOL, message),
  }));
}

/** The words of Go's parser; its type checker has others. */
const SYNTAX =
  /^(?:syntax error|expected |missing |illegal |unexpected |non-declaration |invalid character|(?:string|rune|comment|raw string) .*not terminated|newline in string|more than one character in rune)/;

const MISSING_SYMBOL = [
  /^undefined: (?:\w+\.)?(\w+)$/m,
  / undefined \(type .+ has no field or method (\w+)/,
  /^unknown field (\w+) in struct literal/,
  /\(missing method (\w+)\)/,
];

const MISSING_PACKAGE = [
  /no required module provides package ([^\s;:]+)/,
  /does not contain package ([^\s;:]+)/,
  /^package ([^\s;:]+) is not in std/,
  /^cannot find package "?([^\s";:]+)/,
  /^([^\s;:]+): no non-test Go files in /,
];

function missingPackage(message: string, places: GoPlaces): string | undefined {
  const importPath = firstGroup(MISSING_PACKAGE, message);
  return importPath === undefined ? undefined : (packageFolder(importPath, places.modules) ?? importPath);
}

function firstGroup(patterns: readonly RegExp[], text: string): string | undefined {
  return patterns.map((pattern) => pattern.exec(text)?.[1]).find((found) => found !== undefined);
}
