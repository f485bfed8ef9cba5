import type { PreparedPrompt } from '../tdflow/preparePrompt';

/** A part of a prompt, or what is not in it. */
export interface ContentRow {
  readonly section: string;
  /** '' where it is no file's. */
  readonly file: string;
  /** At most; undefined where nobody counted. */
  readonly tokens: number | undefined;
  readonly why: string;
}

type Described = Pick<PreparedPrompt, 'prompt' | 'pieces' | 'omitted' | 'notShown' | 'instructionsFrom'>;

/** What a prompt is made of, in its order; the tokens add up to those of the whole prompt. */
export function shownRows({ prompt, pieces, instructionsFrom }: Described): readonly ContentRow[] {
  const rows = pieces.map(({ tag, file, shown, tokens, why }) => ({
    section: tag.replaceAll('_', ' '),
    file: file === undefined ? '' : shown === undefined ? file : `${file} (${shown})`,
    tokens,
    why,
  }));
  const told = rows.reduce((sum, { tokens }) => sum + tokens, 0);
  const frame = {
    section: 'instructions',
    file: instructionsFrom ?? '',
    tokens: prompt.tokens - told,
    why:
      instructionsFrom === undefined
        ? 'the phase, its rules, how to answer'
        : 'a template in place of the usual words of the phase; how to answer',
  };
  return [...rows, frame];
}

/** What is not in a prompt, or not all of it. */
export function leftOutRows({ omitted, notShown }: Described): readonly ContentRow[] {
  return [
    ...omitted.map(({ what, tokens, why }) => ({ section: '', file: what, tokens: tokens || undefined, why })),
    ...notShown.map(({ what, tokens, why }) => ({ section: 'codebase', file: what, tokens: tokens || undefined, why })),
  ];
}
