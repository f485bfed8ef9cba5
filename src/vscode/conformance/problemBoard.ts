import type { Diagnostic, Uri } from 'vscode';
import { languages } from 'vscode';
import type { Disposable } from '../../core/lib/disposables';
import type { OpenViolation } from './openViolation';

/** What a problem was found by: a look at its file, at the project as a whole, or at the rules themselves. */
export type Origin = 'file' | 'project' | 'commands' | 'rules';

export interface Problem {
  readonly uri: Uri;
  readonly diagnostic: Diagnostic;
  /** Undefined for one that is about rules, or says that nobody could tell. */
  readonly violation: OpenViolation | undefined;
}

/** The problems of conformance in the Problems pane; a file may have some of each origin. */
export class ProblemBoard implements Disposable {
  private readonly shown = languages.createDiagnosticCollection('agentforge-conformance');
  /** By file, then by origin. */
  private readonly problems = new Map<string, { readonly uri: Uri; readonly by: Map<Origin, readonly Problem[]> }>();

  /** The files that have problems of an origin. */
  filesWith(origin: Origin): readonly Uri[] {
    return [...this.problems.values()].filter(({ by }) => by.has(origin)).map(({ uri }) => uri);
  }

  has(origin: Origin, uri: Uri): boolean {
    return this.problems.get(uri.toString())?.by.has(origin) === true;
  }

  /** In the place of what a file had of the origin. */
  put(origin: Origin, uri: Uri, problems: readonly Problem[]): void {
    const key = uri.toString();
    const file = this.problems.get(key) ?? { uri, by: new Map<Origin, readonly Problem[]>() };
    if (problems.length === 0) file.by.delete(origin);
    else file.by.set(origin, problems);
    if (file.by.size === 0) this.problems.delete(key);
    else this.problems.set(key, file);
    this.shown.set(
      uri,
      [...file.by.values()].flat().map(({ diagnostic }) => diagnostic),
    );
  }

  /** In the place of what the files below a folder had of the origin. */
  putAll(origin: Origin, isBelow: (uri: Uri) => boolean, problems: readonly Problem[]): void {
    const byFile = new Map<string, Problem[]>();
    for (const problem of problems) {
      const key = problem.uri.toString();
      byFile.set(key, [...(byFile.get(key) ?? []), problem]);
    }
    for (const uri of this.filesWith(origin).filter(isBelow))
      if (!byFile.has(uri.toString())) this.put(origin, uri, []);
    for (const [first, ...others] of byFile.values()) if (first) this.put(origin, first.uri, [first, ...others]);
  }

  /** Leaves only the files that are still wanted. */
  keepOnly(isWanted: (uri: Uri) => boolean): void {
    for (const [key, { uri }] of this.problems) {
      if (isWanted(uri)) continue;
      this.problems.delete(key);
      this.shown.delete(uri);
    }
  }

  /** The violation that a problem is about, also when its text has moved since. */
  violationOf(uri: Uri, { message, range }: Diagnostic): OpenViolation | undefined {
    const distance = ({ diagnostic }: Problem) => Math.abs(diagnostic.range.start.line - range.start.line);
    const alike = [...(this.problems.get(uri.toString())?.by.values() ?? [])]
      .flat()
      .filter(({ diagnostic }) => diagnostic.message === message);
    return alike.sort((one, other) => distance(one) - distance(other))[0]?.violation;
  }

  dispose(): void {
    this.shown.dispose();
    this.problems.clear();
  }
}
