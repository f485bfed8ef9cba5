import { randomUUID } from 'node:crypto';
import type { FileChangeEvent, FileStat, FileSystemProvider, Tab, TextDocumentContentProvider } from 'vscode';
import {
  commands,
  EventEmitter,
  FileChangeType,
  FilePermission,
  FileSystemError,
  FileType,
  Range,
  TabInputCustom,
  TabInputNotebook,
  TabInputText,
  TabInputTextDiff,
  Uri,
  ViewColumn,
  window,
  workspace,
} from 'vscode';
import type { ProposedFile } from '../../core/changes/changeSet';
import type { Disposable } from '../../core/lib/disposables';
import { Disposables } from '../../core/lib/disposables';
import { SCHEME } from '../manifest';
import { openDocument } from '../openDocument';
import { Throttle } from '../throttle';
import { openDiff, untilShown } from './openDiff';

/** A diff that grows faster than this is not read any better, and quick change events get lost. */
const REFRESH_MS = 80;

/** Runs are counted from 1 in each window: what an earlier one left, and what the editor remembers of it, is another file. */
const WINDOW = randomUUID().slice(0, 8);

/** One proposed file of one run. */
export interface ProposalName {
  readonly run: string;
  readonly name: string;
  /** Tells comparisons of one file apart. */
  readonly of?: string;
}

/** What a file was and became. */
export interface ChangedText {
  readonly path: string;
  readonly before: string;
  readonly after: string;
  readonly isNew: boolean;
}

interface Side {
  /** As it was last proposed or saved. */
  readonly text: string;
  /** As the user has it in the editor; undefined as long as that is the same. */
  readonly typed?: string;
  readonly changedAt: number;
  readonly isWritable: boolean;
}

/**
 * Both sides of every proposal diff, as files of ours: the real file is neither opened nor changed. The right side can be written
 * once its file is complete, so that the user changes the proposal as any other text.
 */
export class ProposalFiles implements FileSystemProvider, TextDocumentContentProvider, Disposable {
  private readonly sides = new Map<string, Side>();
  /** Runs whose proposals grow or are decided about: their texts stay, whatever tabs come and go. */
  private readonly atWork = new Set<string>();
  /** Of runs that are closed, as long as the editor still has a document of it. */
  private readonly over = new Set<string>();
  /** Diffs that the editor is about to show, by run: one whose texts went meanwhile would stay as an error. */
  private readonly opening = new Map<string, Promise<void>>();
  private readonly waiting = new Map<string, Uri>();
  /** The right sides in an editor that shows several, by its title: of such a tab the editor tells no more. */
  private readonly several = new Map<string, readonly Uri[]>();
  private readonly owned = new Disposables();
  private readonly files = this.owned.add(new EventEmitter<FileChangeEvent[]>());
  private readonly bases = this.owned.add(new EventEmitter<Uri>());
  private readonly edits = this.owned.add(new EventEmitter<ProposalName & { readonly text: string }>());
  private readonly refreshing = this.owned.add(new Throttle(() => this.flush(), REFRESH_MS));
  readonly onDidChangeFile = this.files.event;
  readonly onDidChange = this.bases.event;
  /** What the user makes of a proposal, as it is typed; lines ended by LF. */
  readonly onDidEdit = this.edits.event;

  constructor() {
    this.owned.add(workspace.registerTextDocumentContentProvider(SCHEME.base, this));
    this.owned.add(workspace.registerFileSystemProvider(SCHEME.proposal, this, { isCaseSensitive: true }));
    this.owned.add(window.tabGroups.onDidChangeTabs(({ closed }) => this.forget(closed)));
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
    void this.closeLeft();
  }

  /** Sets both sides of a proposed file's diff; an open diff follows, at most one update every 80 ms and the last for sure. */
  update(run: string, file: ProposedFile, options: { readonly isWritable: boolean } = { isWritable: false }): void {
    this.atWork.add(run);
    this.set(sideUri('base', { run, name: file.name }), { text: file.base?.text ?? '' });
    this.set(sideUri('proposal', { run, name: file.name }), { text: file.text, ...options });
  }

  /**
   * Opens the diff, at a line (from 1) when one is given; as a preview it gives way to the next one. One that is open already is
   * shown where it is. One that nobody asked for never takes the place of what the user has in front, and may be typing into.
   */
  async open(
    { run, file }: { readonly run: string; readonly file: ProposedFile },
    {
      line,
      ...how
    }: { readonly preserveFocus: boolean; readonly preview: boolean; readonly line?: number | undefined },
  ): Promise<void> {
    const [left, right] = sidesOf({ run, name: file.name });
    const selection = line === undefined ? {} : { selection: new Range(line - 1, 0, line - 1, 0) };
    const open = allTabs().find((tab) => diffOf(tab)?.right.toString() === right.toString());
    const beside =
      how.preserveFocus && isOfUser(window.tabGroups.activeTabGroup.activeTab) ? ViewColumn.Beside : undefined;
    const viewColumn = open?.group.viewColumn ?? beside;
    const options = { ...how, ...selection, ...(viewColumn === undefined ? {} : { viewColumn }) };
    const opened = Promise.allSettled([this.opening.get(run), openDiff([left, right], titleOf(file), options)]);
    const settled = opened.then(() => undefined);
    this.opening.set(run, settled);
    const [, result] = await opened;
    if (this.opening.get(run) === settled) this.opening.delete(run);
    if (result.status === 'rejected') throw result.reason;
  }

