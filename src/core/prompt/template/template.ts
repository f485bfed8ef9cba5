import type { WritingPhase } from '../../phase';

/** What a template may leave open, and what is put there. */
export const PLACEHOLDERS = {
  component: 'the name of the component',
  location: 'the file of the implementation',
  test_location: 'the file of the tests',
  language: 'the language of the code: Go',
  test_framework: 'what the tests are written with: pytest',
  pack: 'rules of this phase for that language and its test runner, one a line',
} as const;
export type Placeholder = keyof typeof PLACEHOLDERS;

/** Without these a model would not know what to write. */
export const NEEDED: Readonly<Record<WritingPhase, readonly Placeholder[]>> = {
  red: ['component', 'test_location'],
  green: ['component', 'location'],
  refactor: ['component', 'location'],
};

/** A template as somebody wrote it; `path` as it is shown to people. */
export interface TemplateFile {
  readonly path: string;
  readonly text: string;
}

/** What a phase's instructions begin with: text, and places to be filled. */
export interface Template {
  readonly parts: readonly (string | { readonly placeholder: Placeholder })[];
}

/** `{{component}}`. */
export function written(placeholder: string): string {
  return `{{${placeholder}}}`;
}
