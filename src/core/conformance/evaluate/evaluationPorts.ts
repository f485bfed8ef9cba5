import type { SyntaxTrees } from '../../codebase/syntaxTrees';
import type { Position } from '../../lib/lines';
import type { CheckWork, ReportedSeverity } from '../contracts/contract';
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

/** Something with a name, as a language server tells of it. */
export interface ServedSymbol {
  readonly name: string;
  /** Lower case, as the protocol of language servers calls it. */
  readonly kind: string;
  /** Names of what stands around it, outermost first. */
  readonly within: readonly string[];
  readonly position: Position;
}

export interface ServedProblem {
  readonly severity: ReportedSeverity;
  /** From 1. */
  readonly line: number;
  readonly message: string;
}

/** What the language services of an editor know of a file, workspace-relative. */
export interface LanguageServices {
  /** Undefined when nobody answers. */
  symbols(path: string, signal: AbortSignal): Promise<readonly ServedSymbol[] | undefined>;
  /** How many places refer to what is named at a place, without that place; undefined when nobody answers. */
  references(path: string, at: Position, signal: AbortSignal): Promise<number | undefined>;
  /** What is reported now; nobody says whether anybody looked. */
  problems(path: string): readonly ServedProblem[];
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
  /** There are some only in an editor. Without them, symbols are looked up in the index, and nothing else is told. */
  readonly language?: LanguageServices | undefined;
  /** Undefined: no command is run, and no check of that type evaluated. */
  readonly runCommand: RunCommand | undefined;
}
