import { chmod } from 'node:fs/promises';
import type { Uri } from 'vscode';
import { Range, WorkspaceEdit, workspace } from 'vscode';
import type { FileChange, FileState } from '../core/apply/fileChange';
import type { WorkspaceWriter } from '../core/apply/workspaceWriter';
import type { Problem } from '../core/errors';
import type { Result } from '../core/lib/result';
import { fail, ok } from '../core/lib/result';
import type { CheckedPath } from '../core/workspace/checkedPath';
import { decode } from '../core/workspace/textCodec';
import { describeSystemError } from '../node/describeSystemError';
import { sha256 } from '../node/hash';
import type { NodeWriter } from '../node/nodeWriter';
import type { EditorFiles } from './editorFiles';
import type { HeldFile } from './heldFile';
import { giveBack, hold } from './heldFile';
import { isShown, loadFromDisk } from './loadFromDisk';
import { openDocument } from './openDocument';

/** Writes through one WorkspaceEdit, so that the editor's own undo knows it, and saves, so that tests run what is shown. */
export class EditorWriter implements WorkspaceWriter {
  constructor(
    private readonly files: EditorFiles,
    private readonly disk: NodeWriter,
  ) {}

  current(path: CheckedPath): Promise<FileState | 'unreadable' | undefined> {
    return this.files.current(path);
  }

  missingFolders(path: CheckedPath): Promise<readonly string[]> {
    return this.disk.missingFolders(path);
  }

  removeUnfinished(path: CheckedPath): Promise<void> {
    return this.disk.removeUnfinished(path);
  }

  removeEmptyFolder(relative: string): Promise<void> {
    return this.disk.removeEmptyFolder(relative);
  }

  async apply(changes: readonly FileChange[]): Promise<Result<undefined, Problem>> {
    const [first] = changes;
    if (first === undefined) return ok(undefined);
    const held = await Promise.all(changes.map(({ path }) => hold(path, this.files.uriOf(path), this.disk)));
    const problem = (path: CheckedPath, detail: string): Problem => ({
      kind: 'write-failed',
      path: path.relative,
      detail,
    });
    try {
      const applied = await workspace.applyEdit(await this.editFor(changes));
      const stuck = applied ? await this.save(changes) : first.path;
      if (stuck === undefined) return ok(undefined);
      return this.putBack(held, problem(stuck, 'the editor did not write it'));
    } catch (error) {
      return this.putBack(held, problem(first.path, describeSystemError(error)));
    }
  }

  private async editFor(changes: readonly FileChange[]): Promise<WorkspaceEdit> {
    const edit = new WorkspaceEdit();
    for (const { path, before, after } of changes) {
      const uri = this.files.uriOf(path);
      const text = after === undefined ? undefined : textOf(after);
      if (after === undefined) edit.deleteFile(uri, { ignoreIfNotExists: true });
      else if (before === undefined) edit.createFile(uri, { contents: after.bytes });
      else if (text === undefined) edit.createFile(uri, { contents: after.bytes, overwrite: true });
      else edit.replace(uri, await wholeOf(uri), text);
    }
    return edit;
  }

  /** Gives the path that could not be saved, if any. */
  private async save(changes: readonly FileChange[]): Promise<CheckedPath | undefined> {
    for (const { path, after } of changes) {
      if (after === undefined) continue;
      const uri = this.files.uriOf(path);
      const document = openDocument(uri);
      if (document?.isDirty === true) await document.save();
      if (document?.isDirty === true) return path;
      const saved = await this.disk.current(path);
      if (saved === undefined || saved === 'unreadable') return path;
      // An editor has one line end and one encoding for a whole file; what formats while saving is the user's wish and stays.
      const isAsWanted = document !== undefined && document.getText().replaceAll('\r\n', '\n') === textOf(after);
      if (isAsWanted && sha256(saved.bytes) !== sha256(after.bytes)) {
        const written = await this.disk.apply([{ path, before: saved, after: { ...saved, bytes: after.bytes } }]);
        if (!written.ok) return path;
        // Else the next save would find a file on disk that the editor does not know.
        await loadFromDisk(document, { stays: isShown(uri) });
      }
      if (after.mode !== undefined && saved.mode !== after.mode) await chmod(uri.fsPath, after.mode);
    }
    return undefined;
  }

  /** An edit with new or deleted files stops where it fails and keeps what ran (microsoft/vscode#52927). */
  private async putBack(held: readonly HeldFile[], problem: Problem): Promise<Result<undefined, Problem>> {
    const given = await giveBack(held, this.disk);
    const typed = new WorkspaceEdit();
    for (const { uri, unsaved } of held) {
      if (unsaved !== undefined) typed.replace(uri, await wholeOf(uri), unsaved);
    }
    if (typed.size > 0 && !(await workspace.applyEdit(typed)))
      throw new Error('what was typed and not saved could not be given back');
    return given.ok ? fail(problem) : given;
  }
}

async function wholeOf(uri: Uri): Promise<Range> {
  const document = await workspace.openTextDocument(uri);
  return document.validateRange(new Range(0, 0, document.lineCount, 0));
}

/** Without byte order mark, lines ended by LF; undefined for what is no text. */
function textOf({ bytes, mode }: FileState): string | undefined {
  const decoded = decode(bytes, mode, '');
  return decoded === 'binary' ? undefined : decoded.text;
}
