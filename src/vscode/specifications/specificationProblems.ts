import type { TextDocument } from 'vscode';
import { Diagnostic, DiagnosticSeverity, languages, Range } from 'vscode';
import type { Disposable } from '../../core/lib/disposables';
import { Disposables } from '../../core/lib/disposables';
import type { Position } from '../../core/lib/lines';
import type { OpenSpecifications, ReadSpecification } from './openSpecifications';
import { specificationReport } from './specificationReport';

/** What is wrong with the open specifications, in the Problems pane and under the text. */
export class SpecificationProblems implements Disposable {
  private readonly owned = new Disposables();
  private readonly shown = this.owned.add(languages.createDiagnosticCollection('agentforge'));

  constructor(private readonly open: OpenSpecifications) {
    this.owned.add(open.onDidChange(() => this.show()));
    this.show();
  }

  dispose(): void {
    this.owned.dispose();
  }

  private show(): void {
    const documents = this.open.documents;
    const stillOpen = new Set(documents.map(({ uri }) => uri.toString()));
    const gone = [...this.shown].map(([uri]) => uri).filter((uri) => !stillOpen.has(uri.toString()));
    for (const uri of gone) this.shown.delete(uri);
    for (const document of documents) {
      const read = this.open.of(document);
      if (read !== undefined) this.shown.set(document.uri, diagnosticsOf(document, read));
    }
  }
}

const SEVERITY = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
} as const;

function diagnosticsOf(document: TextDocument, read: ReadSpecification): readonly Diagnostic[] {
  return specificationReport(document, read).map(({ severity, position, message }) =>
    diagnostic(document, position, message, SEVERITY[severity]),
  );
}

/** From the place to the end of its line. */
function diagnostic(document: TextDocument, at: Position, message: string, severity: DiagnosticSeverity) {
  const line = Math.min(Math.max(at.line - 1, 0), document.lineCount - 1);
  const range = new Range(line, at.column - 1, line, document.lineAt(line).range.end.character);
  const found = new Diagnostic(document.validateRange(range), message, severity);
  found.source = 'AgentForge';
  return found;
}
