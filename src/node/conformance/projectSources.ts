import { lstat, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SourceFiles, SourceText } from '../../core/conformance/evaluate/evaluationPorts';
import { checkPath } from '../../core/workspace/checkedPath';
import { decode } from '../../core/workspace/textCodec';
import { describeSystemError, errorCode } from '../describeSystemError';
import { sha256 } from '../hash';
import type { NodeWorkspace } from '../nodeWorkspace';

/** More than this nobody looks through. */
const MOST_FILES = 1_000_000;
/** In bytes; longer files were written by a machine. */
const LARGEST = 4_000_000;

/** The files of a project as they are on the disk. */
export function projectSources(root: string, workspace: NodeWorkspace): SourceFiles {
  return {
    list: () => workspace.list(MOST_FILES),
    async read(path): Promise<SourceText> {
      const checked = await checkPath(path, workspace);
      if (!checked.ok) return { kind: 'unreadable', why: checked.problem };
      const absolute = join(root, checked.value.relative);
      try {
        const stats = await lstat(absolute);
        if (stats.isSymbolicLink()) return { kind: 'no text' };
        if (stats.size > LARGEST) return { kind: 'unreadable', why: `it has more than ${LARGEST} bytes` };
        const bytes = await readFile(absolute);
        const file = decode(bytes, undefined, sha256(bytes));
        if (file !== 'binary') return { kind: 'text', text: file.text };
        return bytes.includes(0) ? { kind: 'no text' } : { kind: 'unreadable', why: 'it is no text in UTF-8' };
      } catch (error) {
        if (errorCode(error) === undefined) throw error;
        return { kind: 'unreadable', why: describeSystemError(error) };
      }
    },
  };
}
