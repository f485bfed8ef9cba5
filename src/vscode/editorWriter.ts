import { chmod, stat, utimes } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import type { Range, Uri } from 'vscode';
import { WorkspaceEdit, workspace } from 'vscode';
import type { FileChange, FileState } from '../core/apply/fileChange';
import type { WorkspaceWriter } from '../core/apply/workspaceWriter';
import type { Problem } from '../core/errors';
import { inParallel } from '../core/lib/inParallel';
import type { Result } from '../core/lib/result';
import { fail, ok } from '../core/lib/result';
import type { CheckedPath } from '../core/workspace/checkedPath';
import { describeSystemError } from '../node/describeSystemError';
import { FolderFinder } from '../node/folderFinder';
import type { NodeWriter } from '../node/nodeWriter';
import type { EditorFiles } from './editorFiles';
import type { HeldFile } from './heldFile';
import { giveBack, hasBytes, hold, linesOf, textOf, wholeOf } from './heldFile';
import { isOpen, openDocument } from './openDocument';

/** The most files that one edit, and so one undo, has. */
export const ONE_EDIT = 100;
/** Files in each edit where one would be too large: each changed file is a model that the window has to open. */
const CHUNK = 50;
/** Files that are read or saved at once. */
const WIDTH = 16;

/** A busy machine lets several savings meet. */
const MOST_SAVES = 4;

const NOT_WRITTEN = 'the editor did not write it';

