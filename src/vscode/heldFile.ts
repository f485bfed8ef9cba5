import type { Uri } from 'vscode';
import { workspace } from 'vscode';
import type { FileChange, FileState } from '../core/apply/fileChange';
import type { Problem } from '../core/errors';
import type { Result } from '../core/lib/result';
import type { CheckedPath } from '../core/workspace/checkedPath';
import { sha256 } from '../node/hash';
import type { NodeWriter } from '../node/nodeWriter';
import { isShown, loadFromDisk } from './loadFromDisk';
import { openDocument } from './openDocument';

/** A file before a change, both as it is on disk and as the editor holds it. */
export interface HeldFile {
  readonly path: CheckedPath;
  readonly uri: Uri;
  readonly disk: FileState | 'unreadable' | undefined;
  /** Text that was typed and not saved. */
  readonly unsaved: string | undefined;
  readonly isShown: boolean;
}

export async function hold(path: CheckedPath, uri: Uri, disk: NodeWriter): Promise<HeldFile> {
  const document = openDocument(uri);
  return {
    path,
    uri,
    disk: await disk.current(path),
    unsaved: document?.isDirty === true ? document.getText() : undefined,
    isShown: isShown(uri),
  };
}

/** Gives files back as they were held, byte for byte, and open documents with them; what was typed and not saved is left to give. */
export async function giveBack(held: readonly HeldFile[], disk: NodeWriter): Promise<Result<undefined, Problem>> {
  const changes: FileChange[] = [];
  for (const { path, uri, disk: before } of held) {
    // Not saved, so not on disk: what is there now is somebody else's.
    if (openDocument(uri)?.isDirty === true) continue;
    const now = await disk.current(path);
    if (now === 'unreadable' || before === 'unreadable' || isSame(now, before)) continue;
    changes.push({ path, before: now, after: before });
  }
  const written = await disk.apply(changes);
  for (const file of held) await giveBackDocument(file);
  return written;
}

async function giveBackDocument({ uri, disk, unsaved, isShown }: HeldFile): Promise<void> {
  if (disk === undefined) return;
  const document = unsaved === undefined ? openDocument(uri) : await workspace.openTextDocument(uri);
  if (document !== undefined) await loadFromDisk(document, { stays: isShown || unsaved !== undefined });
}

function isSame(a: FileState | undefined, b: FileState | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return sha256(a.bytes) === sha256(b.bytes) && a.mode === b.mode;
}
