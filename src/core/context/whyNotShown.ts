import { languageOfPath } from '../codebase/language';
import { LEFT_OUT_WORDS, whyLeftOutByName } from '../codebase/listing/whyLeftOut';
import type { CheckedPath } from '../workspace/checkedPath';

type WhyExcluded = (path: string) => string | undefined;

/** Why no model may be shown a file, for people, by its own name or by that of what it leads to; undefined for one that may be shown. */
export function whyNotShown({ names }: CheckedPath, whyExcluded: WhyExcluded): string | undefined {
  return whyAny(names, whyExcluded) ?? whySecret(names);
}

/** The same for a file that a component is written to: its code and its tests may be called `secrets.py`, what they lead to may not. */
export function whyOwnNotShown({ names, relative }: CheckedPath, whyExcluded: WhyExcluded): string | undefined {
  const isCode = languageOfPath(relative) !== undefined;
  return whyAny(names, whyExcluded) ?? whySecret(names.filter((name) => name !== relative || !isCode));
}

function whyAny(names: readonly string[], whyExcluded: WhyExcluded): string | undefined {
  for (const name of names) {
    const why = whyExcluded(name);
    if (why !== undefined) return `it is ${why}`;
  }
  return undefined;
}

function whySecret(names: readonly string[]): string | undefined {
  return names.some((name) => whyLeftOutByName(name, 0) === 'secret') ? LEFT_OUT_WORDS.secret : undefined;
}
