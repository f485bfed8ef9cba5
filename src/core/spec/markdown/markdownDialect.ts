import { chosenForMarkdown } from '../chosenDialect';
import type { MarkdownDialect } from '../dialects';
import { Findings } from '../findings';
import { detectDialect } from './detectDialect';
import { readSections } from './markdownSections';

/** How a Markdown file is read, whether or not something can be read in it. */
export function markdownDialect(source: { readonly path: string; readonly text: string }): MarkdownDialect {
  return chosenForMarkdown(source, new Findings(source.path)) ?? detectDialect(readSections(source.text), source.path);
}
