import { lineAt, maskSource } from '../../kit/maskSource';
import type { Sources } from '../../kit/sourceFiles';
import type { Breach } from './breach';

// A property or a method may be called `any`: AbortSignal.any(..), { any: 1 }.
const ANY = /(?<![\w$.#])any(?![\w$])(?!\s*\()/g;
const UNFINISHED = /\b(?:TODO|FIXME)\b/;
const SUPPRESSION = /(?:biome-ignore(?:-\w+)?|eslint-disable[\w-]*|@ts-(?:ignore|expect-error|nocheck))(?<rest>[^\n]*)/;
const REASON = /(?::|--)\s*\S.{9,}/;

/** The type `any`. */
export function anyBreaches(sources: Sources): readonly Breach[] {
  return codeBreaches(sources, ANY, 'any hides what is there: use unknown and look, or name the type');
}

/** Code (not comments, not texts) that a pattern with the flag `g` finds. */
export function codeBreaches(sources: Sources, pattern: RegExp, message: string): readonly Breach[] {
  return [...sources].flatMap(([file, text]) => {
    const { code } = maskSource(text);
    return [...code.matchAll(pattern)].map(({ index }) => ({ file, line: lineAt(code, index), message }));
  });
}

/** Comments that put work off, and suppressed warnings without a reason of ten characters or more beside them. */
export function commentBreaches(sources: Sources): readonly Breach[] {
  return [...sources].flatMap(([file, text]) =>
    maskSource(text).comments.flatMap((comment) =>
      comment.text.split('\n').flatMap((words, index) => {
        const line = comment.line + index;
        if (UNFINISHED.test(words)) return [{ file, line, message: 'finish it, or open an issue' }];
        const rest = SUPPRESSION.exec(words)?.groups?.['rest'];
        return rest === undefined || REASON.test(rest) ? [] : [{ file, line, message: 'say why, after a colon' }];
      }),
    ),
  );
}
