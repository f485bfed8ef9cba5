import type { ChangeSet, ProposedFile } from '../changes/changeSet';
import { checkFile } from '../changes/checks/checkFile';
import type { Problem } from '../errors';
import { interleave } from '../lib/interleave';
import { linkAbort } from '../lib/linkAbort';
import type { ModelProvider, Turn } from '../model/provider';
import { decide, openReview } from '../review/review';
import { reviewFeedback } from '../review/reviewFeedback';
import { applyAccepted } from '../tdflow/applyAccepted';
import { askForReview } from '../tdflow/askForReview';
import type { Consent } from '../tdflow/consent';
import type { InspectFiles } from '../tdflow/inspectFiles';
import type { Ports } from '../tdflow/ports';
import type { AnsweredAttempt, OpenReview } from '../tdflow/stores';
import { undoUnjudged } from '../tdflow/undoUnjudged';
import type { AuthoringEvent, AuthoringOutcome, FailedPiece } from './authoringEvents';
import type { DocumentPiece, DocumentWork } from './documentPiece';
import { leftAnswers } from './leftAnswers';
import type { PiecePorts } from './piecePorts';
import type { WrittenPiece } from './writePiece';
import { writePiece } from './writePiece';

/** Answers that come at the same time: the gate of a key lets in no more. */
const WIDTH = 4;

export type AuthoringPorts = PiecePorts & Pick<Ports, 'writer' | 'journal'>;

export interface AuthoringTools {
  readonly provider: ModelProvider;
  readonly consent: Consent;
  /** Answers that may come at the same time; left out: four. */
  readonly atOnce?: number;
  /** Goes on with this review, in the session that it was left in, before anything is asked for. */
  readonly resume?: OpenReview | undefined;
}

/** Documents on their way, with whatever else belongs to that, for who answers and who consents. */
export type WriteDocuments = (
  tools: AuthoringTools,
  signal: AbortSignal,
) => AsyncGenerator<AuthoringEvent, AuthoringOutcome>;

/**
 * Asks for documents, several at the same time, and writes what a person accepts of them, one journal entry for all. A piece that
 * fails does not stop the others. Nothing of the workspace changes before consent; cancelled or failed, everything is as it was.
 */
export async function* writeDocuments(
  work: DocumentWork,
  { provider, consent, atOnce = WIDTH, resume }: AuthoringTools,
  ports: AuthoringPorts,
  signal: AbortSignal,
): AsyncGenerator<AuthoringEvent, AuthoringOutcome> {
  const stop = linkAbort(signal);
  const discard = async (pieces: readonly WrittenPiece[]): Promise<AuthoringOutcome> => {
    for (const { attempt } of pieces) {
      if (attempt !== undefined) await ports.attempts.discard(work.session.id, attempt.attempt);
    }
    return { kind: 'cancelled' };
  };
  try {
    const resumed = resume === undefined ? undefined : await leftAnswers(work, resume, ports);
    if (resumed?.ok === false) return { kind: 'failed', problem: resumed.problem, failed: [] };
    let left = resumed?.value;
    let asked: readonly Question[] = work.pieces.map((piece) => ({ piece, turns: [] }));
    let kept: readonly ProposedFile[] = [];
    let first: AnsweredAttempt | undefined;
    const problems = new Map<string, Problem>();
    for (;;) {
      const begin = asked.map(
        ({ piece, turns }) =>
          () =>
            writePiece(piece, { work, provider, turns }, ports, stop.signal),
      );
      const written =
        left === undefined ? yield* named(interleave(begin, atOnce), asked) : yield* shownAgain(left.written);
      if (signal.aborted) return left === undefined ? await discard(written) : { kind: 'cancelled' };
      for (const { piece, changes } of written) {
        if (changes.ok) problems.delete(piece.id);
        else problems.set(piece.id, changes.problem);
      }
      const failed = [...problems].map(([piece, problem]) => ({ piece, problem }));
      const changes = joined(kept, written);
      const usable = written.flatMap(({ attempt, changes: { ok } }) => (attempt !== undefined && ok ? [attempt] : []));
      first = usable[0] ?? first;
      if (changes.files.length === 0 || first === undefined) {
        const problem = failed[0]?.problem;
        return problem === undefined ? { kind: 'unchanged', failed } : { kind: 'failed', problem, failed };
      }

      const opened =
        left?.opened ?? kept.reduce((review, { name }) => decide(review, name, 'accepted'), openReview(changes));
      left = undefined;
      const answer = { ...first, cost: costOf(written) };
      const reviewed = yield* askForReview({ inspect: inspector(ports), opened, answer, consent }, ports, signal);
      if (!reviewed.ok) return ended(reviewed.problem, failed);
      const { review, accepted } = reviewed.value;
      if (review.anotherFor !== undefined) {
        kept = accepted;
        asked = again(written, accepted, reviewFeedback(review, review.anotherFor));
        continue;
      }
      if (accepted.length === 0) return { kind: 'rejected', failed };
      return yield* apply(work, { accepted, attempt: first.attempt, failed }, ports);
    }
  } finally {
    stop.unlink();
    stop.abort();
  }
}

