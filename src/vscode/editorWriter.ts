import { chmod } from 'node:fs/promises';
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

  removeEmptyFolder(relative: string): Promise<void> {
    return this.disk.removeEmptyFolder(relative);
  }

  async apply(changes: readonly FileChange[]): Promise<Result<undefined, Problem>> {
    const [first] = changes;
    if (first === undefined) return ok(undefined);
    try {
      const applied = await workspace.applyEdit(await this.editFor(changes));
      const stuck = applied ? await this.save(changes) : first.path.relative;
      if (stuck === undefined) return ok(undefined);
      return this.putBack(changes, { kind: 'write-failed', path: stuck, detail: 'the editor did not write it' });
    } catch (error) {
      return this.putBack(changes, {
        kind: 'write-failed',
        path: first.path.relative,
        detail: describeSystemError(error),
      });
    }
  }

  private async editFor(changes: readonly FileChange[]): Promise<WorkspaceEdit> {
    const edit = new WorkspaceEdit();
    for (const { path, before, after } of changes) {
      const uri = this.files.uriOf(path);
      if (after === undefined) edit.deleteFile(uri, { ignoreIfNotExists: true });
      else if (before === undefined) edit.createFile(uri, { contents: after.bytes });
      else {
        const text = decode(after.bytes, after.mode, sha256(after.bytes));
        const document = await workspace.openTextDocument(uri);
        const whole = new Range(0, 0, document.lineCount, 0);
        if (text === 'binary') edit.createFile(uri, { contents: after.bytes, overwrite: true });
        else edit.replace(uri, document.validateRange(whole), text.text);
      }
    }
    return edit;
  }

  /** Gives the path that could not be saved, if any. */
  private async save(changes: readonly FileChange[]): Promise<string | undefined> {
    for (const { path, after } of changes) {
      if (after === undefined) continue;
      const uri = this.files.uriOf(path);
      const open = workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
      if (open?.isDirty === true && !(await open.save())) return path.relative;
      const saved = await this.disk.current(path);
      if (saved === undefined || saved === 'unreadable') return path.relative;
      if (after.mode !== undefined && saved.mode !== after.mode) await chmod(uri.fsPath, after.mode);
    }
    return undefined;
  }

  /** An edit with new or deleted files stops where it fails and keeps what ran (microsoft/vscode#52927). */
  private async putBack(changes: readonly FileChange[], problem: Problem): Promise<Result<undefined, Problem>> {
    const undo: FileChange[] = [];
    for (const change of changes) {
      const now = await this.disk.current(change.path);
      if (now === 'unreadable' || sameBytes(now, change.before)) continue;
      undo.push({ path: change.path, before: now, after: change.before });
    }
    const undone = await this.disk.apply(undo);
    return undone.ok ? fail(problem) : undone;
  }
}

function sameBytes(a: FileState | undefined, b: FileState | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return sha256(a.bytes) === sha256(b.bytes);
}
