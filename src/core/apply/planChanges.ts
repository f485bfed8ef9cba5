import type { ProposedFile } from '../changes/changeSet';
import type { Problem } from '../errors';
import { inParallel } from '../lib/inParallel';
import type { Result } from '../lib/result';
import { fail, ok } from '../lib/result';
import type { CheckedPath } from '../workspace/checkedPath';
import { encode } from '../workspace/textCodec';
import type { FileChange, FileState } from './fileChange';

/** Files that are read at once. */
const WIDTH = 16;

export interface PlanRequest {
  readonly files: readonly ProposedFile[];
  readonly current: (path: CheckedPath) => Promise<FileState | 'unreadable' | undefined>;
  readonly hash: (bytes: Uint8Array) => string;
}

/** Turns accepted files into changes; a problem when one of them is no longer what the proposal was made from. */
export async function planChanges(request: PlanRequest): Promise<Result<readonly FileChange[], Problem>> {
  const planned = await inParallel(request.files, WIDTH, (file) => planFile(file, request));
  const changed = planned.flatMap((step) => (step.ok ? [] : [step.problem]));
  if (changed.length > 0) return fail({ kind: 'base-changed', paths: changed });
  return ok(planned.flatMap((step) => (step.ok ? step.value : [])));
}

/** The problem is the path of a file that has changed. */
async function planFile(file: ProposedFile, request: PlanRequest): Promise<Result<readonly FileChange[], string>> {
  const { path } = file;
  if (path === undefined) throw new Error('a file without a checked path was accepted');
  const before = await request.current(path);
  const isBase =
    before !== 'unreadable' && (before === undefined ? undefined : request.hash(before.bytes)) === file.base?.hash;
  if (!isBase) return fail(path.relative);
  switch (file.action) {
    case 'delete':
      return ok([{ path, before, after: undefined }]);
    case 'rename':
      if (file.to === undefined) throw new Error('a rename without a checked target was accepted');
      if ((await request.current(file.to)) !== undefined) return fail(file.to.relative);
      return ok([
        { path, before, after: undefined },
        { path: file.to, before: undefined, after: before },
      ]);
    case 'write':
    case 'append':
      return ok([{ path, before, after: afterWriting(file, before) }]);
  }
}

/** The mode is the user's: they may have changed it since the prompt. */
function afterWriting({ text, base }: ProposedFile, before: FileState | undefined): FileState {
  return { bytes: encode(text, base), mode: before?.mode };
}
