import { Diagnostic, DiagnosticSeverity, languages, Position, Range } from 'vscode';
import type { Disposable } from '../../core/lib/disposables';
import { Disposables } from '../../core/lib/disposables';
import { criterionFor, survivorWords } from '../../core/proof/mutation/mutantWords';
import type { JudgedMutant } from '../../core/proof/mutation/strength';
import type { Strengths } from './strengths';

/** Faults that no test noticed, in the Problems pane and under the text that they are about, as long as that text is what it was. */
export class StrengthProblems implements Disposable {
  private readonly owned = new Disposables();
  private readonly shown = this.owned.add(languages.createDiagnosticCollection('agentforge-strength'));

  constructor(private readonly strengths: Strengths) {
    this.owned.add(strengths.onDidChange(() => this.show()));
    this.show();
  }

  dispose(): void {
    this.owned.dispose();
  }

  private show(): void {
    this.shown.clear();
    for (const { component, mutants } of this.strengths.found) {
      const changed = this.strengths.changedOf(component);
      const survived = mutants.filter(({ file, outcome }) => outcome.kind === 'survived' && !changed.includes(file));
      for (const file of new Set(survived.map((each) => each.file))) {
        const uri = this.strengths.uriOf(file);
        if (uri === undefined) continue;
        const own = survived.filter((each) => each.file === file).map(diagnosticOf);
        // A file may belong to several components.
        this.shown.set(uri, [...(this.shown.get(uri) ?? []), ...own]);
      }
    }
  }
}

/** The text that a fault replaces. */
export function rangeOf({ line, column, original }: JudgedMutant): Range {
  const start = new Position(line - 1, column - 1);
  const lines = original.split('\n');
  const last = lines.at(-1) ?? '';
  return lines.length === 1
    ? new Range(start, start.translate(0, original.length))
    : new Range(start, new Position(start.line + lines.length - 1, last.length));
}

function diagnosticOf(mutant: JudgedMutant): Diagnostic {
  const words = survivorWords(mutant);
  const message = `${words.charAt(0).toUpperCase()}${words.slice(1)}. Missing criterion: ${criterionFor(mutant)}`;
  const found = new Diagnostic(rangeOf(mutant), message, DiagnosticSeverity.Information);
  found.source = 'AgentForge';
  return found;
}
