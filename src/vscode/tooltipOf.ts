import { MarkdownString } from 'vscode';

/** Text as it is, line by line. `appendText` would make each blank a hard one, and lines break inside words then. */
export function tooltipOf(text: string): MarkdownString {
  const lines = text.split('\n').map((line) => line.replace(/[\\`*_{}[\]()#+\-.!~<>|&:@]/g, '\\$&'));
  return new MarkdownString(lines.join('\\\n'));
}
