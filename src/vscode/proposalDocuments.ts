import type { TextDocumentContentProvider } from 'vscode';
import { commands, EventEmitter, TabInputTextDiff, Uri, window, workspace } from 'vscode';
import type { ProposedFile } from '../core/changes/changeSet';
import type { Disposable } from '../core/lib/disposables';
import { Disposables } from '../core/lib/disposables';
import { SCHEME } from './manifest';

/** A diff that grows faster than this is not read any better, and quick change events get lost. */
const REFRESH_MS = 80;

/** Both sides of every proposal diff, as documents of ours: the real file is neither opened nor changed. */
export class ProposalDocuments implements TextDocumentContentProvider, Disposable {
  private readonly texts = new Map<string, string>();
  private readonly waiting = new Map<string, Uri>();
  private readonly changed = new EventEmitter<Uri>();
  private readonly owned = new Disposables();
  private timer: NodeJS.Timeout | undefined;
  readonly onDidChange = this.changed.event;

  constructor() {
    this.owned.add(this.changed);
    for (const scheme of Object.values(SCHEME)) {
      this.owned.add(workspace.registerTextDocumentContentProvider(scheme, this));
    }
  }

  provideTextDocumentContent(uri: Uri): string {
    return this.texts.get(uri.toString()) ?? '';
  }

  /** Sets both sides of a proposed file's diff; an open diff follows, at most one update every 80 ms and the last for sure. */
  update(run: string, file: ProposedFile): void {
    this.set(sideUri('base', run, file.name), file.base?.text ?? '');
    this.set(sideUri('proposal', run, file.name), file.text);
  }

  /** Opens the diff beside what the user is doing: the focus stays where it is. */
  async open(run: string, file: ProposedFile, options: { readonly preserveFocus: boolean }): Promise<void> {
    const what = file.base === undefined ? 'new' : file.action === 'delete' ? 'deleted' : 'proposed';
    const [left, right] = [sideUri('base', run, file.name), sideUri('proposal', run, file.name)];
    await commands.executeCommand('vscode.diff', left, right, `${file.name} (${what})`, { ...options, preview: false });
  }

  /** Opens what a generation changed: its original beside what it wrote. */
  async openChange(
    title: string,
    path: string,
    sides: { readonly run: string; readonly before: string; readonly after: string },
  ): Promise<void> {
    const [left, right] = [sideUri('base', sides.run, path), sideUri('proposal', sides.run, path)];
    this.set(left, sides.before);
    this.set(right, sides.after);
    await commands.executeCommand('vscode.diff', left, right, title, { preview: true });
  }

  /** Closes the diffs of a run and forgets their texts. */
  async close(run: string): Promise<void> {
    const tabs = window.tabGroups.all
      .flatMap((group) => group.tabs)
      .filter((tab) => tab.input instanceof TabInputTextDiff && runOf(tab.input.modified) === run);
    if (tabs.length > 0) await window.tabGroups.close(tabs, true);
    for (const key of [...this.texts.keys()]) {
      if (runOf(Uri.parse(key)) === run) this.texts.delete(key);
    }
  }

  /** The proposed file that a document of ours shows, and its run. */
  static fileOf(uri: Uri): { readonly run: string; readonly name: string } | undefined {
    return uri.scheme === SCHEME.proposal || uri.scheme === SCHEME.base
      ? { run: runOf(uri), name: uri.path.slice(1) }
      : undefined;
  }

  dispose(): void {
    if (this.timer !== undefined) clearTimeout(this.timer);
    this.owned.dispose();
  }

  private set(uri: Uri, text: string): void {
    const key = uri.toString();
    if (this.texts.get(key) === text) return;
    this.texts.set(key, text);
    this.waiting.set(key, uri);
    this.timer ??= setTimeout(() => this.flush(), REFRESH_MS);
  }

  private flush(): void {
    this.timer = undefined;
    const uris = [...this.waiting.values()];
    this.waiting.clear();
    for (const uri of uris) this.changed.fire(uri);
  }
}

function sideUri(side: keyof typeof SCHEME, run: string, name: string): Uri {
  return Uri.from({ scheme: SCHEME[side], path: `/${name}`, query: run });
}

function runOf(uri: Uri): string {
  return uri.scheme === SCHEME.proposal || uri.scheme === SCHEME.base ? uri.query : '';
}
