import { fenced, markdownTable, oneLine } from '../lib/markdown';
import type { WritingPhase } from '../phase';
import { PHASE_LABEL } from '../phase';
import { promptAsText } from '../prompt/prompt';
import type { PreparedPrompt } from '../tdflow/preparePrompt';
import type { ContentRow } from './promptContents';
import { leftOutRows, shownRows } from './promptContents';

/** What a prompt is for. */
export interface PromptPurpose {
  readonly component: string;
  readonly phase: WritingPhase;
  /** In tokens. */
  readonly budget: number;
}

/** A prompt as a Markdown document: what is in it and why, what is not, and its text. */
export function promptReport(prepared: PreparedPrompt, { component, phase, budget }: PromptPurpose): string {
  const leftOut = leftOutRows(prepared);
  return [
    `# Prompt for ${PHASE_LABEL[phase]} of ${oneLine(component)}`,
    `At most ${prepared.prompt.tokens} tokens of ${budget}. Nothing was sent.`,
    '## What is in it',
    table(shownRows(prepared)),
    '## What is left out',
    leftOut.length === 0 ? 'Nothing.' : table(leftOut),
    '## The prompt',
    fenced(promptAsText(prepared.prompt)),
    '',
  ].join('\n\n');
}

function table(rows: readonly ContentRow[]): string {
  return markdownTable(
    ['section', 'file', 'tokens', 'why'],
    rows.map(({ section, file, tokens, why }) => [section, file, tokens === undefined ? '' : String(tokens), why]),
  );
}
