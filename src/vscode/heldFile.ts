import type { TextDocument, Uri } from 'vscode';
import { Range, workspace } from 'vscode';
import type { FileChange, FileState } from '../core/apply/fileChange';
import { decode } from '../core/workspace/textCodec';
import type { NodeWriter } from '../node/nodeWriter';
import { isShown, loadFromDisk } from './loadFromDisk';
import { openDocument } from './openDocument';

/** How long the editor may take to see that files have changed. */
const LOADED_WITHIN_MS = 5000;

/** A file before a change, both as it is on disk and as the editor holds it. */
export interface HeldFile {
  readonly change: FileChange;
  readonly uri: Uri;
  readonly disk: FileState | 'unreadable' | undefined;
  /** Text that was typed and not saved. */
  readonly unsaved: string | undefined;
  readonly isShown: boolean;
  /** What we made of it: only that is ever taken away again. */
  made: FileState | undefined;
}

export async function hold(change: FileChange, uri: Uri, disk: NodeWriter): Promise<HeldFile> {
  const document = openDocument(uri);
  return {
    change,
    uri,
    disk: await disk.current(change.path),
    unsaved: document?.isDirty === true ? document.getText() : undefined,
    isShown: isShown(uri),
    made: change.after,
  };
}

interface GivenBack {
  /** The path of a file that could not be put back. */
  readonly stuck: string | undefined;
  /** Those whose text that was not saved is left to give. */
  readonly typed: readonly HeldFile[];
}

/**
 * Gives files back as they were held, byte for byte, and open documents with them. What somebody else made of a file since is
 * left.
 */
export async function giveBack(held: readonly HeldFile[], disk: NodeWriter): Promise<GivenBack> {
  const changes: FileChange[] = [];
  let stuck: string | undefined;
  const free = held.filter((file) => !isTypedIn(file));
  for (const file of held) {
    const { path } = file.change;
    const now = await disk.current(path);
    if (now === 'unreadable' || file.disk === 'unreadable') continue;
    if (isSame(now, file.disk) || !(hasBytes(now, file.made) || isCutOff(now, file))) continue;
    if (free.includes(file)) changes.push({ path, before: now, after: file.disk });
    else stuck = path.relative;
  }
  const written = await disk.apply(changes);
  if (!written.ok) {
    const { problem } = written;
    stuck = problem.kind === 'write-failed' ? (problem.stuck ?? problem.path) : changes[0]?.path.relative;
  }
  await giveBackDocuments(free, disk);
  return { stuck, typed: free.filter(({ unsaved }) => unsaved !== undefined) };
}

/**
 * Whether a file is what a save of ours leaves that was cut off, as by a full disk: the editor empties the file, then writes. Then
 * nothing in it is anybody else's, and nothing but the journal and we have what was there.
 */
function isCutOff(now: FileState | undefined, { uri, made }: HeldFile): boolean {
  if (now === undefined || made === undefined) return false;
  const text = openDocument(uri)?.getText();
  const whole = text === undefined ? [] : [Buffer.from(text), Buffer.from(`\uFEFF${text}`)];
  return [made.bytes, ...whole].some(
    (bytes) => now.bytes.length < bytes.length && Buffer.compare(now.bytes, bytes.subarray(0, now.bytes.length)) === 0,
  );
}

/** Whether its document has text that is neither saved nor of our making. */
function isTypedIn({ uri, made }: HeldFile): boolean {
  const document = openDocument(uri);
  return document?.isDirty === true && (made === undefined || linesOf(document) !== textOf(made));
}

/** Opens what was closed though it had text that was not saved, and makes documents what is on disk. */
async function giveBackDocuments(files: readonly HeldFile[], disk: NodeWriter): Promise<void> {
  const wanted = new Map<TextDocument, string | undefined>();
  const stays = new Set<TextDocument>();
  for (const { change, uri, unsaved, isShown } of files) {
    const now = await disk.current(change.path);
    if (now === undefined || now === 'unreadable') continue;
    const document = unsaved === undefined ? openDocument(uri) : await workspace.openTextDocument(uri);
    if (document === undefined) continue;
    wanted.set(document, textOf(now));
    if (isShown || unsaved !== undefined) stays.add(document);
  }
  for (const document of await notLoaded(wanted)) await loadFromDisk(document, { stays: stays.has(document) });
}

/** Gives those that the editor does not load itself: dirty ones, and those whose file it does not watch. */
async function notLoaded(wanted: ReadonlyMap<TextDocument, string | undefined>): Promise<Iterable<TextDocument>> {
  const stale = new Set(wanted.keys());
  const coming = new Set([...stale].filter((document) => !document.isDirty));
  let finish = () => {};
  const look = (document: TextDocument) => {
    if (!stale.has(document) || document.isDirty || linesOf(document) !== wanted.get(document)) return;
    stale.delete(document);
    coming.delete(document);
    if (coming.size === 0) finish();
  };
  for (const document of wanted.keys()) look(document);
  if (coming.size === 0) return stale;
  const watching = workspace.onDidChangeTextDocument(({ document }) => look(document));
  await new Promise<void>((resolve) => {
    const late = setTimeout(resolve, LOADED_WITHIN_MS);
    finish = () => {
      clearTimeout(late);
      resolve();
    };
  });
  watching.dispose();
  return stale;
}

/** All of a document, from its first character to its last. */
export function wholeOf(document: TextDocument): Range {
  return document.validateRange(new Range(0, 0, document.lineCount, 0));
}

/** Lines ended by LF, as `textOf` gives them. */
export function linesOf(document: TextDocument): string {
  return document.getText().replaceAll('\r\n', '\n');
}

/** Without byte order mark, lines ended by LF; undefined for what is no text. */
export function textOf({ bytes, mode }: FileState): string | undefined {
  const decoded = decode(bytes, mode, '');
  return decoded === 'binary' ? undefined : decoded.text;
}

export function hasBytes(a: FileState | undefined, b: FileState | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return Buffer.compare(a.bytes, b.bytes) === 0;
}

function isSame(a: FileState | undefined, b: FileState | undefined): boolean {
  return hasBytes(a, b) && a?.mode === b?.mode;
}
