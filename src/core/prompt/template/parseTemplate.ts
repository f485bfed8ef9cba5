import type { Problem } from '../../errors';
import type { Result } from '../../lib/result';
import { fail, ok } from '../../lib/result';
import type { WritingPhase } from '../../phase';
import type { Placeholder, Template, TemplateFile } from './template';
import { NEEDED, PLACEHOLDERS, written } from './template';

/** A comment with the line end after it, braces that stand for themselves, a placeholder; then what lacks its end. */
const SPECIAL = /<!--[\s\S]*?-->\n?|\\\{\{|\{\{([^\n]*?)\}\}|<!--|\{\{/g;

/** Reads a template: comments are left out, and each placeholder is one that there is. Problems are `template-invalid`, the first one. */
export function parseTemplate({ path, text: given }: TemplateFile, phase: WritingPhase): Result<Template, Problem> {
  const text = given.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
  const refuse = (at: number, detail: string, remedy: string): Result<never, Problem> => {
    const before = text.slice(0, at).split('\n');
    const position = { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
    return fail({ kind: 'template-invalid', place: { path, position }, detail, remedy });
  };
  const parts: Template['parts'][number][] = [];
  let end = 0;
  for (const match of text.matchAll(SPECIAL)) {
    const [found, inside] = match;
    parts.push(text.slice(end, match.index));
    end = match.index + found.length;
    if (inside !== undefined) {
      const name = inside.trim();
      if (!isPlaceholder(name))
        return refuse(match.index, `there is no placeholder ${found}`, `${KNOWN} ${AS_THEY_ARE}`);
      parts.push({ placeholder: name });
    } else if (found === '{{')
      return refuse(match.index, 'a placeholder is not closed on its line', `Write }} after its name. ${AS_THEY_ARE}`);
    else if (found === '<!--') return refuse(match.index, 'a comment is not closed', 'Write --> where it ends.');
    else if (found === '\\{{') parts.push('{{');
  }
  parts.push(text.slice(end));
  const missing = NEEDED[phase].find(
    (name) => !parts.some((part) => typeof part === 'object' && part.placeholder === name),
  );
  if (missing !== undefined)
    return refuse(
      0,
      `the instructions do not say ${written(missing)}, ${PLACEHOLDERS[missing]}`,
      `Write ${written(missing)} where they are to name it. "agentforge template ${phase}" prints the usual ones.`,
    );
  return ok({ parts });
}

const KNOWN = `There are ${Object.keys(PLACEHOLDERS).map(written).join(', ')}.`;
const AS_THEY_ARE = 'Two braces that stand for themselves are written \\{{.';

function isPlaceholder(name: string): name is Placeholder {
  return Object.hasOwn(PLACEHOLDERS, name);
}