  /** Opens the diffs of all files in one editor. */
  async openAll(run: string, title: string, files: readonly ProposedFile[]): Promise<void> {
    const sides = files.map((file) => {
      const [left, right] = sidesOf({ run, name: file.name });
      return [file.base === undefined ? undefined : left, right] as const;
    });
    await this.openSeveral(title, sides);
  }

  /** Opens what a generation changed in a file: its original beside what it wrote. */
  async openChange(title: string, run: string, change: ChangedText): Promise<void> {
    const [left, right] = this.setChange(run, change);
    await openDiff([left, right], title, { preview: true });
  }

  /** Opens what a generation changed, all files in one editor. */
  async openChanges(title: string, run: string, changes: readonly ChangedText[]): Promise<void> {
    const sides = changes.map((change) => {
      const [left, right] = this.setChange(run, change);
      return [change.isNew ? undefined : left, right] as const;
    });
    await this.openSeveral(title, sides);
  }

  private async openSeveral(title: string, sides: readonly (readonly [Uri | undefined, Uri])[]): Promise<void> {
    this.several.set(
      title,
      sides.map(([, right]) => right),
    );
    const uris = sides.flatMap(([left, right]) => (left === undefined ? [right] : [left, right]));
    const resources = sides.map(([left, right]) => [right, left, right]);
    const show = () => commands.executeCommand('vscode.changes', title, resources);
    await untilShown(uris, (tab) => isAllOf(tab, title), show);
  }

  /** Opens comparisons of one file beside each other. */
  async openSides(
    run: string,
    name: string,
    sides: readonly { readonly title: string; readonly before: string; readonly after: string }[],
  ): Promise<void> {
    for (const [index, { title, before, after }] of sides.entries()) {
      const [left, right] = sidesOf({ run, name, of: String(index) });
      this.set(left, { text: before });
      this.set(right, { text: after });
      const options = { preview: false, preserveFocus: true, viewColumn: index + ViewColumn.One };
      await openDiff([left, right], title, options);
    }
  }

  /** Closes the diff of one file, unless somebody wrote in it. */
  async closeDiff(run: string, name: string): Promise<void> {
    const wanted = sideUri('proposal', { run, name }).toString();
    const tabs = allTabs().filter((tab) => !tab.isDirty && diffOf(tab)?.right.toString() === wanted);
    if (tabs.length > 0) await window.tabGroups.close(tabs, true);
  }

  /** Closes the diffs of a run and forgets their texts. */
  async close(run: string, title?: string): Promise<void> {
    // Another one may begin while one is waited for.
    for (let next = this.opening.get(run); next !== undefined; next = this.opening.get(run)) await next;
    this.atWork.delete(run);
    const isOurs = (tab: Tab): boolean => runOf(tab) === run || (title !== undefined && isAllOf(tab, title));
    const tabs = allTabs().filter(isOurs);
    const names = [...this.sides.keys()].map((key) => Uri.parse(key)).filter((uri) => nameOf(uri)?.run === run);
    // Else the editor asks whether to keep what was decided about already.
    for (const uri of names) await openDocument(uri)?.save();
    if (tabs.length > 0) await window.tabGroups.close(tabs, true);
    for (const uri of names) {
      // The editor may be about to save it once more by itself, and says so loudly where it cannot.
      if (openDocument(uri) === undefined) this.sides.delete(uri.toString());
      else this.over.add(uri.toString());
    }
  }

