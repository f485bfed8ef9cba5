import type { MarkdownSection } from '../spec/markdown/markdownSections';
import { allSections, readSections } from '../spec/markdown/markdownSections';
import type { Component } from '../spec/specification';

/** A longer document would take the room of code. */
const LONGEST_CHARACTERS = 24_000;

/** What of a document is shown for a component: all of it, or of a long one the sections that name it; undefined when none does. */
export function documentPart(
  text: string,
  { name, symbols }: Pick<Component, 'name' | 'symbols'>,
): { readonly text: string; readonly shown?: 'in short' } | undefined {
  if (text.length <= LONGEST_CHARACTERS) return text.trim() === '' ? undefined : { text };
  const wanted = [name, ...symbols.filter((symbol) => /^\p{Lu}/u.test(symbol))];
  const parts: string[] = [];
  let length = 0;
  for (const section of allSections(readSections(text))) {
    const part = ownPart(section);
    if (!wanted.some((each) => part.includes(each)) || length + part.length > LONGEST_CHARACTERS) continue;
    parts.push(part);
    length += part.length;
  }
  return parts.length === 0 ? undefined : { text: parts.join('\n\n'), shown: 'in short' };
}

/** A section without the deeper ones. */
function ownPart({ depth, title, ownText }: MarkdownSection): string {
  return depth === 0 ? ownText : `${'#'.repeat(depth)} ${title}\n${ownText}`;
}
