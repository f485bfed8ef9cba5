/** The tags of a prompt's context, in the order in which they are sent: what stays equal between phases comes first. */
export const SECTION_TAGS = ['specification', 'patterns', 'examples', 'tests', 'code', 'error_context'] as const;
export type SectionTag = (typeof SECTION_TAGS)[number];

/** One delimited part of the context. */
export interface Section {
  readonly tag: SectionTag;
  /** The file that the text is from, workspace-relative; undefined for text that is from no single file. */
  readonly file: string | undefined;
  readonly text: string;
  /** Why it is in the prompt, for people. */
  readonly why: string;
}

const OWN_TAG =
  /<(?=(?:\s*\/\s*)?(?:context|instructions|answer_format|prompt_id|phase|file|specification|patterns|examples|tests|code|error_context)\b)/gi;

/** Text of the repository or the specification can look like our tags; it must not be able to close its section. */
export function escapeTags(text: string): string {
  return text.replace(OWN_TAG, '&lt;');
}

/** The section's file as it stands in the prompt. */
export function renderPiece(section: Section): string {
  const body = escapeTags(section.text).replace(/\n+$/, '');
  if (section.file === undefined) return body;
  return `<file path="${escapeTags(section.file).replaceAll('"', '&quot;')}">\n${body}\n</file>`;
}
