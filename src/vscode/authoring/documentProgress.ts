import type { AuthoringEvent, PieceEvent } from '../../core/authoring/authoringEvents';
import type { ChangeSet } from '../../core/changes/changeSet';
import { splitLines } from '../../core/lib/lines';
import type { Log } from '../../core/lib/log';
import { estimateWords } from '../../core/outline/costWords';
import { explainInFull } from '../errors';
import type { PhaseRun } from '../phaseRun';

/** Shows documents that are written at the same time as one run: their texts grow together, and each says how far it is. */
export class DocumentProgress {
  private readonly texts = new Map<string, ChangeSet>();
  /** What each document is at; those that ended are not among them. */
  private readonly at = new Map<string, string>();
  private ended = 0;
  private round = 1;
  private isDecided = false;

  constructor(
    private readonly run: PhaseRun,
    private readonly of: number,
    private readonly log: Log,
  ) {}

  async take(event: AuthoringEvent): Promise<void> {
    if (event.kind === 'reviewed') this.isDecided = true;
    if (event.kind !== 'piece') return this.run.take(event);
    // Something is asked for after a review: the user wanted another answer.
    if (this.isDecided) await this.beginAgain();
    await this.takePiece(event.piece, event.event);
  }

  private async beginAgain(): Promise<void> {
    this.isDecided = false;
    this.texts.clear();
    this.round++;
    this.ended = 0;
    await this.run.take({ kind: 'attempt', number: this.round, of: this.round });
  }

  private async takePiece(piece: string, event: PieceEvent): Promise<void> {
    switch (event.kind) {
      case 'prompt': {
        const cost = event.estimate === undefined ? '' : `, ${estimateWords(event.estimate)}`;
        this.log.info(`${piece}: at most ${event.prompt.tokens} tokens${cost}`);
        for (const { what, why } of event.omitted) this.log.info(`left out of the prompt: ${what} (${why})`);
        this.at.set(piece, 'asked for');
        break;
      }
      case 'changes': {
        this.texts.set(piece, event.changes);
        const lines = splitLines(event.changes.files.at(-1)?.text ?? '').length;
        this.at.set(piece, `${lines} lines`);
        await this.run.take({ kind: 'changes', changes: together([...this.texts.values()]) });
        break;
      }
      case 'asking-again':
        this.log.warn(`${piece}: the model is told what is wrong and asked once more. ${event.why}`);
        this.at.set(piece, 'asked for once more');
        break;
      case 'piece-ended':
        if (event.problem !== undefined) this.log.warn(`${piece}: ${explainInFull(event.problem)}`);
        this.at.delete(piece);
        this.ended++;
        break;
      case 'model-started':
        return;
      default:
        return this.run.take(event);
    }
    const coming = [...this.at].map(([name, words]) => `${name} (${words})`).join(', ');
    const have = `${this.ended} of ${this.of} are here`;
    this.run.tell(coming === '' ? have : `${have}; coming: ${coming}`);
  }
}

function together(sets: readonly ChangeSet[]): ChangeSet {
  return {
    files: sets.flatMap(({ files }) => files),
    explanation: '',
    unchanged: sets.flatMap(({ unchanged }) => unchanged),
    notes: sets.flatMap(({ notes }) => notes),
    incomplete: [],
  };
}
