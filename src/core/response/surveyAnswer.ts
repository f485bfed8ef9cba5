import { firstLines } from '../lib/lines';
import { promptIdsIn } from '../prompt/promptMark';
import { ResponseParser } from './parser';

/** What an answer is, before anything is done with it. */
export interface AnswerSurvey {
  /** The prompts that it names. */
  readonly promptIds: readonly string[];
  /** Paths of the blocks that are closed, as written: hostile. */
  readonly files: readonly string[];
  /** The block in which the answer ends; `path` is hostile, undefined when it names none. */
  readonly cut: { readonly path: string | undefined } | undefined;
  /** The answer without the block in which it ends. */
  readonly whole: string;
}

/** Looks at an answer that is there already. */
export function surveyAnswer(text: string): AnswerSurvey {
  const parser = new ResponseParser();
  const events = [...parser.push(text), ...parser.end()];
  const files: string[] = [];
  let open: string | undefined;
  for (const event of events) {
    if (event.kind === 'block-opened') open = event.path;
    if (event.kind === 'block-closed' && open !== undefined) files.push(open);
  }
  const unclosed = events.find((event) => event.kind === 'block-unclosed');
  const whole = unclosed === undefined ? text : firstLines(text, unclosed.openedAt - 1);
  return {
    promptIds: promptIdsIn(text),
    files,
    cut: unclosed === undefined ? undefined : { path: unclosed.path },
    whole,
  };
}
