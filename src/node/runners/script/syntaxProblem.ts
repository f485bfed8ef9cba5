import type { ProjectFolders } from './projectPath';
import { projectPath } from './projectPath';

export interface SyntaxProblem {
  readonly message: string;
  /** Workspace-relative; absolute outside. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/** Rollup and Rolldown, esbuild, Oxc, Babel; each as its errors come through vitest or jest, without colours. */
const PARSERS = [
  /^Parse failure: (?:Parse failed with \d+ errors?:\n)?(?<message>.+)$[\s\S]*?^At file: (?<file>.+?):(?<line>\d+):\d+$/m,
  /^Transform failed with \d+ errors?:\n(?<file>.+?):(?<line>\d+):\d+: ERROR: (?<message>.+)$/m,
  /\[PARSE_ERROR\] (?:Error: )?(?<message>.+)\n\s*╭─\[ (?<file>.+?):(?<line>\d+):\d+ \]/,
  /^(?<file>(?:\/|[A-Za-z]:[\\/]).+?): (?<message>.+?)\.? \((?<line>\d+):\d+\)$/m,
];
/** What V8 puts before the stack. */
const PLACE = /^\s*(?<file>(?:file:\/\/)?(?:\/|[A-Za-z]:[\\/])[^\n]+?):(?<line>\d+)$/m;

/** What is wrong in which file, when an error that kept a file from loading is one of syntax. */
export function syntaxProblem(
  error: { readonly name: string; readonly message: string; readonly stack: string },
  folders: ProjectFolders,
): SyntaxProblem | undefined {
  for (const parser of PARSERS) {
    const found = parser.exec(error.message)?.groups;
    if (found !== undefined) return problem(found, found['message'] ?? '', folders);
  }
  const place = error.name === 'SyntaxError' ? PLACE.exec(error.stack)?.groups : undefined;
  return place === undefined ? undefined : problem(place, error.message.split('\n', 1)[0] ?? '', folders);
}

function problem(found: Readonly<Record<string, string>>, message: string, folders: ProjectFolders): SyntaxProblem {
  const file = projectPath((found['file'] ?? '').replace(/^file:\/\//, ''), folders);
  return { message, file, line: Number(found['line']) };
}
