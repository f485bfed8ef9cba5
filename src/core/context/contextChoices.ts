import { foldCase } from '../workspace/foldCase';

/** Why a file is in the prompt, or not, for people. */
export const PINNED = 'pinned by you';
export const LEFT_OUT = 'left out by you';

/** Paths that the user chose, workspace-relative, with forward slashes and none at the end. No path is in both. */
export interface FileChoice {
  /** In the prompt, whole where they fit. */
  readonly pinned: readonly string[];
  /** Never in the prompt. One of a folder stands for all that is below it, but for files that are pinned by their own name. */
  readonly leftOut: readonly string[];
}

/** What the user chose for prompts: for all components, and for single ones by their name. */
export interface ContextChoices {
  readonly always: FileChoice;
  readonly components: Readonly<Record<string, FileChoice>>;
  /** What in the file of choices was not understood and holds for nothing, one sentence each, with its line. */
  readonly warnings?: readonly string[];
}

/** The choices with these on top, for all components: what is said for one run wins over all that is kept. */
export function forThisRun(choices: ContextChoices, run: FileChoice): ContextChoices {
  return {
    ...choices,
    always: over(choices.always, run),
    components: mapValues(choices.components, (own) => over(own, run)),
  };
}

/** What may be chosen for a file: `ranked` is what the ranking says. */
export type Wish = 'pinned' | 'leftOut' | 'ranked';

const NOTHING: FileChoice = { pinned: [], leftOut: [] };
export const NO_CHOICES: ContextChoices = { always: NOTHING, components: {} };

/** What holds for a component: what is chosen for it alone wins over what is chosen for all. */
export function choiceFor({ always, components }: ContextChoices, component: string): FileChoice {
  return over(always, ownChoice(components, component));
}

function ownChoice(components: ContextChoices['components'], component: string): FileChoice {
  const key = keyOf(components, component);
  return Object.hasOwn(components, key) ? (components[key] ?? NOTHING) : NOTHING;
}

/** How a component is called in the choices: `Cart` is `cart`, unless there are both. */
function keyOf(components: ContextChoices['components'], component: string): string {
  const keys = Object.keys(components);
  return (
    keys.find((key) => key === component) ?? keys.find((key) => foldCase(key) === foldCase(component)) ?? component
  );
}

/** Whether a path is left out by a path that is chosen: its own, or that of a folder above it. */
export function isBelow(path: string, chosen: string): boolean {
  return path === chosen || path.startsWith(`${chosen}/`);
}

/** The choice with another on top of it, which wins. */
function over(below: FileChoice, above: FileChoice): FileChoice {
  const decided = new Set([...above.pinned, ...above.leftOut]);
  const rest = (paths: readonly string[]) => paths.filter((path) => !decided.has(path));
  const isGone = (path: string) => above.leftOut.some((each) => isBelow(path, each));
  return {
    pinned: [...above.pinned, ...rest(below.pinned).filter((path) => !isGone(path))],
    leftOut: [...above.leftOut, ...rest(below.leftOut)],
  };
}

/** The choices with another one for a file: of one component, or of all, and then of each. */
export function withChoice(
  choices: ContextChoices,
  path: string,
  { wish, component }: { readonly wish: Wish; readonly component: string | undefined },
): ContextChoices {
  if (component !== undefined) {
    const key = keyOf(choices.components, component);
    const own = decided(ownChoice(choices.components, component), path, wish);
    return tidied({ ...choices, components: { ...choices.components, [key]: own } });
  }
  const components = mapValues(choices.components, (choice) => decided(choice, path, 'ranked'));
  return tidied({ ...choices, always: decided(choices.always, path, wish), components });
}

function decided({ pinned, leftOut }: FileChoice, path: string, wish: Wish): FileChoice {
  const without = (paths: readonly string[]) => paths.filter((each) => each !== path);
  const withIt = (paths: readonly string[]) => [...without(paths), path].sort();
  return {
    pinned: wish === 'pinned' ? withIt(pinned) : without(pinned),
    leftOut: wish === 'leftOut' ? withIt(leftOut) : without(leftOut),
  };
}

function tidied(choices: ContextChoices): ContextChoices {
  const used = Object.entries(choices.components).filter(
    ([, { pinned, leftOut }]) => pinned.length + leftOut.length > 0,
  );
  return { ...choices, components: Object.fromEntries(used) };
}

function mapValues(
  choices: Readonly<Record<string, FileChoice>>,
  change: (choice: FileChoice) => FileChoice,
): Readonly<Record<string, FileChoice>> {
  return Object.fromEntries(Object.entries(choices).map(([name, choice]) => [name, change(choice)]));
}
