import type { Position } from '../../lib/lines';
import { isMarkdown } from '../markdown/isMarkdown';
import { markdownDialect } from '../markdown/markdownDialect';
import { completeMarkdown } from './completeMarkdown';
import { completeYaml } from './completeYaml';
import type { Completions } from './completion';
import { NO_COMPLETIONS } from './completion';

/** Nobody writes a longer one by hand, and each key that is pressed would look through it. */
const LONGEST_LINE = 2_000;

/** What could be written next at a place in a specification, whether or not the text can be read as it is. */
export function completeSpecification(path: string, text: string, at: Position): Completions {
  const lines = text.split(/\r\n|\r|\n/);
  const place = { line: at.line - 1, column: at.column - 1 };
  if ((lines[place.line] ?? '').length > LONGEST_LINE) return NO_COMPLETIONS;
  return isMarkdown(path)
    ? completeMarkdown(lines, place, () => markdownDialect({ path, text }))
    : completeYaml(lines, place.line, place.column);
}
