import type { ChangeSet } from '../changes/changeSet';
import { describeProposal } from '../changes/describeProposal';
import type { Problem } from '../errors';
import type { Result } from '../lib/result';
import { fail, ok } from '../lib/result';
import { isPasted } from '../model/pastedProvider';
import type { ModelProvider, Turn } from '../model/provider';
import { describeUnusable } from '../tdflow/describeUnusable';
import { generate } from '../tdflow/generate';
import { GrowingAnswer } from '../tdflow/growingAnswer';
import { estimateOf } from '../tdflow/prepareToSend';
import type { AnsweredAttempt } from '../tdflow/stores';
import type { PieceEvent } from './authoringEvents';
import type { DocumentPiece, DocumentWork } from './documentPiece';
import { workOn } from './documentPiece';
import { documentPrompt } from './documentPrompt';
import type { PiecePorts } from './piecePorts';
import { wholeAnswer } from './wholeAnswer';

/** The first answer, and one more when the model was told what is wrong with it. */
const MOST_ANSWERS = 2;

export interface PieceTools {
  readonly work: DocumentWork;
  readonly provider: ModelProvider;
  /** What was said after the prompt already. */
  readonly turns: readonly Turn[];
}

/** What one piece came to. */
export interface WrittenPiece {
  readonly piece: DocumentPiece;
  /** Undefined when the model was not asked. */
  readonly attempt: AnsweredAttempt | undefined;
  /** What was said until now, its answer last: a further question goes on from there. */
  readonly turns: readonly Turn[];
  readonly changes: Result<ChangeSet, Problem>;
}

/** Asks for the documents of one piece and reads the answer; touches no file of the workspace. */
export async function* writePiece(
  piece: DocumentPiece,
  tools: PieceTools,
  ports: PiecePorts,
  signal: AbortSignal,
): AsyncGenerator<PieceEvent, WrittenPiece> {
  const { work, provider } = tools;
  const asked = workOn(work, piece);
  const { prompt, omitted } = await documentPrompt(piece, ports);
  yield { kind: 'prompt', prompt, omitted, estimate: estimateOf(asked, prompt.tokens, provider) };
  const budget = work.config.maxContextTokens;
  let { turns } = tools;
  let attempt: AnsweredAttempt | undefined;
  const end = async function* (changes: Result<ChangeSet, Problem>): AsyncGenerator<PieceEvent, WrittenPiece> {
    const files = changes.ok ? changes.value.files.map(({ name }) => name) : [];
    yield { kind: 'piece-ended', files, problem: changes.ok ? undefined : changes.problem };
    return { piece, attempt, turns, changes };
  };
  if (prompt.tokens > budget) return yield* end(fail({ kind: 'budget-too-small', needed: prompt.tokens, budget }));

  for (let number = 1; ; number++) {
    if (signal.aborted) return yield* end(fail({ kind: 'cancelled' }));
    // Before the model is asked: an answer that is paid for must have a place to be kept.
    const opened = await ports.attempts.open(work.session.id, asked.phase, piece.id);
    if (!opened.ok) return yield* end(opened);
    const saved = await ports.attempts.savePrompt(work.session.id, opened.value, prompt);
    if (!saved.ok) return yield* end(saved);
    const answer = new GrowingAnswer(piece, ports);
    const generated = yield* generate({ task: asked, prompt, turns, provider, answer }, ports, signal);
    if (signal.aborted) {
      await ports.attempts.discard(work.session.id, opened.value);
      return yield* end(fail({ kind: 'cancelled' }));
    }
    const cost = together(attempt, generated.cost);
    attempt = { attempt: opened.value, model: generated.modelName, cost };
    const kept = await ports.attempts.saveAnswer(work.session.id, opened.value, generated.answer);
    if (!kept.ok) return yield* end(kept);
    const whole = generated.isRepairable ? await wholeAnswer(generated, piece, ports) : undefined;
    const changes = whole ?? generated.changes;
    // Services refuse a turn that says nothing.
    if (generated.answer.trim() !== '') turns = [...turns, { role: 'assistant', text: generated.answer }];
    const faults = changes.ok ? (piece.faultsOf?.(changes.value.files) ?? []) : [];
    const why = changes.ok ? faults.join('\n') : describeUnusable(changes.problem, generated.changeSet);
    const isMendable = generated.isRepairable && generated.answer.trim() !== '' && !isPasted(provider);
    const canAsk = number < MOST_ANSWERS && isMendable;
    if (why !== '' && canAsk) {
      yield { kind: 'asking-again', why };
      turns = [...turns, { role: 'user', text: feedback(why) }];
      continue;
    }
    if (!changes.ok) return yield* end(changes);
    const { files, notes } = changes.value;
    const finished = files.map((file) => ({ ...file, text: piece.finish?.(file.text) ?? file.text }));
    const proposal = withoutRefused({ ...changes.value, files: finished, notes: [...notes, ...faults] });
    const described = await ports.attempts.saveProposal(work.session.id, opened.value, describeProposal(proposal));
    return yield* end(described.ok ? ok(proposal) : described);
  }
}

function feedback(why: string): string {
  return `That cannot be used as it is:\n${why}\nAnswer once more in the same format, with the whole document.`;
}

function together(before: AnsweredAttempt | undefined, cost: number | undefined): number | undefined {
  if (before === undefined) return cost;
  return before.cost === undefined || cost === undefined ? undefined : before.cost + cost;
}

/** What may never be written is no part of what a person decides about; they are told. */
function withoutRefused(changes: ChangeSet): ChangeSet {
  const notes = changes.files.flatMap(({ name, refusal }) =>
    refusal === undefined ? [] : [`${name} is left out: ${refusal.detail}`],
  );
  return {
    ...changes,
    files: changes.files.filter(({ refusal }) => refusal === undefined),
    notes: [...changes.notes, ...notes],
  };
}
