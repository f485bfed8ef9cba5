import type { Place } from '../../errors';
import type { Glob } from '../glob';
import type { Metric } from '../metrics/metric';
import type { PythonPattern } from '../pythonRegex/translatePattern';

export const SEVERITIES = ['error', 'warning', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

export const CONTRACT_TYPES = [
  ...['architecture', 'patterns', 'naming', 'testing', 'documentation', 'security', 'api', 'custom'],
] as const;

export const CHECK_TYPES = ['regex', 'file_exists', 'command', 'ast_check', 'lsp_query', 'custom'] as const;

/** Which files something is about; what is left away names all. A check has those of itself and of the contracts on the way to it. */
export interface Scope {
  /** As `languageNameOf` calls them. */
  readonly languages: readonly string[] | undefined;
  readonly paths: readonly Glob[] | undefined;
  readonly excludePaths: readonly Glob[];
}

/** What a check looks for, by its type. */
export type CheckWork =
  | {
      readonly type: 'regex';
      readonly mode: 'forbid' | 'require';
      readonly pattern: PythonPattern;
      readonly written: string;
    }
  | {
      readonly type: 'file_exists';
      readonly required: readonly NamedGlob[];
      readonly forbidden: readonly NamedGlob[];
    }
  | {
      readonly type: 'command';
      readonly command: string;
      readonly args: readonly string[];
      /** Workspace-relative; undefined for the root. */
      readonly workingFolder: string | undefined;
      readonly timeoutSeconds: number;
      readonly expectedExitCode: number;
    }
  | { readonly type: 'ast_check'; readonly metric: Metric; readonly threshold: number }
  | { readonly type: 'lsp_query'; readonly query: SymbolQuery }
  /** Nobody here can tell; `why` is one sentence. */
  | { readonly type: 'not evaluated'; readonly why: string };

export interface NamedGlob {
  readonly pattern: string;
  readonly matches: Glob;
}

/** How bad a problem is that a language server reports. */
export const REPORTED_SEVERITIES = ['error', 'warning', 'information', 'hint'] as const;
export type ReportedSeverity = (typeof REPORTED_SEVERITIES)[number];

/** A question about the symbols of a file, about what refers to each of them, or about the problems that are reported in it. */
export interface SymbolQuery {
  readonly about: 'symbols' | 'references' | 'diagnostics';
  /** Of the problems; undefined for all. */
  readonly severities: readonly ReportedSeverity[] | undefined;
  /** Lower case; undefined for all. */
  readonly kinds: readonly string[] | undefined;
  readonly name: PythonPattern | undefined;
  readonly excludedName: PythonPattern | undefined;
  /** In lower case: parts of the names of what stands around. */
  readonly excludedContainers: readonly string[];
  readonly wants: 'none' | 'some';
}

export interface ContractCheck {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly severity: Severity;
  readonly isEnabled: boolean;
  readonly fixHint: string | undefined;
  /** All of them hold. */
  readonly scopes: readonly Scope[];
  readonly work: CheckWork;
  /** Where it is written. */
  readonly place: Place;
}

/** A contract with everything that it inherits. */
export interface Contract {
  readonly name: string;
  readonly type: string;
  readonly description: string;
  readonly isEnabled: boolean;
  /** Whether it holds only where another contract extends it: its name begins with `_`. */
  readonly isBase: boolean;
  readonly extends: readonly string[];
  readonly checks: readonly ContractCheck[];
  readonly place: Place;
  readonly origin: 'project' | 'built in';
}
