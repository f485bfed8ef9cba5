import type { SyntaxTrees } from '../../codebase/syntaxTrees';
import type { CheckWork } from '../contracts/contract';
import type { PythonPattern } from '../pythonRegex/translatePattern';

/** What is in a file. `no text`: bytes in what is no code, or a link, whose target has a path of its own. */
export type SourceText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'no text' }
  /** `why` is a clause. */
  | { readonly kind: 'unreadable'; readonly why: string };

/** The files of a project, without those that git ignores. */
export interface SourceFiles {
  /** Workspace-relative, sorted. */
  list(): Promise<readonly string[]>;
  read(path: string): Promise<SourceText>;
}

/** Where a pattern is found. */
export type Found =
  /** From 1, ascending, each once: the lines in which a match begins. */
  | { readonly kind: 'lines'; readonly lines: readonly number[] }
  /** `why` is a clause. */
  | { readonly kind: 'not searched'; readonly why: string };

/** Looks for patterns within a limit of time, whatever pattern and text are. */
export interface PatternSearch {
  /** In the order of the patterns. Ends at once when it is cancelled; then nothing more is searched. */
  search(text: string, patterns: readonly PythonPattern[], signal: AbortSignal): Promise<readonly Found[]>;
}

export type CommandEnd =
  | { readonly kind: 'ended'; readonly code: number; readonly output: string }
  /** `why` is a clause. */
  | { readonly kind: 'not run'; readonly why: string };

/** Runs the command of a check; there is one only where the user has said that commands may run. */
export type RunCommand = (work: Extract<CheckWork, { type: 'command' }>, signal: AbortSignal) => Promise<CommandEnd>;

export interface EvaluationPorts {
  readonly files: SourceFiles;
  readonly search: PatternSearch;
  readonly trees: SyntaxTrees;
  /** Undefined: no command is run, and no check of that type evaluated. */
  readonly runCommand: RunCommand | undefined;
}
