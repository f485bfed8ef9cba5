import type { FileChangeEvent, FileStat, FileSystemProvider, TextDocumentContentProvider } from 'vscode';
import { EventEmitter, FileChangeType, FilePermission, FileSystemError, FileType, Uri, workspace } from 'vscode';
import type { Disposable } from '../../core/lib/disposables';
import { Disposables } from '../../core/lib/disposables';
import { SCHEME } from '../manifest';
import { openDocument } from '../openDocument';
import { Throttle } from '../throttle';
import type { ProposalName } from './proposalUri';
import { proposalNameOf } from './proposalUri';

/** A diff that grows faster than this is not read any better, and quick change events get lost. */
const REFRESH_MS = 80;

interface Side {
  /** As it was last proposed or saved. */
  readonly text: string;
  /** As the user has it in the editor; undefined as long as that is the same. */
  readonly typed?: string;
  readonly changedAt: number;
  readonly isWritable: boolean;
}

/**
 * The texts of both sides of every proposal diff, as files of ours in memory. The right side can be written once its file is
 * complete, so that the user changes the proposal as any other text.
 */
export class ProposalTexts implements FileSystemProvider, TextDocumentContentProvider, Disposable {
  private readonly sides = new Map<string, Side>();
  /** Given up, as long as the editor still has a document of it. */
  private readonly over = new Set<string>();
  private readonly waiting = new Map<string, Uri>();
  private readonly owned = new Disposables();
  private readonly files = this.owned.add(new EventEmitter<FileChangeEvent[]>());
  private readonly bases = this.owned.add(new EventEmitter<Uri>());
  private readonly edits = this.owned.add(new EventEmitter<ProposalName & { readonly text: string }>());
  private readonly lateSaves = this.owned.add(new EventEmitter<ProposalName>());
  private readonly refreshing = this.owned.add(new Throttle(() => this.flush(), REFRESH_MS));
  readonly onDidChangeFile = this.files.event;
  readonly onDidChange = this.bases.event;
  /** What the user makes of a proposal, as it is typed; lines ended by LF. */
  readonly onDidEdit = this.edits.event;
  /** The editor saved what was given up already, and shows it again for that. */
  readonly onDidSaveLate = this.lateSaves.event;

  constructor() {
    this.owned.add(workspace.registerTextDocumentContentProvider(SCHEME.base, this));
    this.owned.add(workspace.registerFileSystemProvider(SCHEME.proposal, this, { isCaseSensitive: true }));
    this.owned.add(
      workspace.onDidCloseTextDocument(({ uri }) => {
        if (this.over.delete(uri.toString())) this.sides.delete(uri.toString());
      }),
    );
    this.owned.add(
      // Told of a document's becoming dirty too: until then it was loaded, and may be one update behind what it is loaded from.
      workspace.onDidChangeTextDocument(({ document }) => {
        const { uri, isDirty } = document;
        if (this.isWritable(uri)) this.edited(uri, isDirty ? document.getText() : this.sideOf(uri).text);
      }),
    );
  }

  /** Sets a text; an open editor follows, at most one update every 80 ms and the last for sure. */
  set(uri: Uri, { text, isWritable = false }: { readonly text: string; readonly isWritable?: boolean }): void {
    const key = uri.toString();
    this.over.delete(key);
    const known = this.sides.get(key);
    if (known?.text === text && known.isWritable === isWritable) return;
    this.sides.set(key, { text, changedAt: Date.now(), isWritable });
    this.waiting.set(key, uri);
    this.refreshing.request();
  }

  /** What there is of a run. */
  ofRun(run: string): readonly Uri[] {
    return [...this.sides.keys()].map((key) => Uri.parse(key)).filter((uri) => proposalNameOf(uri)?.run === run);
  }

  forget(uri: Uri): void {
    this.sides.delete(uri.toString());
  }

  /** Forgets a text as soon as the editor has no document of it: it may be about to save it once more, and says so loudly where it cannot. */
  giveUp(uri: Uri): void {
    if (openDocument(uri) === undefined) this.forget(uri);
    else this.over.add(uri.toString());
  }

  provideTextDocumentContent(uri: Uri): string {
    return this.sides.get(uri.toString())?.text ?? '';
  }

  stat(uri: Uri): FileStat {
    const side = this.sideOf(uri);
    const size = Buffer.byteLength(side.text);
    const stat = { type: FileType.File, ctime: 0, mtime: side.changedAt, size };
    return side.isWritable ? stat : { ...stat, permissions: FilePermission.Readonly };
  }

  readFile(uri: Uri): Uint8Array {
    return Buffer.from(this.sideOf(uri).text);
  }

  writeFile(uri: Uri, content: Uint8Array): void {
    if (!this.sideOf(uri).isWritable) throw FileSystemError.NoPermissions(uri);
    const text = Buffer.from(content).toString();
    this.edited(uri, text);
    this.sides.set(uri.toString(), { text, changedAt: Date.now(), isWritable: true });
    const name = this.over.has(uri.toString()) ? proposalNameOf(uri) : undefined;
    if (name !== undefined) this.lateSaves.fire(name);
  }

  watch(): Disposable {
    return { dispose: () => undefined };
  }

  readDirectory(uri: Uri): never {
    throw FileSystemError.FileNotADirectory(uri);
  }

  createDirectory(uri: Uri): never {
    throw FileSystemError.NoPermissions(uri);
  }

  delete(uri: Uri): never {
    throw FileSystemError.NoPermissions(uri);
  }

  rename(uri: Uri): never {
    throw FileSystemError.NoPermissions(uri);
  }

  dispose(): void {
    this.owned.dispose();
  }

  private sideOf(uri: Uri): Side {
    const side = this.sides.get(uri.toString());
    if (side === undefined) throw FileSystemError.FileNotFound(uri);
    return side;
  }

  private isWritable(uri: Uri): boolean {
    return this.sides.get(uri.toString())?.isWritable === true;
  }

  private edited(uri: Uri, text: string): void {
    const [name, side] = [proposalNameOf(uri), this.sideOf(uri)];
    const typed = text.replaceAll('\r\n', '\n');
    if (name === undefined || typed === (side.typed ?? side.text)) return;
    this.sides.set(uri.toString(), { ...side, typed });
    this.edits.fire({ ...name, text: typed });
  }

  private flush(): void {
    const uris = [...this.waiting.values()];
    this.waiting.clear();
    for (const uri of uris.filter(({ scheme }) => scheme === SCHEME.base)) this.bases.fire(uri);
    const changed = uris.filter(({ scheme }) => scheme === SCHEME.proposal);
    this.files.fire(changed.map((uri) => ({ type: FileChangeType.Changed, uri })));
  }
}
