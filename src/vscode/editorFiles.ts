import { join } from 'node:path';
import type { TextDocument } from 'vscode';
import { Uri } from 'vscode';
import type { FileState } from '../core/apply/fileChange';
import type { CheckedPath } from '../core/workspace/checkedPath';
import type { FileText } from '../core/workspace/fileText';
import { decode, encode } from '../core/workspace/textCodec';
import type { WorkspaceReader } from '../core/workspace/workspace';
import { sha256 } from '../node/hash';
import type { NodeWorkspace } from '../node/nodeWorkspace';
import type { NodeWriter } from '../node/nodeWriter';
import { openDocument } from './openDocument';

/** The user's files as the editor sees them: an unsaved document wins over the disk. */
export class EditorFiles implements WorkspaceReader {
  constructor(
    readonly root: string,
    private readonly disk: NodeWorkspace,
    private readonly writer: NodeWriter,
  ) {}

  uriOf(path: CheckedPath): Uri {
    return Uri.file(join(this.root, path.relative));
  }

  async read(path: CheckedPath): Promise<FileText | 'unreadable' | undefined> {
    const unsaved = this.unsaved(path);
    if (unsaved === undefined) return this.disk.read(path);
    const state = await this.stateOf(path, unsaved);
    const text = decode(state.bytes, state.mode, sha256(state.bytes));
    return text === 'binary' ? 'unreadable' : text;
  }

  list(limit: number): Promise<readonly string[]> {
    return this.disk.list(limit);
  }

  async current(path: CheckedPath): Promise<FileState | 'unreadable' | undefined> {
    const unsaved = this.unsaved(path);
    return unsaved === undefined ? this.writer.current(path) : this.stateOf(path, unsaved);
  }

  private unsaved(path: CheckedPath): TextDocument | undefined {
    const document = openDocument(this.uriOf(path));
    return document?.isDirty === true ? document : undefined;
  }

  /** An unsaved document in the bytes that saving would write; it keeps byte order mark and mode of its file. */
  private async stateOf(path: CheckedPath, document: TextDocument): Promise<FileState> {
    const saved = await this.writer.current(path);
    const like = saved === undefined || saved === 'unreadable' ? 'binary' : decode(saved.bytes, saved.mode, '');
    const text = document.getText().replaceAll('\r\n', '\n');
    return {
      bytes: encode(text, like === 'binary' ? undefined : like),
      mode: saved === 'unreadable' ? undefined : saved?.mode,
    };
  }
}
