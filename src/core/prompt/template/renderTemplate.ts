import { SECTION_TAGS } from '../../context/section';
import type { Placeholder, Template } from './template';

/** The tags that frame the instructions; those of the context may be named, as in "the tests in <tests>", and not be closed. */
const FRAME = ['context', 'instructions', 'answer_format', 'prompt_id', 'phase', 'file'];
const TAG_OF_FRAME = new RegExp(
  `<(?=\\s*(?:(?:${FRAME.join('|')})\\b|/\\s*(?:${[...FRAME, ...SECTION_TAGS].join('|')})\\b))`,
  'gi',
);

/** The template with its places filled. It cannot end its section, whatever it and the values say. */
export function renderTemplate({ parts }: Template, values: Readonly<Record<Placeholder, string>>): string {
  const text = parts.map((part) => (typeof part === 'string' ? part : values[part.placeholder])).join('');
  return text.trim().replace(TAG_OF_FRAME, '&lt;');
}
