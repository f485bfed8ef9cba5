import type { Disposable, TextDocumentContentProvider } from 'vscode';
import { EventEmitter, languages, Uri, ViewColumn, window, workspace } from 'vscode';
import { Disposables } from '../core/lib/disposables';
import { promptReport } from '../core/outline/promptReport';
import type { WritingPhase } from '../core/phase';
import type { PreparedPrompt } from '../core/tdflow/preparePrompt';
import type { Task } from '../core/tdflow/task';
import { SCHEME } from './manifest';

/** Prompts as documents to read: what would be sent, and why each part is in it. */
export class ShownPrompts implements TextDocumentContentProvider, Disposable {
  private readonly owned = new Disposables();
  private readonly changed = this.owned.add(new EventEmitter<Uri>());
  readonly onDidChange = this.changed.event;
  private readonly texts = new Map<string, string>();

  constructor() {
    this.owned.add(workspace.registerTextDocumentContentProvider(SCHEME.prompt, this));
  }

  /** Opens the prompt of a task beside what is open; one that is open already shows it anew. */
  async open({ component, phase, config, session }: Task<WritingPhase>, prepared: PreparedPrompt): Promise<void> {
    const report = promptReport(prepared, { component: component.name, phase, budget: config.maxContextTokens });
    const uri = this.keep(`${phase}-${component.name}.md`, report, session.id);
    const document = await languages.setTextDocumentLanguage(await workspace.openTextDocument(uri), 'markdown');
    const shown = window.visibleTextEditors.find((editor) => editor.document === document);
    await window.showTextDocument(document, { preview: true, viewColumn: shown?.viewColumn ?? ViewColumn.Beside });
  }

  provideTextDocumentContent(uri: Uri): string {
    return this.texts.get(uri.toString()) ?? '';
  }

  private keep(name: string, text: string, about: string): Uri {
    const uri = Uri.from({ scheme: SCHEME.prompt, path: `/${name}`, query: about });
    this.texts.set(uri.toString(), text);
    this.changed.fire(uri);
    return uri;
  }

  dispose(): void {
    this.owned.dispose();
  }
}
