import type { Finding } from './codebaseSearch';
import type { Omission } from './contextBundle';
import type { Section, SectionTag } from './section';
import { pieceTokens, TAG_TOKENS } from './sectionTokens';
import type { TokenCounter } from './tokenCounter';

/** What of the findings is shown. */
export interface FilledCodebase {
  /** In the order of the findings. */
  readonly sections: readonly Section[];
  /** Findings that are not shown at all. */
  readonly omitted: readonly Omission[];
}

/** What a way to show a file is worth, of the whole file's worth. */
const WORTH = { inShort: 0.6, signatures: 0.8, whole: 1 } as const;

/** A way to show a finding. */
interface View {
  readonly section: Section;
  readonly tokens: number;
  readonly worth: number;
}

/**
 * Fills `room` tokens with what is worth most for each token: a file in short, as signatures, whole, or not at all. Goes on until
 * nothing more fits, and never over. Deterministic.
 */
export function fillCodebase(
  findings: readonly Finding[],
  { tag, room, count }: { readonly tag: SectionTag; readonly room: number; readonly count: TokenCounter },
): FilledCodebase {
  const views = findings.map((finding) => viewsOf(finding, tag, count));
  const steps = views
    .flatMap((each, index) => stepsOf(each).map((step) => ({ ...step, index })))
    .sort((a, b) => b.density - a.density || a.index - b.index || a.to.tokens - b.to.tokens);
  const chosen = new Map<number, View>();
  let free = room - TAG_TOKENS;
  const choose = (index: number, view: View): void => {
    const more = view.tokens - (chosen.get(index)?.tokens ?? 0);
    if (more > free || view.worth <= (chosen.get(index)?.worth ?? 0)) return;
    chosen.set(index, view);
    free -= more;
  };
  for (const { index, to } of steps) choose(index, to);
  // What the best way of a file had no room for may be filled with a way that is worth less for its tokens.
  for (const [index, each] of views.entries()) for (const view of each) choose(index, view);

  return {
    sections: views.flatMap((_, index) => chosen.get(index)?.section ?? []),
    omitted: findings.flatMap(({ path, leftOut = 'no room in the budget' }, index) =>
      chosen.has(index) ? [] : [{ what: path, tokens: views[index]?.[0]?.tokens ?? 0, why: leftOut }],
    ),
  };
}

/** From the least to the whole; a way that is no shorter than a better one is left out. */
function viewsOf(
  { path, score, why, outline, inShort, text }: Finding,
  tag: SectionTag,
  count: TokenCounter,
): readonly View[] {
  const made = (worth: number, shown: Section['shown'], content: string): View => {
    const section = { tag, file: path, text: content, why, ...(shown === undefined ? {} : { shown }) };
    return { section, tokens: pieceTokens(section, count), worth: worth * score };
  };
  const all = [
    ...(outline === ''
      ? []
      : [made(WORTH.inShort, 'in short', inShort), made(WORTH.signatures, 'signatures', outline)]),
    ...(text === undefined ? [] : [made(WORTH.whole, undefined, text)]),
  ];
  return all.filter((view, index) => all.slice(index + 1).every((better) => view.tokens < better.tokens));
}

interface Step {
  readonly to: View;
  /** Worth that is won for each token that it takes more than the step before. */
  readonly density: number;
}

/** The ways of a file that are worth their tokens, each as a step from the one before; what another pair of ways surpasses is skipped. */
function stepsOf(views: readonly View[]): readonly Step[] {
  const steps: Step[] = [];
  for (let from = { tokens: 0, worth: 0 }, left = views; left.length > 0; ) {
    const start = from;
    const densities = left.map((view) => (view.worth - start.worth) / Math.max(1, view.tokens - start.tokens));
    const best = densities.indexOf(Math.max(...densities));
    const to = left[best];
    if (to === undefined) break;
    steps.push({ to, density: densities[best] ?? 0 });
    from = to;
    left = left.slice(best + 1);
  }
  return steps;
}
