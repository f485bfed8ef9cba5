import type { ProposedFile } from '../changes/changeSet';
import type { Problem } from '../errors';
import type { Result } from '../lib/result';
import { fail, ok } from '../lib/result';
import type { CheckedPath } from '../workspace/checkedPath';
import { encode } from '../workspace/textCodec';
import type { FileChange, FileState } from './fileChange';

export interface PlanRequest {
  readonly files: readonly ProposedFile[];
  readonly current: (path: CheckedPath) => Promise<FileState | 'unreadable' | undefined>;
  readonly hash: (bytes: Uint8Array) => string;
}

/** Turns accepted files into changes; a problem when one of them is no longer what the proposal was made from. */
export async function planChanges(request: PlanRequest): Promise<Result<readonly FileChange[], Problem>> {
  const changes: FileChange[] = [];
  const changed: string[] = [];
  for (const file of request.files) {
    if (file.path === undefined) throw new Error('a file without a checked path was accepted');
    const before = await request.current(file.path);
    if (
      before === 'unreadable' ||
      (before === undefined ? undefined : request.hash(before.bytes)) !== file.base?.hash
    ) {
      changed.push(file.path.relative);
      continue;
    }
    if (file.action === 'delete') changes.push({ path: file.path, before, after: undefined });
    else if (file.action === 'rename') {
      if (file.to === undefined) throw new Error('a rename without a checked target was accepted');
      if ((await request.current(file.to)) !== undefined) changed.push(file.to.relative);
      changes.push({ path: file.path, before, after: undefined }, { path: file.to, before: undefined, after: before });
    } else changes.push({ path: file.path, before, after: afterWriting(file) });
  }
  return changed.length > 0 ? fail({ kind: 'base-changed', paths: changed }) : ok(changes);
}

function afterWriting(file: ProposedFile): FileState {
  return { bytes: encode(file.text, file.base), mode: file.base?.mode };
}
