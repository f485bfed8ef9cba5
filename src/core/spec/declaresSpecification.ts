import { choosesDialect } from './chosenDialect';
import { isMarkdown } from './markdown/isMarkdown';

const YAML_FILE = /\.ya?ml$/i;
const YAML_KEY = /^[ \t]*spec_id[ \t]*:|^metadata[ \t]*:[ \t]*\{[^\n]*\bspec_id[ \t]*:/m;
const MARKDOWN_HEADING =
  /^#{1,4} +(?:Component: *\S|Requirement \d|Requirement: *\S|Feature Specification:|User Story \d|(?:ADDED|MODIFIED|REMOVED|RENAMED) Requirements *$)/im;

/** Whether a file says of itself that it is a specification, so that what is wrong with it may be told unasked. */
export function declaresSpecification(path: string, text: string): boolean {
  if (YAML_FILE.test(path)) return YAML_KEY.test(text) || choosesDialect(path, text);
  return isMarkdown(path) && (MARKDOWN_HEADING.test(text) || choosesDialect(path, text));
}
