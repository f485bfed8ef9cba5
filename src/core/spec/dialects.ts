import { isMarkdown } from './markdown/isMarkdown';
import type { Dialect } from './requirement';

/** What people call each way of writing a specification. */
export const DIALECT_LABEL: Readonly<Record<Dialect, string>> = {
  components: 'AgentForge components',
  requirements: 'AgentForge requirements',
  sparc: 'SPARC architecture',
  'spec-kit': 'Spec Kit',
  kiro: 'Kiro requirements',
  openspec: 'OpenSpec',
  markdown: 'Markdown with numbered requirements',
};

export const YAML_DIALECTS = ['components', 'requirements'] as const;
export const MARKDOWN_DIALECTS = ['sparc', 'spec-kit', 'kiro', 'openspec', 'markdown'] as const;

export type YamlDialect = (typeof YAML_DIALECTS)[number];
export type MarkdownDialect = (typeof MARKDOWN_DIALECTS)[number];

/** The dialects that a file of this name can be written in. */
export function dialectsFor(path: string): readonly Dialect[] {
  return isMarkdown(path) ? MARKDOWN_DIALECTS : YAML_DIALECTS;
}
