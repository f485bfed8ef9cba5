import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Problem } from '../../core/errors';
import type { Result } from '../../core/lib/result';
import { fail, ok } from '../../core/lib/result';
import { errorCode } from '../describeSystemError';
import type { Environment } from '../environment';
import { listWithGit } from '../git';
import type { NodeWorkspace } from '../nodeWorkspace';
import { folderFromRoot } from '../project';

/** More than this nobody looks through. */
const MOST_FILES = 1_000_000;

interface Where {
  /** Absolute. */
  readonly root: string;
  readonly cwd: string;
  readonly environment: Environment;
  readonly workspace: NodeWorkspace;
}

/** Workspace-relative, sorted. */
export interface ChosenFiles {
  readonly files: readonly string[];
  /** What was named, is deleted, and git still knows: a hook names such files, too. */
  readonly deleted: readonly string[];
}

/** The files that a person names, those in a folder that is named among them. A name of nothing is a problem. */
export async function chosenFiles(paths: readonly string[], where: Where): Promise<Result<ChosenFiles, Problem>> {
  const { root, cwd, workspace } = where;
  const listed = await workspace.list(MOST_FILES);
  const files = new Set<string>();
  const deleted = new Set<string>();
  for (const given of paths) {
    const inside = folderFromRoot(root, cwd, given);
    if (!inside.ok) return inside;
    const path = inside.value;
    const below = path === '' ? listed : listed.filter((each) => each.startsWith(`${path}/`));
    const kind = await kindOf(join(root, path));
    if (below.length > 0) for (const each of below) files.add(each);
    else if (kind === 'file') files.add(path);
    else if (kind === 'nothing' && (await wasThere(path, where))) deleted.add(path);
    else return refuse(given, kind);
  }
  return ok({ files: [...files].sort(), deleted: [...deleted].sort() });
}

function refuse(given: string, kind: 'folder' | 'nothing'): Result<never, Problem> {
  const detail =
    kind === 'folder'
      ? `${given} has no file that could be checked: it is empty, or git ignores what is in it.`
      : `There is no file or folder ${given}. Look at how it is spelt, and from which folder.`;
  return fail({ kind: 'input-invalid', detail });
}

async function kindOf(absolute: string): Promise<'file' | 'folder' | 'nothing'> {
  try {
    return (await lstat(absolute)).isDirectory() ? 'folder' : 'file';
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return 'nothing';
  }
}

/** Whether git has it in the last commit or in the index; before the first commit there is only the index. */
async function wasThere(path: string, { root, environment }: Where): Promise<boolean> {
  const about = ['--', `:(literal)${path}`];
  const known =
    (await listWithGit(root, environment, ['--with-tree=HEAD', ...about])) ??
    (await listWithGit(root, environment, about));
  return known !== undefined && known.length > 0;
}
