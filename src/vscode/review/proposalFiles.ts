import type { Tab, TextDocumentContentProvider } from 'vscode';
import { commands, EventEmitter, TabInputTextDiff, Uri, window, workspace } from 'vscode';
import type { ProposedFile } from '../core/changes/changeSet';
import type { Disposable } from '../core/lib/disposables';
import { Disposables } from '../core/lib/disposables';
import { SCHEME } from './manifest';
import { Throttle } from './throttle';

/** A diff that grows faster than this is not read any better, and quick change events get lost. */
const REFRESH_MS = 80;

/** Both sides of every proposal diff, as documents of ours: the real file is neither opened nor changed. */
export class ProposalDocuments implements TextDocumentContentProvider, Disposable {
  private readonly texts = new Map<string, string>();
  private readonly waiting = new Map<string, Uri>();
  private readonly changed = new EventEmitter<Uri>();
  private readonly owned = new Disposables();
  private readonly refreshing = this.owned.add(new Throttle(() => this.flush(), REFRESH_MS));
  readonly onDidChange = this.changed.event;

  constructor() {
    this.owned.add(this.changed);
    for (const scheme of Object.values(SCHEME)) {
      this.owned.add(workspace.registerTextDocumentContentProvider(scheme, this));
    }
    this.owned.add(window.tabGroups.onDidChangeTabs(({ closed }) => this.forget(closed)));
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
    this.update(run, file);
    const [left, right] = [sideUri('base', run, file.name), sideUri('proposal', run, file.name)];
    await commands.executeCommand('vscode.diff', left, right, titleOf(file), { ...options, preview: false });
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
    const tabs = window.tabGroups.all.flatMap((group) => group.tabs).filter((tab) => diffOf(tab)?.run === run);
    if (tabs.length > 0) await window.tabGroups.close(tabs, true);
    for (const key of [...this.texts.keys()]) {
      if (ProposalDocuments.fileOf(Uri.parse(key))?.run === run) this.texts.delete(key);
    }
  }

  /** The proposed file that a document of ours shows, and its run. */
  static fileOf(uri: Uri): { readonly run: string; readonly name: string } | undefined {
    if (uri.scheme !== SCHEME.proposal && uri.scheme !== SCHEME.base) return undefined;
    const query = new URLSearchParams(uri.query);
    return { run: query.get('run') ?? '', name: query.get('name') ?? '' };
  }

  dispose(): void {
    this.owned.dispose();
  }

  private set(uri: Uri, text: string): void {
    const key = uri.toString();
    if (this.texts.get(key) === text) return;
    this.texts.set(key, text);
    this.waiting.set(key, uri);
    this.refreshing.request();
  }

  /** What nobody looks at any more is kept by the journal or by the run, which gives it again. */
  private forget(closed: readonly Tab[]): void {
    const open = new Set(
      window.tabGroups.all.flatMap((group) => group.tabs).map((tab) => diffOf(tab)?.right.toString()),
    );
    for (const diff of closed.map(diffOf)) {
      if (diff === undefined || open.has(diff.right.toString())) continue;
      this.texts.delete(diff.left.toString());
      this.texts.delete(diff.right.toString());
    }
  }

  private flush(): void {
    const uris = [...this.waiting.values()];
    this.waiting.clear();
    for (const uri of uris) this.changed.fire(uri);
  }
}

function titleOf({ name, action, base, to }: ProposedFile): string {
  if (action === 'rename') return `${name} → ${to?.relative ?? '?'} (renamed)`;
  if (action === 'delete') return `${name} (deleted)`;
  return `${name} (${base === undefined ? 'new' : 'proposed'})`;
}

/** Both sides have one path, which the editor shows; the query is what tells files apart, whatever their names. */
function sideUri(side: keyof typeof SCHEME, run: string, name: string): Uri {
  const query = new URLSearchParams({ run, name }).toString();
  return Uri.from({ scheme: SCHEME[side], path: `/${name.replace(/^\/+/, '')}`, query });
}

function diffOf(tab: Tab): { readonly left: Uri; readonly right: Uri; readonly run: string } | undefined {
  if (!(tab.input instanceof TabInputTextDiff)) return undefined;
  const { original: left, modified: right } = tab.input;
  const file = ProposalDocuments.fileOf(right);
  return file === undefined ? undefined : { left, right, run: file.run };
}
