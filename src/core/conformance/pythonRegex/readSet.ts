import { PatternError } from './patternError';
import type { CharItem } from './patternNode';
import type { PatternReader } from './patternReader';
import { readEscape } from './readEscape';

/** Reads what stands in brackets; the opening one is passed over. */
export function readSet(reader: PatternReader): { readonly isNegated: boolean; readonly items: readonly CharItem[] } {
  const isNegated = reader.take('^');
  const items: CharItem[] = [];
  for (let isFirst = true; isFirst || !reader.take(']'); isFirst = false) {
    const from = readMember(reader);
    if (!reader.take('-')) {
      items.push(from);
    } else if (reader.take(']')) {
      items.push(from, literal('-'));
      break;
    } else {
      items.push(range(from, readMember(reader)));
    }
  }
  return { isNegated, items };
}

function readMember(reader: PatternReader): CharItem {
  const char = reader.peek();
  if (char === undefined) throw new PatternError('invalid', 'a "[" is not closed');
  reader.next();
  if (char !== '\\') return literal(char);
  const item = readEscape(reader, 'set');
  if (item === undefined) throw new PatternError('invalid', 'a backslash in brackets means nothing there');
  return item;
}

function literal(char: string): CharItem {
  const code = char.codePointAt(0) ?? 0;
  return { from: code, to: code };
}

function range(from: CharItem, to: CharItem): CharItem {
  if ('category' in from || 'category' in to) throw new PatternError('invalid', 'a range ends at a class such as \\w');
  if (from.from > to.from) throw new PatternError('invalid', 'a range in brackets runs backwards');
  return { from: from.from, to: to.from };
}
