import type { Uri } from 'vscode';
import { EventEmitter, languages, workspace } from 'vscode';
import type { Disposable } from '../../core/lib/disposables';
import { Disposables } from '../../core/lib/disposables';

/** Tells when others report other problems in an open file than before; what we report ourselves is no news. */
export class OthersProblems implements Disposable {
  private readonly owned = new Disposables();
  private readonly changed = this.owned.add(new EventEmitter<Uri>());
  readonly onDidChange = this.changed.event;
  /** By file, what they reported last. */
  private readonly reported = new Map<string, string>();

  constructor() {
    this.owned.add(
      languages.onDidChangeDiagnostics(({ uris }) => {
        for (const uri of uris) this.compare(uri);
      }),
    );
    this.owned.add(workspace.onDidCloseTextDocument(({ uri }) => this.reported.delete(uri.toString())));
  }

  dispose(): void {
    this.owned.dispose();
  }

  private compare(uri: Uri): void {
    const key = uri.toString();
    const others = languages.getDiagnostics(uri).filter(({ source }) => source !== 'AgentForge');
    const now = others.map(({ severity, range, message }) => `${severity} ${range.start.line} ${message}`).join('\n');
    if ((this.reported.get(key) ?? '') === now) return;
    this.reported.set(key, now);
    this.changed.fire(uri);
  }
}
