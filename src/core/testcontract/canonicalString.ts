import type { SourceNode } from './sourceNode';
import { textOf } from './sourceNode';

const OPENING = /^([a-z]*)("""|'''|"|'|`)/i;

/** A text with one kind of quotes, whatever its own were; what it says is kept. Its insertions are written by `write`. */
export function canonicalString(node: SourceNode, write: (node: SourceNode) => string): string {
  const text = textOf(node);
  const [opening = '', letters = '', quote = ''] = OPENING.exec(text) ?? [];
  const prefix = [...letters.toLowerCase().replace('u', '')].sort().join('');
  if (node.type === 'template_string') return `\`${contentOf(node, 1, write)}\``;
  if (node.children.length === 0) return `${prefix}"${oneQuote(text.slice(opening.length, -quote.length), prefix)}"`;
  return `${prefix}"${oneQuote(contentOf(node, quote.length, write), prefix)}"`;
}

/** What stands between the quotes, insertions in their canonical form. */
function contentOf(node: SourceNode, closing: number, write: (node: SourceNode) => string): string {
  const { source, children } = node;
  let content = '';
  let end = node.start + (OPENING.exec(textOf(node))?.[0].length ?? closing);
  for (const child of children) {
    if (child.type !== 'interpolation' && child.type !== 'template_substitution') continue;
    content += source.slice(end, child.start) + write(child);
    end = child.end;
  }
  return content + source.slice(end, node.end - closing);
}

function oneQuote(content: string, prefix: string): string {
  if (prefix.includes('r')) return content;
  return content.replace(/\\([\s\S])|["\n]/g, (found, escaped: string | undefined) => {
    if (escaped === "'") return "'";
    if (escaped === '\n') return '';
    if (escaped !== undefined) return found;
    return found === '"' ? '\\"' : '\\n';
  });
}
