import type { PieceEvent } from '../../../core/authoring/authoringEvents';
import { splitLines } from '../../../core/lib/lines';
import { estimateWords, paidWords } from '../../../core/outline/costWords';
import { usageWords, waitWords } from '../../../core/outline/modelWords';
import { explainInTerminal } from '../explainInTerminal';

/** One line about one of several documents that are written at the same time; undefined where there is nothing to tell. */
export interface PieceLine {
  readonly label: string;
  readonly text: string;
  readonly tone: 'plain' | 'dim' | 'bad' | 'progress';
}

/** What is told of a piece; a growing text is `progress`, which the next line may write over. */
export function pieceLine(piece: string, event: PieceEvent): PieceLine | undefined {
  const line = (label: string, text: string, tone: PieceLine['tone'] = 'plain'): PieceLine => ({
    label,
    text: `${piece}: ${text}`,
    tone,
  });
  switch (event.kind) {
    case 'prompt': {
      const cost = event.estimate === undefined ? '' : `, ${estimateWords(event.estimate)}`;
      return line('prompt', `at most ${event.prompt.tokens} tokens${cost}`);
    }
    case 'model-started':
      return line('answer', event.label);
    case 'model-retrying':
    case 'model-waiting':
    case 'model-continuing':
      return line('', waitWords(event, Math.ceil((event.delayMs ?? 0) / 1_000)), 'dim');
    case 'changes': {
      const file = event.changes.files.at(-1);
      return file && line('receiving', `${splitLines(file.text).length} lines`, 'progress');
    }
    case 'model-ended':
      return event.usage && line('', `${usageWords(event.usage)}, ${paidWords(event.cost, event.usage)}`, 'dim');
    case 'asking-again':
      return line('again', `${event.why.split('\n', 1)[0] ?? ''} The model is told, and asked once more.`);
    case 'piece-ended': {
      if (event.problem?.kind === 'cancelled') return undefined;
      if (event.problem !== undefined) return line('failed', explainInTerminal(event.problem).what, 'bad');
      return line('received', event.files.length === 0 ? 'nothing changes' : event.files.join(', '));
    }
  }
}
