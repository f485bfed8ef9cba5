import { join } from 'node:path';
import { Diagnostic, DiagnosticSeverity, languages, Position, Range, Uri, workspace } from 'vscode';
import type { Disposable } from '../../core/lib/disposables';
import { Disposables } from '../../core/lib/disposables';
import { criterionFor, survivorWords } from '../../core/proof/mutation/mutantWords';
import type { JudgedMutant, Strength } from '../../core/proof/mutation/strength';

/** Faults that no test noticed, in the Problems pane and under the text that they are about, until that text changes. */
export class StrengthProblems implements Disposable {
  private readonly owned = new Disposables();
  private readonly shown = this.owned.add(languages.createDiagnosticCollection('agentforge-strength'));

  constructor() {
    this.owned.add(
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.shown.delete(document.uri);
      }),
    );
  }

  /** In the place of what was shown of these files. `root` is absolute. */
  show(root: string, { files, mutants }: Strength): void {
    for (const { path } of files) {
      const survived = mutants.filter(({ file, outcome }) => file === path && outcome.kind === 'survived');
      this.shown.set(Uri.file(join(root, path)), survived.map(diagnostic));
    }
  }

  dispose(): void {
    this.owned.dispose();
  }
}

function diagnostic(mutant: JudgedMutant): Diagnostic {
  const start = new Position(mutant.line - 1, mutant.column - 1);
  const lines = mutant.original.split('\n');
  const last = lines.at(-1) ?? '';
  const end =
    lines.length === 1
      ? start.translate(0, mutant.original.length)
      : new Position(start.line + lines.length - 1, last.length);
  const words = survivorWords(mutant);
  const message = `${words.charAt(0).toUpperCase()}${words.slice(1)}. Missing criterion: ${criterionFor(mutant)}`;
  const found = new Diagnostic(new Range(start, end), message, DiagnosticSeverity.Information);
  found.source = 'AgentForge';
  return found;
}
