const LONGEST = 600;
const LONGEST_VALUE = 120;

/** A definition without its body, as written, moved to the left edge; cut at a line where it is very long. */
export function signatureOf(
  text: string,
  { start, end, bodyStart }: { readonly start: number; readonly end: number; readonly bodyStart: number | undefined },
  without: 'body' | 'value',
): string {
  const whole = text.slice(start, end).trimEnd();
  if (without === 'value' && whole.length <= LONGEST_VALUE && !whole.includes('\n')) return whole;
  const cut = bodyStart === undefined ? whole : text.slice(start, bodyStart).trimEnd();
  const head = without === 'value' ? cut.replace(/\s*(?::=|=>|=)$/, '') : cut.replace(/\s*=>?$/, '');
  const marked = head !== cut && without === 'value' ? `${head} = …` : head;
  return shortened(toTheLeft(marked, columnOf(text, start)));
}

function shortened(signature: string): string {
  if (signature.length <= LONGEST) return signature;
  const line = signature.lastIndexOf('\n', LONGEST);
  return `${signature.slice(0, line > 0 ? line : LONGEST).trimEnd()} …`;
}

function columnOf(text: string, start: number): number {
  return start - (text.lastIndexOf('\n', start - 1) + 1);
}

function toTheLeft(text: string, column: number): string {
  return column === 0 ? text : text.replace(new RegExp(`\\n[ \\t]{1,${column}}`, 'g'), '\n');
}
