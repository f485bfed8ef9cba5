import type { TextDocument } from 'vscode';
import { Diagnostic, DiagnosticSeverity, languages, Range, workspace } from 'vscode';
import { readGuidance } from '../../core/authoring/sparc/guidance';
import type { Disposable } from '../../core/lib/disposables';
import { Disposables } from '../../core/lib/disposables';
import { Throttle } from '../throttle';

const SETTLE_MS = 200;

/** What of an open `guidance.toml` is missing or not understood, in the Problems pane. */
export class GuidanceProblems implements Disposable {
  private readonly owned = new Disposables();
  private readonly shown = this.owned.add(languages.createDiagnosticCollection('AgentForge guidance'));
  private readonly changed = new Set<TextDocument>();
  private readonly showing = this.owned.add(new Throttle(() => this.showChanged(), SETTLE_MS));

  constructor() {
    this.owned.add(workspace.onDidOpenTextDocument((document) => this.show(document)));
    this.owned.add(workspace.onDidChangeTextDocument(({ document }) => this.showSoon(document)));
    this.owned.add(workspace.onDidCloseTextDocument((document) => this.forget(document)));
    for (const document of workspace.textDocuments) this.show(document);
  }

  dispose(): void {
    this.owned.dispose();
  }

  private showSoon(document: TextDocument): void {
    if (!isGuidance(document)) return;
    this.changed.add(document);
    this.showing.request();
  }

  private showChanged(): void {
    const changed = [...this.changed];
    this.changed.clear();
    for (const document of changed) this.show(document);
  }

  private forget(document: TextDocument): void {
    this.changed.delete(document);
    this.shown.delete(document.uri);
  }

  private show(document: TextDocument): void {
    if (!isGuidance(document)) return;
    const { warnings } = readGuidance(document.getText());
    this.shown.set(
      document.uri,
      warnings.map(({ position: { line, column }, message }) => {
        const range = document.validateRange(new Range(line - 1, column - 1, line - 1, Number.MAX_SAFE_INTEGER));
        const found = new Diagnostic(range, message, DiagnosticSeverity.Warning);
        found.source = 'AgentForge';
        return found;
      }),
    );
  }
}

function isGuidance({ uri }: TextDocument): boolean {
  return uri.scheme === 'file' && uri.path.endsWith('/guidance.toml');
}
