import type { ContextChoices } from '../context/contextChoices';
import { choiceFor, PINNED, withChoice } from '../context/contextChoices';
import type { SectionTag } from '../context/section';
import { EXCLUDED } from '../tdflow/excludedFiles';
import type { PreparedPrompt } from '../tdflow/preparePrompt';

/** A file that a person may want in the prompt, or not. */
export interface ContextFile {
  readonly path: string;
  /** Whether it is in the prompt, or would be if it were there. */
  readonly isIn: boolean;
  /** How much of it, and for how many tokens: `whole, 210 tokens`; '' for none. */
  readonly shown: string;
  readonly why: string;
}

/** What the prompt of a phase cannot do without, or what is no choice. */
const CHOOSABLE: ReadonlySet<SectionTag> = new Set(['documents', 'examples', 'codebase', 'related']);

/** The files of a prompt that may be taken out, in its order, and those that came next, best first. */
export function contextFiles({
  pieces,
  omitted,
  notShown,
}: Pick<PreparedPrompt, 'pieces' | 'omitted' | 'notShown'>): readonly ContextFile[] {
  const isIn = pieces.flatMap(({ tag, file, shown = 'whole', tokens, why }) =>
    file !== undefined && CHOOSABLE.has(tag)
      ? [{ path: file, isIn: true, shown: `${shown}, ${tokens} tokens`, why }]
      : [],
  );
  const known = new Set(pieces.map(({ file }) => file));
  const others = [...omitted.filter(({ why }) => why.startsWith(PINNED)), ...notShown]
    .filter(({ what, why }) => !known.has(what) && !why.endsWith(EXCLUDED))
    .map(({ what, why }) => ({ path: what, isIn: why.startsWith(PINNED), shown: '', why }));
  return [...isIn, ...others.filter((each) => each.isIn), ...others.filter((each) => !each.isIn)];
}

/** The choices after a person said of these files which are to be in the prompts of a component. What they did not change stays. */
export function chosenAmong(
  files: readonly ContextFile[],
  wanted: ReadonlySet<string>,
  { choices, component }: { readonly choices: ContextChoices; readonly component: string },
): ContextChoices {
  const pinned = new Set(choiceFor(choices, component).pinned);
  return files.reduce((all, { path, isIn, shown }) => {
    if (wanted.has(path) === isIn) return all;
    // What was pinned and cannot be shown is gone without its pin.
    const wish = wanted.has(path) ? 'pinned' : pinned.has(path) && shown === '' ? 'ranked' : 'leftOut';
    const own = withChoice(all, path, { wish, component });
    return wish === 'ranked' ? withChoice(own, path, { wish, component: undefined }) : own;
  }, choices);
}
