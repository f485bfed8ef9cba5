import type { Problem } from '../core/errors';
import { parseJson } from '../core/lib/parseJson';
import type { Result } from '../core/lib/result';
import { fail } from '../core/lib/result';
import type { LeftDocuments, OpenReview, ReviewStore } from '../core/tdflow/stores';
import { attemptFile, HISTORY_FOLDER, historyFolder } from '../core/workspace/ownPath';
import type { OwnFiles } from './ownFiles';
import type { ProcessIdentity } from './processIdentity';
import { findProcess, ownIdentity, parseIdentity } from './processIdentity';
import type { FindSeal, Seal } from './seal';

/** An open review is among the last attempts, or nobody remembers what it was about. */
const LOOKED_AT = 20;
/** The attempts at documents, by their names. */
const OF_DOCUMENTS = /^\d+-documents-/;

/** Open reviews as files beside their attempts, under the user's own seal: a review that a repository brings along is none. */
export class ReviewFiles implements ReviewStore {
  constructor(
    private readonly files: OwnFiles,
    private readonly findSeal: FindSeal,
  ) {}

  async save(sessionId: string, open: OpenReview, by: 'held' | 'left'): Promise<Result<undefined, Problem>> {
    const path = attemptFile(sessionId, open.attempt, 'review.json');
    if (!path.ok) return fail({ kind: 'input-invalid', detail: path.problem });
    const kept = { holder: by === 'held' ? await ownIdentity() : null, open };
    const seal = await this.findSeal();
    if (!seal.ok) return seal;
    return this.files.write(path.value, `${JSON.stringify({ seal: seal.value.of(sealed(kept)), ...kept })}\n`);
  }

  async list(sessionId: string): Promise<readonly OpenReview[]> {
    const attempts = (await this.attempts(sessionId)).slice(0, LOOKED_AT);
    const found = await Promise.all(attempts.map((attempt) => this.read(sessionId, attempt)));
    return found.filter((open) => open !== undefined);
  }

  async listDocuments(): Promise<readonly LeftDocuments[]> {
    // Their names begin with the time.
    const sessions = (await this.files.list(HISTORY_FOLDER)).toReversed().slice(0, LOOKED_AT);
    const found = await Promise.all(
      sessions.map(async (sessionId) => {
        const attempts = (await this.attempts(sessionId)).filter((attempt) => OF_DOCUMENTS.test(attempt));
        const left = await Promise.all(attempts.slice(0, LOOKED_AT).map((attempt) => this.read(sessionId, attempt)));
        return left.flatMap((open) => (open?.phase === 'documents' ? [{ ...open, sessionId }] : []));
      }),
    );
    return found.flat();
  }

  async remove(sessionId: string, attempt: string): Promise<void> {
    const path = attemptFile(sessionId, attempt, 'review.json');
    if (path.ok) await this.files.remove(path.value);
  }

  /** The newest first. */
  private async attempts(sessionId: string): Promise<readonly string[]> {
    const history = historyFolder(sessionId);
    return history.ok ? [...(await this.files.list(history.value))].sort(byNumber) : [];
  }

  private async read(sessionId: string, attempt: string): Promise<OpenReview | undefined> {
    const path = attemptFile(sessionId, attempt, 'review.json');
    const text = path.ok ? await this.files.readText(path.value) : undefined;
    const seal = text === undefined ? undefined : await this.findSeal();
    const kept = text === undefined || seal?.ok !== true ? undefined : parse(text, seal.value);
    if (kept === undefined || kept.open.attempt !== attempt) return undefined;
    const { holder, open } = kept;
    const found = holder === undefined ? 'gone' : await findProcess(holder);
    return found === 'running' || found === 'perhaps' ? undefined : open;
  }
}

/** The newest first: names begin with a number that may have grown by a digit. */
function byNumber(a: string, b: string): number {
  return Number.parseInt(b, 10) - Number.parseInt(a, 10) || (a < b ? 1 : -1);
}

interface Kept {
  /** Undefined for a review that was left. */
  readonly holder: ProcessIdentity | undefined;
  readonly open: OpenReview;
}

/** Says what is sealed: the seal of a journal entry is no seal of a review. */
function sealed({ holder, open }: { readonly holder: unknown; readonly open: unknown }): string {
  return `review ${JSON.stringify([holder, open]) ?? ''}`;
}

/** What has the seal was written here, so its shape is right; undefined for everything else. */
function parse(text: string, seal: Seal): Kept | undefined {
  type Sealed = { readonly seal?: unknown; readonly holder?: unknown; readonly open?: unknown };
  const { seal: given, holder, open } = (parseJson(text) ?? {}) as Sealed;
  if (typeof given !== 'string' || !seal.holds(sealed({ holder, open }), given)) return undefined;
  return { holder: parseIdentity(holder), open: open as OpenReview };
}
