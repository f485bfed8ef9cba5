import type { MarkdownDialect } from '../dialects';
import type { MarkdownSection } from './markdownSections';
import { allSections } from './markdownSections';
import { seemsComponent } from './reportLostComponents';

/** Headings that a way of writing has and no other. */
const SIGNS: readonly (readonly [MarkdownDialect, RegExp])[] = [
  ['sparc', /^Component:/i],
  ['openspec', /^(?:Requirement:|(?:ADDED|MODIFIED|REMOVED|RENAMED) Requirements$)/i],
  ['spec-kit', /^(?:Feature Specification:|User Story \d+\b)/i],
  ['kiro', /^Requirement \d+\b/i],
];

/** A document of this name is one of SPARC's, whose components are its headings: without them it lacks something. */
const ARCHITECTURE = /(?:^|\/)architecture\.md$/i;

/** How a Markdown specification is written; `markdown` when nothing says more. */
export function detectDialect(document: MarkdownSection, path: string): MarkdownDialect {
  const titles = allSections(document).map(({ title }) => title);
  const found = SIGNS.find(([, sign]) => titles.some((title) => sign.test(title)))?.[0];
  return found ?? (ARCHITECTURE.test(path) || titles.some(seemsComponent) ? 'sparc' : 'markdown');
}
