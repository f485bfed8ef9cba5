import type { ChangeSet, ProposedFile } from '../changes/changeSet';
import type { CheckedPath } from '../workspace/checkedPath';
import type { Review } from './review';
import { openReview } from './review';
import type { Decision, ReviewedFile } from './reviewedFile';
import { withDecisions, withText } from './reviewedFile';

type SavedFile = Omit<ProposedFile, 'path' | 'to'> & {
  readonly path: string | undefined;
  readonly to: string | undefined;
  /** Where both were behind symbolic links when the file was proposed. */
  readonly real: readonly (string | undefined)[];
};

/** A review as plain data: paths as text, to be checked again. */
export interface SavedReview {
  readonly changes: Omit<ChangeSet, 'files'> & { readonly files: readonly SavedFile[] };
  readonly decisions: readonly {
    readonly decision: Decision;
    readonly text: string;
    readonly reason: string;
    readonly hunks: readonly Decision[];
  }[];
}

/** The review as plain data. */
export function saveReview({ changes, files }: Review): SavedReview {
  return {
    changes: {
      ...changes,
      files: changes.files.map((file) => ({
        ...{ ...file, path: file.path?.relative, to: file.to?.relative },
        real: [file.path?.real, file.to?.real],
      })),
    },
    decisions: files.map(({ decision, text, reason, hunks }) => ({
      ...{ decision, text, reason },
      hunks: hunks.map((hunk) => hunk.decision),
    })),
  };
}

/** The review as it was left. A file whose path does not hold any more, or leads elsewhere by now, is refused. */
export async function restoreReview(
  { changes, decisions }: SavedReview,
  check: (path: string) => Promise<CheckedPath | undefined>,
): Promise<Review> {
  const files = await Promise.all(changes.files.map((file) => restoreFile(file, check)));
  const open = openReview({ ...changes, files });
  return { ...open, files: open.files.map((file, index) => decided(file, decisions[index])) };
}

async function restoreFile(
  { real, ...file }: SavedFile,
  check: (path: string) => Promise<CheckedPath | undefined>,
): Promise<ProposedFile> {
  const [path, to] = [file.path, file.to].map((given) => (given === undefined ? undefined : check(given)));
  const restored = { ...file, path: await path, to: await to };
  const isLost = restored.path?.real !== (real[0] ?? undefined) || restored.to?.real !== (real[1] ?? undefined);
  const detail = `${file.name} is not the same file in this folder any more`;
  return isLost ? { ...restored, refusal: { kind: 'path', detail } } : restored;
}

function decided(file: ReviewedFile, saved: SavedReview['decisions'][number] | undefined): ReviewedFile {
  if (saved === undefined || file.file.refusal !== undefined) return file;
  const { decision, reason } = saved;
  return { ...withDecisions(withText(file, saved.text), saved.hunks), decision, reason };
}
