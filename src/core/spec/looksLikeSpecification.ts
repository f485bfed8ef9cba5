import { loadSpecification } from './loadSpecification';
import { isMarkdown } from './markdown/isMarkdown';

const YAML_FILE = /\.ya?ml$/i;
const YAML_KEYS = /^(?:components|requirements|spec_id|metadata)[ \t]*:/m;

/** Whether a file reads like a specification, right or wrong: YAML that has the keys of one, or Markdown that demands something. */
export function looksLikeSpecification(path: string, text: string): boolean {
  if (YAML_FILE.test(path)) return YAML_KEYS.test(text);
  return isMarkdown(path) && loadSpecification({ text, path, hash: '' }).ok;
}
