import { lstat, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { languageNameOf } from '../../core/conformance/contracts/languageNames';
import type { SourceFiles, SourceText } from '../../core/conformance/evaluate/evaluationPorts';
import { decode } from '../../core/workspace/textCodec';
import { describeSystemError, errorCode } from '../describeSystemError';
import { sha256 } from '../hash';
import type { NodeWorkspace } from '../nodeWorkspace';

/** More than this nobody looks through. */
const MOST_FILES = 1_000_000;
/** In bytes; longer files were written by a machine. */
const LARGEST = 4_000_000;

const LEADS: Readonly<Record<'outside' | 'guarded', string>> = {
  outside: 'it leads out of the project',
  guarded: 'it leads into .git or .agentforge',
};

/** The files of a project as they are on the disk, by the names that they have there: nothing is written to them. */
export function projectSources(root: string, workspace: NodeWorkspace): SourceFiles {
  return {
    list: () => workspace.list(MOST_FILES),
    async read(path): Promise<SourceText> {
      const leads = await workspace.probe(path);
      if (leads === 'outside' || leads === 'guarded') return unreadable(LEADS[leads]);
      const absolute = join(root, path);
      try {
        const stats = await lstat(absolute);
        if (stats.isSymbolicLink()) return { kind: 'no text' };
        // Whoever opens a pipe waits for its other end.
        if (!stats.isFile()) return unreadable('it is no plain file');
        if (stats.size > LARGEST) return unreadable(`it has more than ${LARGEST} bytes`);
        const bytes = await readFile(absolute);
        const file = decode(bytes, undefined, sha256(bytes));
        if (file !== 'binary') return { kind: 'text', text: file.text };
        if (!bytes.includes(0)) return unreadable('it is no text in UTF-8');
        // In code they may be put there so that nobody looks at the rest.
        if (languageNameOf(path) !== undefined) return unreadable('it has zero bytes, so it is no text in UTF-8');
        return { kind: 'no text' };
      } catch (error) {
        if (errorCode(error) === undefined) throw error;
        return unreadable(describeSystemError(error));
      }
    },
  };
}

function unreadable(why: string): SourceText {
  return { kind: 'unreadable', why };
}