/** Answers that are there already, as they are told when they come. */
async function* shownAgain(written: readonly WrittenPiece[]): AsyncGenerator<AuthoringEvent, readonly WrittenPiece[]> {
  for (const { piece, changes } of written) {
    if (!changes.ok) continue;
    const files = changes.value.files.map(({ name }) => name);
    yield { kind: 'piece', piece: piece.id, event: { kind: 'changes', changes: changes.value } };
    yield { kind: 'piece', piece: piece.id, event: { kind: 'piece-ended', files, problem: undefined } };
  }
  return written;
}

interface Question {
  readonly piece: DocumentPiece;
  readonly turns: readonly Turn[];
}

async function* named<E, R>(
  running: AsyncGenerator<readonly [number, E], R>,
  asked: readonly Question[],
): AsyncGenerator<{ readonly kind: 'piece'; readonly piece: string; readonly event: E }, R> {
  try {
    for (;;) {
      const step = await running.next();
      if (step.done === true) return step.value;
      const [index, event] = step.value;
      yield { kind: 'piece', piece: asked[index]?.piece.id ?? '', event };
    }
  } finally {
    await running.return(undefined as never);
  }
}

/** The pieces of which something was not accepted, with what the model is told of the review. */
function again(written: readonly WrittenPiece[], accepted: readonly ProposedFile[], text: string): readonly Question[] {
  const taken = new Set(accepted.map(({ name }) => name));
  const open = written.filter(({ changes }) => changes.ok && changes.value.files.some(({ name }) => !taken.has(name)));
  const asked = open.length === 0 ? written : open;
  return asked.map(({ piece, turns }) => ({ piece, turns: told(turns, text) }));
}

/** What was said last and not answered, and this, are one turn: some services want them to alternate. */
function told(turns: readonly Turn[], text: string): readonly Turn[] {
  const last = turns.at(-1);
  return last?.role === 'user'
    ? [...turns.slice(0, -1), { role: 'user', text: `${last.text}\n\n${text}` }]
    : [...turns, { role: 'user', text }];
}

/** All that is proposed, for one look; a document that came again takes the place of the one before. */
function joined(kept: readonly ProposedFile[], written: readonly WrittenPiece[]): ChangeSet {
  const sets = written.flatMap(({ changes }) => (changes.ok ? [changes.value] : []));
  const files = sets.flatMap((set) => set.files);
  const names = new Set(files.map(({ name }) => name));
  return {
    files: [...kept.filter(({ name }) => !names.has(name)), ...files],
    explanation: sets.flatMap(({ explanation }) => (explanation === '' ? [] : [explanation])).join('\n\n'),
    unchanged: sets.flatMap((set) => set.unchanged),
    notes: sets.flatMap((set) => set.notes),
    incomplete: [],
  };
}

function costOf(written: readonly WrittenPiece[]): number | undefined {
  const costs = written.flatMap(({ attempt }) => (attempt === undefined ? [] : [attempt.cost]));
  return costs.reduce<number | undefined>(
    (sum, cost) => (sum === undefined || cost === undefined ? undefined : sum + cost),
    0,
  );
}

/** Documents promise nothing to tests: what is to be known of them is what the checks of every file find. */
function inspector(ports: AuthoringPorts): InspectFiles {
  return (looked) =>
    Promise.all(
      looked.map(async ({ file, isChecked }) => (isChecked ? file : { ...file, checks: await checkFile(file, ports) })),
    );
}

async function* apply(
  work: DocumentWork,
  about: {
    readonly accepted: readonly ProposedFile[];
    readonly attempt: string;
    readonly failed: readonly FailedPiece[];
  },
  ports: AuthoringPorts,
): AsyncGenerator<AuthoringEvent, AuthoringOutcome> {
  const { accepted, attempt, failed } = about;
  const written = { ...work, component: { name: work.name }, phase: 'documents' as const };
  const applied = await applyAccepted(written, { files: accepted, attempt }, ports);
  if (!applied.ok) return { kind: 'failed', problem: applied.problem, failed };
  const entry = applied.value;
  const settled = await ports.journal.writeEntry({ ...entry, state: 'kept' });
  if (!settled.ok) {
    const back = await undoUnjudged(entry, ports);
    return { kind: 'failed', problem: back.ok ? settled.problem : back.problem, failed };
  }
  const files = entry.changes.map(({ path }) => path);
  yield { kind: 'applied', files, journalEntry: entry.id };
  return { kind: 'written', files, journalEntry: entry.id, failed };
}

function ended(problem: Problem, failed: readonly FailedPiece[]): AuthoringOutcome {
  return problem.kind === 'cancelled' ? { kind: 'cancelled' } : { kind: 'failed', problem, failed };
}