/**
 * Writes through one WorkspaceEdit, so that the editor's own undo knows it, or several where there are many files, and saves, so
 * that tests run what is shown. Files that go and that nobody has open are deleted past the editor, which takes long for each,
 * where its undo would not bring them back: it has several edits, or no file is left to undo in.
 */
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
    const isOneEdit = changes.length <= ONE_EDIT && changes.some(({ after }) => after !== undefined);
    const past = new Set(isOneEdit ? [] : changes.filter((change) => this.isClosedAndGoes(change)));
    const through = changes.filter((change) => !past.has(change));
    const begun: HeldFile[] = [];
    // What goes, goes first, here too.
    const problem = (await this.deletePast([...past], begun)) ?? (await this.writeThrough(through, begun));
    if (problem === undefined) return ok(undefined);
    const stuck = await this.putBack(begun);
    return fail(stuck === undefined ? problem : leavingStuck(problem, stuck));
  }

  private isClosedAndGoes({ path, after }: FileChange): boolean {
    return after === undefined && !isOpen(this.files.uriOf(path));
  }

  /** Deletes files that are not open, all or none, and adds them to `begun`. Gives what went wrong. */
  private async deletePast(changes: readonly FileChange[], begun: HeldFile[]): Promise<Problem | undefined> {
    if (changes.length === 0) return undefined;
    const held = await inParallel(changes, WIDTH, (change) => hold(change, this.files.uriOf(change.path), this.disk));
    const deleted = await this.disk.apply(changes);
    if (!deleted.ok) return deleted.problem;
    begun.push(...held);
    return undefined;
  }

  private async writeThrough(changes: readonly FileChange[], begun: HeldFile[]): Promise<Problem | undefined> {
    const size = changes.length > ONE_EDIT ? CHUNK : ONE_EDIT;
    for (let from = 0; from < changes.length; from += size) {
      if (from > 0) await setImmediate();
      const chunk = changes.slice(from, from + size);
      const before = begun.length;
      const problem = (await this.edit(chunk, begun)) ?? (await this.save(begun.slice(before)));
      if (problem !== undefined) return problem;
    }
    return undefined;
  }

  /** Makes changes that are not saved yet, and adds to `begun` the files that this may have touched. Gives what went wrong. */
  private async edit(chunk: readonly FileChange[], begun: HeldFile[]): Promise<Problem | undefined> {
    let detail = NOT_WRITTEN;
    try {
      const edit = await this.editFor(chunk);
      const uris = chunk.map(({ path }) => this.files.uriOf(path));
      const versions = uris.map((uri) => openDocument(uri)?.version);
      const held = await Promise.all(chunk.map((change) => hold(change, this.files.uriOf(change.path), this.disk)));
      const changed = await this.pathsWhere(chunk, (now, { before }) => !hasBytes(now, before));
      const elsewhere = changed.length > 0 ? undefined : await this.leadingElsewhere(chunk);
      if (elsewhere !== undefined) return elsewhere;
      const typed = chunk.filter((_, index) => hasMoved(uris[index], versions[index])).map(({ path }) => path.relative);
      if (changed.length + typed.length > 0) return baseChanged([...changed, ...typed]);
      begun.push(...held);
      // Nothing is waited for since the look at the versions; the edit carries them, and is refused where there are others by now.
      if (await workspace.applyEdit(edit)) return undefined;
    } catch (error) {
      detail = describeSystemError(error);
    }
    // An edit with new or deleted files stops where it fails and keeps what ran (microsoft/vscode#52927).
    const isOthers = (now: FileState | undefined, { before, after }: FileChange) =>
      !hasBytes(now, before) && !hasBytes(now, after);
    const others = await this.pathsWhere(chunk, isOthers);
    return others.length > 0 ? baseChanged(others) : writeFailed(chunk[0], detail);
  }

  /** What is wrong with a place that leads out of the project by now: since it was checked, a link may have been put on the way. */
  private async leadingElsewhere(changes: readonly FileChange[]): Promise<Problem | undefined> {
    const places = new FolderFinder(this.files.root);
    const found = await inParallel(changes, WIDTH, async (change) => {
      const { path, after } = change;
      try {
        await (after === undefined ? places.toRemove(path) : places.toWrite(path));
        return [];
      } catch (error) {
        return [writeFailed(change, describeSystemError(error))];
      }
    });
    return found.flat()[0];
  }

  private async editFor(changes: readonly FileChange[]): Promise<WorkspaceEdit> {
    const edit = new WorkspaceEdit();
    const texts: (readonly [Uri, Range, string])[] = [];
    // What goes, goes first: a rename may only change the case of a name. Texts come last: they are made all or none.
    for (const { path } of changes.filter(({ after }) => after === undefined))
      edit.deleteFile(this.files.uriOf(path), { ignoreIfNotExists: true });
    for (const { path, before, after } of changes) {
      if (after === undefined) continue;
      const uri = this.files.uriOf(path);
      const text = before && textOf(before) !== undefined ? textOf(after) : undefined;
      if (text === undefined) edit.createFile(uri, { contents: after.bytes, overwrite: before !== undefined });
      else texts.push([uri, wholeOf(await workspace.openTextDocument(uri)), text]);
    }
    for (const [uri, range, text] of texts) edit.replace(uri, range, text);
    return edit;
  }

  private async pathsWhere(
    changes: readonly FileChange[],
    test: (now: FileState | undefined, change: FileChange) => boolean,
  ): Promise<readonly string[]> {
    const found = await inParallel(changes, WIDTH, async (change) => {
      const now = await this.files.current(change.path);
      return now === 'unreadable' || test(now, change) ? [change.path.relative] : [];
    });
    return found.flat();
  }

  /** Gives what went wrong, if anything. */
  private async save(held: readonly HeldFile[]): Promise<Problem | undefined> {
    const saved = await inParallel(held, WIDTH, (file) => naming(file, () => this.saveDocument(file)));
    const problem = saved.find((each) => each !== undefined);
    if (problem !== undefined) return problem;
    for (const file of held) {
      const unfinished = await naming(file, () => this.finish(file));
      if (unfinished !== undefined) return unfinished;
    }
    return undefined;
  }

  private async saveDocument(file: HeldFile): Promise<boolean> {
    if (file.change.after === undefined) return true;
    const document = openDocument(file.uri);
    // More than once: one may meet the editor's own saving, which writes what was there a moment ago.
    for (let saves = 0; saves < MOST_SAVES && document?.isDirty === true; saves++) await document.save();
    if (document?.isDirty === true) return false;
    const saved = await this.disk.current(file.change.path);
    if (saved === undefined || saved === 'unreadable') return false;
    file.made = saved;
    return true;
  }

  /** Gives a saved file the bytes and the mode that were planned. */
  private async finish(file: HeldFile): Promise<boolean> {
    const { path, after } = file.change;
    const saved = file.made;
    if (after === undefined || saved === undefined) return true;
    const document = openDocument(file.uri);
    // An editor has one line end and one encoding for a whole file; what formats while saving is the user's wish and stays.
    const isAsWanted = document !== undefined && linesOf(document) === textOf(after);
    if (isAsWanted && !hasBytes(saved, after)) {
      const exact = { ...saved, bytes: after.bytes };
      const { atime, mtime } = await stat(file.uri.fsPath);
      const written = await this.disk.apply([{ path, before: saved, after: exact }]);
      if (!written.ok) return false;
      file.made = exact;
      // The text is what the editor has, and so is the time: else its next save would find a newer file that it does not know.
      await utimes(file.uri.fsPath, atime, mtime);
    }
    if (after.mode !== undefined && saved.mode !== after.mode) await chmod(file.uri.fsPath, after.mode);
    return true;
  }

  /** Gives the path of a file that could not be put back. */
  private async putBack(held: readonly HeldFile[]): Promise<string | undefined> {
    const { stuck, typed } = await giveBack(held, this.disk);
    const edit = new WorkspaceEdit();
    for (const { uri, unsaved = '' } of typed) {
      edit.replace(uri, wholeOf(await workspace.openTextDocument(uri)), unsaved);
    }
    const isGiven = typed.length === 0 || (await workspace.applyEdit(edit));
    return isGiven ? stuck : typed[0]?.change.path.relative;
  }
}

/** Gives a problem that names the file when the work throws or does not get there. */
async function naming({ change }: HeldFile, work: () => Promise<boolean>): Promise<Problem | undefined> {
  try {
    return (await work()) ? undefined : writeFailed(change, NOT_WRITTEN);
  } catch (error) {
    return writeFailed(change, describeSystemError(error));
  }
}

/** Whether a document has other text than in that version; undefined: it was not open then. */
function hasMoved(uri: Uri | undefined, version: number | undefined): boolean {
  const document = uri && openDocument(uri);
  if (document === undefined) return false;
  return version === undefined ? document.isDirty : document.version !== version;
}

function baseChanged(paths: readonly string[]): Problem {
  return { kind: 'base-changed', paths: [...new Set(paths)] };
}

function writeFailed(change: FileChange | undefined, detail: string): Problem {
  return { kind: 'write-failed', path: change?.path.relative ?? '', detail };
}

function leavingStuck(problem: Problem, stuck: string): Problem {
  if (problem.kind === 'write-failed') return { ...problem, stuck };
  return {
    kind: 'write-failed',
    path: stuck,
    detail: 'other files were changed by somebody else at the same moment',
    stuck,
  };
}
