import type { TextDocument, Uri } from 'vscode';
import { Range, WorkspaceEdit, workspace } from 'vscode';
import type { FileChange, FileState } from '../core/apply/fileChange';
import { decode } from '../core/workspace/textCodec';
import type { NodeWriter } from '../node/nodeWriter';
import { isShown, loadFromDisk } from './loadFromDisk';
import { openDocument } from './openDocument';

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

/**
 * Gives files back as they were held, byte for byte, open documents with them, and what was typed and not saved. What somebody
 * else made of a file since is left. Gives the path of one that could not be put back, if any.
 */
export async function giveBack(held: readonly HeldFile[], disk: NodeWriter): Promise<string | undefined> {
  const changes: FileChange[] = [];
  let stuck: string | undefined;
  const free = held.filter((file) => !isTypedIn(file));
  for (const file of held) {
    const { path } = file.change;
    const now = await disk.current(path);
    if (now === 'unreadable' || file.disk === 'unreadable') continue;
    if (isSame(now, file.disk) || !hasBytes(now, file.made)) continue;
    if (free.includes(file)) changes.push({ path, before: now, after: file.disk });
    else stuck = path.relative;
  }
  const written = await disk.apply(changes);
  if (!written.ok) {
    const { problem } = written;
    stuck = problem.kind === 'write-failed' ? (problem.stuck ?? problem.path) : changes[0]?.path.relative;
  }
  for (const file of free) await giveBackDocument(file);
  const typed = free.filter(({ unsaved }) => unsaved !== undefined);
  return (await giveBackTyped(typed)) ? stuck : typed[0]?.change.path.relative;
}

/** Whether its document has text that is neither saved nor of our making. */
function isTypedIn({ uri, made }: HeldFile): boolean {
  const document = openDocument(uri);
  return document?.isDirty === true && (made === undefined || linesOf(document) !== textOf(made));
}

async function giveBackDocument({ uri, disk, unsaved, isShown }: HeldFile): Promise<void> {
  if (disk === undefined || disk === 'unreadable') return;
  const document = unsaved === undefined ? openDocument(uri) : await workspace.openTextDocument(uri);
  if (document === undefined || (!document.isDirty && linesOf(document) === textOf(disk))) return;
  await loadFromDisk(document, { stays: isShown || unsaved !== undefined });
}

async function giveBackTyped(typed: readonly HeldFile[]): Promise<boolean> {
  const edit = new WorkspaceEdit();
  for (const { uri, unsaved } of typed) {
    const document = await workspace.openTextDocument(uri);
    edit.replace(uri, wholeOf(document), unsaved ?? '');
  }
  return typed.length === 0 || workspace.applyEdit(edit);
}

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