  /** The proposed file that a document of ours shows, and its run. */
  static fileOf(uri: Uri): ProposalName | undefined {
    return nameOf(uri);
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
    // What was saved late was shown again.
    if (this.over.has(uri.toString())) void this.close(nameOf(uri)?.run ?? '');
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

  /**
   * Closes what an earlier window left: its texts are gone, and an editor that failed to read them once would stay as it is when the
   * same file is shown again. What somebody typed the editor has kept.
   */
  private async closeLeft(): Promise<void> {
    const left = allTabs().filter((tab) => !tab.isDirty && runOf(tab) !== undefined);
    if (left.length > 0) await window.tabGroups.close(left, true);
  }

  private setChange(run: string, { path, before, after }: ChangedText): readonly [Uri, Uri] {
    const [left, right] = sidesOf({ run, name: path });
    this.set(left, { text: before });
    this.set(right, { text: after });
    return [left, right];
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
    const [name, side] = [nameOf(uri), this.sideOf(uri)];
    const typed = text.replaceAll('\r\n', '\n');
    if (name === undefined || typed === (side.typed ?? side.text)) return;
    this.sides.set(uri.toString(), { ...side, typed });
    this.edits.fire({ ...name, text: typed });
  }

  private set(uri: Uri, { text, isWritable = false }: { readonly text: string; readonly isWritable?: boolean }): void {
    const key = uri.toString();
    this.over.delete(key);
    const known = this.sides.get(key);
    if (known?.text === text && known.isWritable === isWritable) return;
    this.sides.set(key, { text, changedAt: Date.now(), isWritable });
    this.waiting.set(key, uri);
    this.refreshing.request();
  }

  /** What nobody looks at any more is kept by the journal, which gives it again. */
  private forget(closed: readonly Tab[]): void {
    const gone = closed.flatMap((tab) => this.shownIn(tab));
    for (const title of this.several.keys()) {
      const was = closed.some((tab) => isAllOf(tab, title));
      if (was && !allTabs().some((tab) => isAllOf(tab, title))) this.several.delete(title);
    }
    // With those of an editor that is only about to open, and takes the place of what is closed.
    const kept = [...allTabs().flatMap((tab) => diffOf(tab)?.right ?? []), ...[...this.several.values()].flat()];
    const open = new Set(kept.map(String));
    for (const right of gone) {
      if (open.has(right.toString()) || this.atWork.has(nameOf(right)?.run ?? '')) continue;
      this.sides.delete(right.with({ scheme: SCHEME.base }).toString());
      this.sides.delete(right.toString());
    }
  }

  /** The right sides that a tab shows. */
  private shownIn(tab: Tab): readonly Uri[] {
    const diff = diffOf(tab);
    if (diff !== undefined) return [diff.right];
    return [...this.several].flatMap(([title, uris]) => (isAllOf(tab, title) ? uris : []));
  }

  private flush(): void {
    const uris = [...this.waiting.values()];
    this.waiting.clear();
    for (const uri of uris.filter(({ scheme }) => scheme === SCHEME.base)) this.bases.fire(uri);
    const changed = uris.filter(({ scheme }) => scheme === SCHEME.proposal);
    this.files.fire(changed.map((uri) => ({ type: FileChangeType.Changed, uri })));
  }
}

function titleOf({ name, action, base, to }: ProposedFile): string {
  if (action === 'rename') return `${name} → ${to?.relative ?? '?'} (renamed)`;
  if (action === 'delete') return `${name} (deleted)`;
  return `${name} (${base === undefined ? 'new' : 'proposed'})`;
}

function sidesOf(name: ProposalName): readonly [Uri, Uri] {
  return [sideUri('base', name), sideUri('proposal', name)];
}

/** Whether somebody can be typing in a tab, and it is none of ours. */
function isOfUser(tab: Tab | undefined): boolean {
  const { input } = tab ?? {};
  if (input instanceof TabInputText) return nameOf(input.uri) === undefined;
  if (input instanceof TabInputTextDiff) return nameOf(input.modified) === undefined;
  return input instanceof TabInputNotebook || input instanceof TabInputCustom;
}

function allTabs(): readonly Tab[] {
  return window.tabGroups.all.flatMap((group) => group.tabs);
}

/** Whether a tab holds the diffs of all files; the editor counts them behind the title. */
function isAllOf({ label }: Tab, title: string): boolean {
  return label === title || label.startsWith(`${title} (`);
}

/** Both sides have one path, which the editor shows; the query is what tells files apart, whatever their names. */
function sideUri(side: keyof typeof SCHEME, { run, name, of }: ProposalName): Uri {
  const query = new URLSearchParams({ run, name, ...(of === undefined ? {} : { of }), window: WINDOW }).toString();
  return Uri.from({ scheme: SCHEME[side], path: `/${name.replace(/^\/+/, '')}`, query });
}

function nameOf(uri: Uri): ProposalName | undefined {
  if (uri.scheme !== SCHEME.proposal && uri.scheme !== SCHEME.base) return undefined;
  const query = new URLSearchParams(uri.query);
  return { run: query.get('run') ?? '', name: query.get('name') ?? '' };
}

/** The run whose proposal a tab shows, beside its base or, where the editor shows it again to have it saved, alone. */
function runOf(tab: Tab): string | undefined {
  const { input } = tab;
  return input instanceof TabInputText ? nameOf(input.uri)?.run : diffOf(tab)?.run;
}

function diffOf(tab: Tab): { readonly right: Uri; readonly run: string } | undefined {
  if (!(tab.input instanceof TabInputTextDiff)) return undefined;
  const { modified: right } = tab.input;
  const file = nameOf(right);
  return file === undefined ? undefined : { right, run: file.run };
}
